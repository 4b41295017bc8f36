"""Today's list: states in words, who may open what, only one's own clinic."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from acts import act, only_marker, palpate, place, sign_now, verbs
from cast import Cast, add_patient, add_visit, signed_in
from filiform.screening import Reply
from filiform_clinic.access.links import create_link
from filiform_clinic.day.queries import day
from filiform_clinic.records.models import ConsentEntry, DrawingEntry, Visit
from histories import answer_today, send


def page(client: Client, query: str = "") -> str:
    return client.get(reverse("day:today") + query).content.decode()


def word(cast: Cast) -> str:
    local = cast.visit.starts_at.astimezone(cast.actor.zone).date()
    row = next(row for row in day(cast.actor, local).rows if row.visit == cast.visit)
    return str(row.word)


def test_the_state_of_a_visit_follows_what_happens(cast: Cast) -> None:
    client, words = signed_in(cast.practitioner), [word(cast)]
    create_link(cast.visit)
    words.append(word(cast))
    DrawingEntry.objects.create(visit=cast.visit, drawing={}, body_version="x", sent_by="patient")
    words.append(word(cast))
    palpate(client, cast.visit, "tender")
    words.append(word(cast))
    place(client, cast.visit)
    words.append(word(cast))
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    words.append(word(cast))
    sign_now(client, cast.visit)
    words.append(word(cast))
    assert words == [
        "Expected",
        "Link made",
        "Drawing received",
        "In progress",
        "Needles in",
        "In progress",
        "Signed",
    ]


def test_the_list_flags_what_holds_needles_back(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert "Health history missing" in page(client)
    assert safety(client) == ""
    send(cast.visit, ci_anticoag=Reply.YES)
    assert "Health history missing" not in page(client)
    assert "8 health questions open" in safety(client)
    assert "Clearance first" in safety(client)
    answer_today(cast.visit, day_fever=Reply.YES)
    assert "Stop" in safety(client)
    assert signed_in(cast.front_desk).get(reverse("day:safety")).status_code == 403


def safety(client: Client) -> str:
    """The verdicts that the list asks for once it is there."""
    return client.get(reverse("day:safety")).content.decode().strip()


def test_the_list_says_whose_consent_does_not_stand(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert "Consent missing" not in page(client)
    latest = ConsentEntry.objects.get(patient=cast.patient)
    values = {"patient": cast.patient, "visit": cast.visit, "recorded_by": cast.practitioner}
    refused = {"number": latest.number + 1, "decision": "refused", "decided_on": latest.decided_on}
    ConsentEntry.objects.create(**values, **refused)
    assert "Needles refused" in page(client)
    assert "Needles refused" not in page(signed_in(cast.front_desk))
    add_visit(add_patient(cast.clinic, "New", "Here", cast.patient.birth_date), cast.practitioner)
    assert "Consent missing" in page(client)


def test_the_list_shows_the_clinics_visits_and_no_others(cast: Cast) -> None:
    text = page(signed_in(cast.practitioner))
    assert "Paul Patient" in text
    assert "Pia Elsewhere" not in text


def test_the_front_desk_sees_the_list_but_not_the_record(cast: Cast) -> None:
    text = page(signed_in(cast.front_desk))
    assert "Paul Patient" in text
    assert "Only practitioners see the clinical record." in text
    assert reverse("visit:visit", args=[cast.visit.pk]) not in text


def test_needles_in_are_said_on_top(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=3)
    assert "3 needles are in." in page(client)


def test_only_my_own(cast: Cast) -> None:
    add_visit(cast.patient, cast.colleague)
    client = signed_in(cast.practitioner)
    assert page(client).count('class="visit-row ') == 2
    assert page(client, "?whose=mine").count('class="visit-row ') == 1


def test_a_day_is_a_day_of_the_clinic(cast: Cast) -> None:
    late = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=cast.actor.zone)
    Visit.objects.filter(pk=cast.visit.pk).update(starts_at=late)
    assert len(day(cast.actor, datetime.date(2026, 3, 1)).rows) == 1
    assert not day(cast.actor, datetime.date(2026, 3, 2)).rows
    text = page(signed_in(cast.practitioner), "?on=2026-03-01")
    assert "23:30" in text


@pytest.mark.parametrize("on", ["tomorrow", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_names_the_field(cast: Cast, on: str) -> None:
    answer = signed_in(cast.practitioner).get(reverse("day:today") + f"?on={on}")
    assert answer.status_code == 400
    assert "on: " in answer.content.decode()


def test_an_empty_day_teaches(cast: Cast) -> None:
    assert "No visits on this day" in page(signed_in(cast.practitioner), "?on=2020-01-01")


def test_reading_the_list_is_audited_for_each_patient(cast: Cast) -> None:
    page(signed_in(cast.front_desk))
    assert verbs(cast.visit) == ["day.read"]
    assert verbs(cast.other_visit) == []


def test_nobody_sees_it_without_signing_in(cast: Cast) -> None:
    answer = Client().get(reverse("day:today"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


def test_a_full_day_needs_no_more_queries_than_an_empty_one(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.practitioner)
    for _ in range(30):
        add_visit(cast.patient, cast.practitioner)
    place(client, cast.visit)
    with django_assert_max_num_queries(20):
        page(client)
