"""Somebody comes in; a patient gets a link."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acts import verbs
from cast import Cast, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AuditRow, Episode, Patient, PatientLink, Visit
from page_text import main_text
from walk import Walk


def said(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "id": new_id(),
        "given_name": "Nora",
        "family_name": "Neu",
        "birth_date": "1979-02-28",
        "practitioner": cast.practitioner.pk,
        "starts_at": "14:30",
    } | more


def send(client: Client, fields: dict[str, Any]) -> tuple[int, str]:
    answer = client.post(reverse("booking:walk_in"), fields)
    return answer.status_code, answer.content.decode()


def test_the_front_desk_adds_a_new_patient(cast: Cast) -> None:
    assert send(signed_in(cast.front_desk), said(cast))[0] == 302
    visit = Visit.objects.get(episode__patient__family_name="Neu")
    assert visit.organisation == cast.clinic
    local = visit.starts_at.astimezone(cast.actor.zone)
    assert (local.hour, local.minute) == (14, 30)
    assert verbs(visit) == ["patient.added", "visit.added"]


def test_a_known_patient_is_found_again_and_the_episode_goes_on(cast: Cast) -> None:
    known = {"given_name": "paul", "family_name": "PATIENT", "birth_date": "1988-04-12"}
    assert send(signed_in(cast.practitioner), said(cast, **known))[0] == 302
    assert Patient.objects.filter(family_name__iexact="patient").count() == 1
    assert cast.visit.episode.visits.count() == 2


def test_a_closed_episode_is_not_continued(cast: Cast) -> None:
    Episode.objects.update(closed_on=datetime.date(2026, 1, 1))
    known = {"given_name": "Paul", "family_name": "Patient", "birth_date": "1988-04-12"}
    send(signed_in(cast.practitioner), said(cast, **known))
    assert cast.patient.episodes.count() == 2


def test_a_patient_of_another_clinic_is_not_found(cast: Cast) -> None:
    theirs = {"given_name": "Pia", "family_name": "Elsewhere", "birth_date": "1990-01-02"}
    send(signed_in(cast.practitioner), said(cast, **theirs))
    assert Patient.objects.filter(family_name="Elsewhere").count() == 2


def test_the_same_submit_twice_is_one_visit(cast: Cast) -> None:
    client, fields = signed_in(cast.practitioner), said(cast)
    for _ in range(2):
        assert send(client, fields)[0] == 302
    assert Visit.objects.filter(pk=fields["id"]).count() == 1


@pytest.mark.parametrize(
    "change", [{"given_name": "Zora"}, {"birth_date": "1979-03-01"}, {"starts_at": "15:00"}]
)
def test_the_same_id_with_other_words_is_refused(cast: Cast, change: dict[str, str]) -> None:
    """It said "Nora is on today's list" to whoever had just typed Zora."""
    client, fields = signed_in(cast.practitioner), said(cast)
    assert send(client, fields)[0] == 302
    assert send(client, fields | change)[0] == 409
    assert Visit.objects.filter(pk=fields["id"]).count() == 1


def test_an_id_of_another_clinic_is_not_told_about(cast: Cast) -> None:
    status, page = send(signed_in(cast.practitioner), said(cast, id=cast.other_visit.pk))
    assert status == 409
    assert "Pia" not in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"given_name": ""}, "This field is required."),
        ({"family_name": "x" * 201}, "at most 200 characters"),
        ({"birth_date": "31.12.1980"}, "Enter a valid date."),
        ({"birth_date": "2999-01-01"}, "Enter a day between 1900 and today."),
        ({"birth_date": "1850-01-01"}, "Enter a day between 1900 and today."),
        ({"starts_at": "25:00"}, "Enter a valid time."),
        ({"practitioner": "nobody"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    cast: Cast, change: dict[str, str], words: str
) -> None:
    status, page = send(signed_in(cast.front_desk), said(cast, **change))
    assert status == 400
    assert words in page
    assert 'value="Neu"' in page or "family_name" in change
    assert Visit.objects.count() == 2


@pytest.mark.parametrize("who", ["stranger", "front_desk"])
def test_only_practitioners_of_the_clinic_can_be_chosen(cast: Cast, who: str) -> None:
    other = getattr(cast, who).pk
    assert send(signed_in(cast.practitioner), said(cast, practitioner=other))[0] == 400


def test_a_link_is_shown_once_and_ends_the_earlier_one(cast: Cast) -> None:
    client, address = signed_in(cast.front_desk), reverse("booking:link", args=[cast.visit.pk])
    first = client.post(address)
    assert "/p/" in first.content.decode()
    client.post(address, headers={"HX-Request": "true"})
    links = PatientLink.objects.order_by("created_at")
    assert [link.revoked_at is None for link in links] == [False, True]
    assert verbs(cast.visit) == ["link.created", "link.created"]


def test_a_link_for_another_clinics_visit_does_not_exist(cast: Cast) -> None:
    address = reverse("booking:link", args=[cast.other_visit.pk])
    assert signed_in(cast.practitioner).post(address).status_code == 404
    assert not PatientLink.objects.exists()
    assert not AuditRow.objects.exists()


def test_once_answers_came_only_practitioners_make_another_link(cast: Cast) -> None:
    """The front desk knows birth dates: a link of their own would show them the answers."""
    walk = Walk(cast)
    walk.answer_all()
    assert walk.send().status_code == 302
    address = reverse("booking:link", args=[cast.visit.pk])
    assert signed_in(cast.front_desk).post(address).status_code == 403
    assert signed_in(cast.owner).post(address).status_code == 403
    assert signed_in(cast.practitioner).post(address).status_code == 200


@pytest.mark.parametrize(
    "begin",
    [
        lambda walk: walk.post("complaint/", complaint="low_back"),
        lambda walk: walk.list_area(),
        lambda walk: walk.health("heart", ci_diabetes="yes"),
    ],
    ids=["a word", "a drawing", "health"],
)
def test_what_was_told_and_not_sent_is_not_opened_by_a_link_of_the_front_desk(
    cast: Cast, begin: Callable[[Walk], object]
) -> None:
    walk = Walk(cast)
    walk.open()
    begin(walk)
    address = reverse("booking:link", args=[cast.visit.pk])
    refused = signed_in(cast.front_desk).post(address)
    assert refused.status_code == 403
    assert "begun to answer" in main_text(refused)
    assert PatientLink.objects.count() == 1
    assert walk.get("complaint/").status_code == 200, "the patient goes on by the earlier link"
    assert signed_in(cast.practitioner).post(address).status_code == 200
