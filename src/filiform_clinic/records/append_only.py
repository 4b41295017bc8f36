"""Database triggers that refuse to change, delete or replace entries, on SQLite and PostgreSQL.

`Entry.save` refuses already; the triggers also stop `QuerySet.update()`, other programs and a hand
on the console. Erasure that the law demands is done by a maintainer who removes them knowingly
(docs/adr/0006-append-only-record.md).
"""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = [
    "records_aftercareentry",
    "records_answerentry",
    "records_auditrow",
    "records_auditseal",
    "records_careentry",
    "records_cdsfeedbackentry",
    "records_clearanceentry",
    "records_clinicrulesentry",
    "records_consententry",
    "records_cosignentry",
    "records_countentry",
    "records_dayentry",
    "records_drawingentry",
    "records_findingentry",
    "records_historyentry",
    "records_incidententry",
    "records_intakeentry",
    "records_letterentry",
    "records_needleevent",
    "records_noteentry",
    "records_overrideentry",
    "records_passportentry",
    "records_planentry",
    "records_scarentry",
    "records_scoreentry",
    "records_screenlockentry",
    "records_supervisionentry",
    "records_sessionentry",
    "records_verdictentry",
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
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            for act in ("update", "delete", "truncate", "replace"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on_table}")


def _statements(vendor: str, tables: list[str]) -> list[str]:
    if vendor == "postgresql":
        changes = [_postgresql(table, act) for table in tables for act in _ACTS]
        return [_FUNCTION, *changes, *(_no_truncate(table) for table in tables)]
    if vendor == "sqlite":
        changes = [_sqlite(table, act) for table in tables for act in _ACTS]
        return [*changes, *(_no_replace(table) for table in tables)]
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


def _no_truncate(table: str) -> str:
    """TRUNCATE deletes every row without firing the triggers of rows."""
    return (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change()"
    )


def _sqlite(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    )


# What makes a row of a table the only one, beside its id.
_UNIQUE = {
    "records_aftercareentry": ["old.visit_id = new.visit_id AND old.version = new.version"],
    "records_consententry": ["old.patient_id = new.patient_id AND old.number = new.number"],
    "records_cosignentry": ["old.note_id = new.note_id"],
    "records_auditseal": [
        "old.row_id = new.row_id",
        "old.organisation_id = new.organisation_id AND old.number = new.number",
    ],
    "records_findingentry": ["old.supersedes_id = new.supersedes_id"],
    "records_careentry": ["old.withdraws_id = new.withdraws_id"],
    "records_letterentry": ["old.visit_id = new.visit_id AND old.version = new.version"],
    "records_planentry": ["old.episode_id = new.episode_id AND old.number = new.number"],
    "records_clearanceentry": ["old.withdraws_id = new.withdraws_id"],
    "records_needleevent": [
        "old.act = 'placed' AND new.act = 'placed' AND old.marker = new.marker"
    ],
    "records_countentry": ["old.visit_id = new.visit_id AND old.number = new.number"],
    "records_sessionentry": ["old.visit_id = new.visit_id AND old.number = new.number"],
    "records_overrideentry": ["old.withdraws_id = new.withdraws_id"],
    "records_noteentry": [
        "old.supersedes_id = new.supersedes_id",
        "old.visit_id = new.visit_id AND old.version = new.version",
    ],
}


_NO_REPLACE = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} AS old WHERE {same})
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""


def _no_replace(table: str) -> str:
    """INSERT OR REPLACE deletes the rows in its way without firing their DELETE triggers."""
    same = " OR ".join(f"({one})" for one in ["old.id = new.id", *_UNIQUE.get(table, [])])
    return _NO_REPLACE.format(table=table, same=same, message=_MESSAGE)
