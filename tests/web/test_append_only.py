"""The record cannot be rewritten: not by code, not by a bulk update, on either database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from acts import sign
from cast import Cast, signed_in
from filiform_clinic.records import append_only
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AuditRow, EntryChangedError, NoteEntry, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> AuditRow:
    organisation = Organisation.objects.create(name="Elm Street Clinic (synthetic)")
    return AuditRow.objects.create(organisation=organisation, verb="visit.read")


def test_saving_an_entry_again_is_refused(row: AuditRow) -> None:
    row.verb = "something else"
    with pytest.raises(EntryChangedError):
        row.save()


def test_a_bulk_update_is_refused_by_the_database(row: AuditRow) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).update(verb="something else")
    assert AuditRow.objects.get(pk=row.pk).verb == "visit.read"


def test_a_bulk_delete_is_refused_by_the_database(row: AuditRow) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AuditRow.objects.filter(pk=row.pk).delete()
    assert AuditRow.objects.filter(pk=row.pk).exists()


def test_a_whole_table_cannot_be_emptied_at_once(row: AuditRow) -> None:
    """Triggers of rows do not see PostgreSQL's TRUNCATE; SQLite has none and runs a DELETE."""
    on_postgresql = connection.vendor == "postgresql"
    for table in append_only.TABLES if on_postgresql else ["records_auditrow"]:
        empty = f"TRUNCATE {table} CASCADE" if on_postgresql else f"DELETE FROM {table}"  # noqa: S608
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            run("SET CONSTRAINTS ALL IMMEDIATE" if on_postgresql else "SELECT 1", empty)
    assert AuditRow.objects.filter(pk=row.pk).exists()


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_an_entry_cannot_be_replaced_by_another_with_its_id(row: AuditRow) -> None:
    """SQLite's INSERT OR REPLACE deletes what is in its way without a DELETE trigger."""
    with pytest.raises(DatabaseError), transaction.atomic():
        run(replace_in("records_auditrow", verb="'something else'"))
    assert AuditRow.objects.get(pk=row.pk).verb == "visit.read"


def test_a_signed_note_cannot_be_replaced_by_another_of_its_version(cast: Cast) -> None:
    assert sign(signed_in(cast.practitioner), cast.visit, "As signed.").status_code == 302
    with pytest.raises(DatabaseError), transaction.atomic():
        run(replace_in("records_noteentry", id=f"'{new_id().hex}'", free_text="'Rewritten.'"))
    assert NoteEntry.objects.get().free_text == "As signed."


def replace_in(table: str, **others: str) -> str:
    """Store every row again with some columns changed, in the way of SQLite's REPLACE."""
    with connection.cursor() as cursor:
        known = connection.introspection.get_table_description(cursor, table)
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.name) for column in known)
    values = ", ".join(others.get(column.name, quote(column.name)) for column in known)
    word = "OR REPLACE" if connection.vendor == "sqlite" else ""
    return f"INSERT {word} INTO {table} ({names}) SELECT {values} FROM {table}"  # noqa: S608


def test_every_entry_table_is_guarded() -> None:
    from django.apps import apps

    from filiform_clinic.records.models.base import Entry

    tables = {
        m._meta.db_table
        for m in apps.get_app_config("records").get_models()
        if issubclass(m, Entry)
    }
    assert tables == set(append_only.TABLES)
