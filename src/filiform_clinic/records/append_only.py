"""Database triggers that refuse to change or delete entries, on SQLite and PostgreSQL.

`Entry.save` refuses already; the triggers also stop `QuerySet.update()`, other programs and a hand
on the console. Erasure that the law demands is done by a maintainer who removes them knowingly
(docs/adr/0006-append-only-record.md).
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = [
    "records_auditrow",
    "records_drawingentry",
    "records_findingentry",
    "records_intakeentry",
    "records_needleevent",
    "records_noteentry",
]
_MESSAGE = "entries of the record are never changed or deleted"


def install(connection: BaseDatabaseWrapper, tables: list[str] | None = None) -> None:
    """Make the tables append-only."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor, tables or TABLES):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, tables: list[str] | None = None) -> None:
    """Allow changes again: for erasure by a maintainer, and to empty a test database."""
    with connection.cursor() as cursor:
        for table in tables or TABLES:
            for act in ("update", "delete"):
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on_table}")


def _statements(vendor: str, tables: list[str]) -> list[str]:
    if vendor == "postgresql":
        return [_FUNCTION, *(_postgresql(table, act) for table in tables for act in _ACTS)]
    if vendor == "sqlite":
        return [_sqlite(table, act) for table in tables for act in _ACTS]
    raise ImproperlyConfigured(f"Filiform runs on SQLite and PostgreSQL, not on {vendor}")


_ACTS = ("update", "delete")
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def _postgresql(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION records_refuse_change()"
    )


def _sqlite(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )
