"""The record cannot be rewritten: not by code, not by a bulk update, on either database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from filiform_clinic.records import append_only
from filiform_clinic.records.models import AuditRow, EntryChangedError, Organisation

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


def test_every_entry_table_is_guarded() -> None:
    from django.apps import apps

    from filiform_clinic.records.models.base import Entry

    tables = {
        m._meta.db_table
        for m in apps.get_app_config("records").get_models()
        if issubclass(m, Entry)
    }
    assert tables == set(append_only.TABLES)
