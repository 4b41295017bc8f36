"""Clinic rules and passports: the owner decides, practitioners read their own, visits obey."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from acts import place
from cast import Cast, agree, signed_in
from filiform.knowledge.screening import load_rules
from filiform.screening import Settings
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AuditRow, ClinicRulesEntry, PassportEntry, User
from filiform_clinic.records.screened import settings_of
from histories import healthy

pytestmark = pytest.mark.django_db

FAR = datetime.date(2199, 1, 1)


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.owner)


def newest() -> ClinicRulesEntry | None:
    return ClinicRulesEntry.objects.order_by("created_at", "id").last()


def decide(client: Client, **more: Any) -> HttpResponse:
    row = newest()
    said = {"id": new_id(), "seen": row.pk if row else "", "jurisdiction": "US-FL"}
    answer = client.post(reverse("practice:rules"), said | more)
    assert isinstance(answer, HttpResponse)
    return answer


def enter(client: Client, user: User, **more: Any) -> HttpResponse:
    row = PassportEntry.objects.filter(user=user).order_by("created_at", "id").last()
    said = {
        "id": new_id(),
        "seen": row.pk if row else "",
        "licence": "PT 1",
        "licence_until": FAR,
        "years_licensed": 5,
        "training_hours": 60,
        "supervised_sessions": 30,
        "valid_until": FAR,
        "advanced": ["neck_anterior"],
    }
    answer = client.post(reverse("practice:passport", args=[user.pk]), said | more)
    assert isinstance(answer, HttpResponse)
    return answer


def words(answer: HttpResponse, status: int) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_the_owner_chooses_a_place_and_sees_its_law(cast: Cast, owner: Client) -> None:
    assert decide(owner).status_code == 302
    text = owner.get(reverse("practice:rules")).content.decode()
    assert "Florida" in text
    assert "Olga Owner" in text
    row = AuditRow.objects.get(verb="clinic.rules")
    assert (row.actor, row.patient, row.details["jurisdiction"]) == (cast.owner, None, "US-FL")


def test_only_what_differs_from_the_stricter_default_is_kept(cast: Cast, owner: Client) -> None:
    assert (
        decide(owner, phobia="caution", inr_limit="2.5", first_trimester="stop").status_code == 302
    )
    row = newest()
    assert row
    assert row.settings == {"phobia": "caution", "inr_limit": 2.5}
    assert settings_of(row) == Settings(phobia="caution", inr_limit=2.5)


@pytest.mark.parametrize(
    "wrong",
    [
        {"phobia": "maybe"},
        {"inr_limit": "-1"},
        {"inr_limit": ""},
        {"inr_limit": "nan"},
        {"inr_limit": "many"},
        {"severe_bleeding_clearable": "perhaps"},
        {"platelets_care_below": "10"},
        {"other_place": "Florida"},
        {"goes_on_because": "x" * 3_000, "jurisdiction": "US-PA"},
    ],
)
def test_rules_that_cannot_be(cast: Cast, owner: Client, wrong: dict[str, str]) -> None:
    words(decide(owner, **wrong), 400)
    assert not ClinicRulesEntry.objects.exists()


@pytest.mark.parametrize(("place_code", "why"), [("US-NY", "forbids"), ("US-FL", "settled")])
def test_no_going_on_where_the_law_is_settled(
    cast: Cast, owner: Client, place_code: str, why: str
) -> None:
    sent = decide(owner, jurisdiction=place_code, goes_on_because="We have always done it")
    assert why in words(sent, 400)


@pytest.mark.parametrize("code", ["US-PA", "US-ZZ"])
def test_an_unsettled_place_blocks_until_the_owner_goes_on(
    cast: Cast, owner: Client, code: str
) -> None:
    healthy(cast.visit)
    visits = signed_in(cast.practitioner)
    listed = code in load_rules().packs
    said = {"jurisdiction": code} if listed else {"jurisdiction": "", "other_place": code}
    assert decide(owner, **said).status_code == 302
    assert "Needling is blocked" in owner.get(reverse("practice:rules")).content.decode()
    assert "the law of the place" in words(place(visits, cast.visit), 409)
    assert decide(owner, **said, goes_on_because="The board's letter of May 3").status_code == 302
    agree(cast.visit)  # the law that applies is another one: the patient was asked again
    assert place(visits, cast.visit).status_code == 204


def test_a_stale_tab_and_a_double_submit(cast: Cast, owner: Client) -> None:
    same = {"id": new_id(), "seen": ""}
    for _time in range(2):
        assert decide(owner, **same).status_code == 302
    assert ClinicRulesEntry.objects.count() == 1
    assert "another act" in words(decide(owner, **same, phobia="caution"), 409)
    assert "meanwhile" in words(decide(owner, seen="", phobia="caution"), 409)


@pytest.mark.parametrize("who", ["practitioner", "front_desk"])
def test_the_rules_are_the_owners_alone(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get(reverse("practice:rules")).status_code == 403
    assert decide(client).status_code == 403
    assert enter(client, cast.practitioner).status_code == 403
    assert not ClinicRulesEntry.objects.exists()
    assert not PassportEntry.objects.exists()


def test_a_passport_is_entered_and_read_by_its_practitioner(cast: Cast, owner: Client) -> None:
    assert enter(owner, cast.practitioner).status_code == 302
    own = signed_in(cast.practitioner)
    text = own.get(reverse("practice:passports"), follow=True).content.decode()
    assert "neck anterior" in text
    assert "Keep the passport" not in text
    assert own.get(reverse("practice:passport", args=[cast.colleague.pk])).status_code == 403
    assert "Priya Practitioner" in owner.get(reverse("practice:passports")).content.decode()


def test_advanced_muscles_open_with_training_only(cast: Cast, owner: Client) -> None:
    client = signed_in(cast.practitioner)
    advanced = next(m for m in load_rules().muscles.values() if m.advanced and not m.never)
    assert enter(owner, cast.practitioner, advanced=[]).status_code == 302
    assert "licence and training" in words(place(client, cast.visit, muscle=advanced.id), 409)
    assert place(client, cast.visit).status_code == 204
    assert enter(owner, cast.practitioner, advanced=[advanced.region]).status_code == 302
    assert place(client, cast.visit, muscle=advanced.id).status_code == 204


def test_too_little_training_for_the_place_stops(cast: Cast, owner: Client) -> None:
    decide(owner)
    enter(owner, cast.practitioner, supervised_sessions=3)
    text = words(place(signed_in(cast.practitioner), cast.visit), 409)
    assert "licence and training" in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"training_hours": "-1"},
        {"licence_until": "soon"},
        {"advanced": ["elbow"]},
        {"licence": "x" * 100},
        {"supervised_sessions": "2.5"},
    ],
)
def test_a_passport_that_cannot_be(cast: Cast, owner: Client, wrong: dict[str, Any]) -> None:
    words(enter(owner, cast.practitioner, **wrong), 400)
    assert not PassportEntry.objects.exists()


def test_people_of_another_clinic_do_not_exist(cast: Cast, owner: Client) -> None:
    assert enter(owner, cast.stranger).status_code == 404
    assert owner.get(reverse("practice:passport", args=[cast.stranger.pk])).status_code == 404


def test_the_front_desk_has_no_passport(cast: Cast, owner: Client) -> None:
    assert enter(owner, cast.front_desk).status_code == 404
    desk = signed_in(cast.front_desk)
    assert desk.get(reverse("practice:passport", args=[cast.front_desk.pk])).status_code == 403
