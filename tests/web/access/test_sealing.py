"""The audit trail is a chain: whatever is changed behind the program's back shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cast import Cast, assemble, signed_in
from filiform_clinic.access.audit import audit
from filiform_clinic.access.sealing import check_chains, seal, seal_all
from filiform_clinic.records import append_only
from filiform_clinic.records.models import AuditRow, AuditSeal

pytestmark = pytest.mark.django_db


def note(cast: Cast, times: int = 3) -> None:
    for number in range(times):
        audit(cast.actor, "visit.read", patient=cast.patient, details={"n": number})


def behind_the_back(statement: str, *values: Any) -> None:
    """As somebody who can write to the database and knows of the triggers."""
    append_only.remove(connection, ["records_auditrow", "records_auditseal"])
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    append_only.install(connection, ["records_auditrow", "records_auditseal"])


def elm(cast: Cast) -> Any:
    return next(chain for chain in check_chains() if chain.clinic == cast.clinic.name)


def test_rows_are_sealed_once_and_in_order(cast: Cast) -> None:
    note(cast)
    assert seal(cast.clinic.pk) == 3
    assert seal(cast.clinic.pk) == 0
    numbers = AuditSeal.objects.order_by("number").values_list("number", "row__details__n")
    assert [*numbers] == [(1, 0), (2, 1), (3, 2)]
    assert (elm(cast).sealed, elm(cast).unsealed, elm(cast).broken) == (3, 0, "")


def test_each_clinic_has_a_chain_of_its_own(cast: Cast) -> None:
    note(cast)
    audit(None, "link.opened", patient=cast.other_visit.episode.patient)
    assert seal(cast.clinic.pk) == 3
    assert seal_all() == 1
    assert {(chain.sealed, chain.unsealed) for chain in check_chains()} == {(3, 0), (1, 0)}


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "visit.rea"), ("details", '{"n": 7}'), ("created_at", "2020-01-01 00:00:00+00:00")],
)
def test_a_changed_row_shows(cast: Cast, column: str, value: str) -> None:
    note(cast)
    seal(cast.clinic.pk)
    second = AuditSeal.objects.get(number=2).row_id
    key = second.hex if connection.vendor == "sqlite" else str(second)
    behind_the_back(f"UPDATE records_auditrow SET {column} = %s WHERE id = %s", value, key)  # noqa: S608
    assert elm(cast).broken == f"seal 2 does not fit audit row {second}"


def test_a_removed_seal_shows(cast: Cast) -> None:
    note(cast)
    seal(cast.clinic.pk)
    behind_the_back("DELETE FROM records_auditseal WHERE number = %s", 2)
    assert elm(cast).broken == "seal 2 is missing"


def test_a_row_put_in_later_is_told_as_unsealed_until_it_is_sealed(cast: Cast) -> None:
    note(cast)
    seal(cast.clinic.pk)
    note(cast, times=1)
    assert (elm(cast).sealed, elm(cast).unsealed) == (3, 1)
    seal(cast.clinic.pk)
    assert (elm(cast).sealed, elm(cast).unsealed) == (4, 0)


@pytest.mark.django_db(transaction=True)
def test_an_act_is_sealed_as_soon_as_it_is_stored() -> None:
    cast = assemble()
    client: Client = signed_in(cast.practitioner)
    client.get(reverse("visit:visit", args=[cast.visit.pk]))
    assert AuditRow.objects.filter(verb__startswith="visit").exists()
    assert not AuditRow.objects.filter(seal=None).exists()
    assert elm(cast).broken == ""
