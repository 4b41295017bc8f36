"""The huddle: what to mind, what happened last time, what to measure again."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from acts import act, only_marker, palpate, place, verbs
from cast import Cast, add_patient, add_visit, signed_in
from filiform.screening import Reply
from filiform_clinic.day.huddle import HuddleLine, huddle
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import Visit
from histories import answer_today, healthy, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


def line(cast: Cast, visit: Visit) -> HuddleLine:
    found = huddle(cast.actor, visit.starts_at.astimezone(cast.actor.zone).date())
    return next(one for one in found.lines if one.row.visit == visit)


def page(client: Client, query: str = "") -> str:
    return " ".join(client.get(reverse("day:huddle") + query).content.decode().split())


def a_week_later(cast: Cast) -> Visit:
    """The patient's next visit is today; the one of the cast was a week ago."""
    before = cast.visit.starts_at - datetime.timedelta(days=7)
    Visit.objects.filter(pk=cast.visit.pk).update(starts_at=before)
    return add_visit(cast.patient, cast.practitioner)


def test_a_first_visit_says_so(cast: Cast, client: Client) -> None:
    assert line(cast, cast.visit).last is None
    assert "first visit" in page(client)


def test_what_happened_last_time_is_told(cast: Cast, client: Client) -> None:
    place(client, cast.visit)
    act(client, cast.visit, "answered", only_marker(cast.visit), response="unwell", bleeding="spot")
    said = {"id": new_id(), "kind": "faint", "grade": "mild", "words": "Felt faint."}
    client.post(reverse("incidents:incident", args=[cast.visit.pk]), said)
    later = {"id": new_id(), "follows": said["id"], "grade": "moderate", "words": "An hour."}
    client.post(reverse("incidents:follow_up", args=[cast.visit.pk]), later)
    last = line(cast, a_week_later(cast)).last
    assert last
    assert (last.visit, last.needles) == (cast.visit, 1)
    assert last.reactions == (
        "Faint, or about to faint (moderate)",
        "felt unwell (right infraspinatus)",
    )
    assert "Faint, or about to faint (moderate)" in page(client)


def test_what_was_measured_is_measured_again(cast: Cast, client: Client) -> None:
    palpate(client, cast.visit, "tender")
    rotation = {"joint": "shoulder", "movement": "external rotation", "side": "right"}
    measured = {"id": new_id(), "result": "limited", "degrees": "40"} | rotation
    address = reverse("exam:measure", args=[cast.visit.pk, "rom"])
    assert client.post(address, measured).status_code < 400
    last = line(cast, a_week_later(cast)).last
    assert last
    assert (last.needles, last.reactions) == (0, ())
    assert len(last.again) == 1
    assert "rotation" in last.again[0]
    assert "no needles" in page(client)


def test_a_visit_that_never_took_place_is_passed_over(cast: Cast, client: Client) -> None:
    place(client, cast.visit)
    now = a_week_later(cast)
    missed = add_visit(cast.patient, cast.practitioner)
    Visit.objects.filter(pk=missed.pk).update(starts_at=now.starts_at - datetime.timedelta(days=2))
    last = line(cast, now).last
    assert last
    assert last.visit == cast.visit
    assert "no reaction recorded" in page(client)


def test_what_to_mind_today_is_told_by_name(cast: Cast, client: Client) -> None:
    assert "Health history missing" in page(client)
    send(cast.visit, ci_anticoag=Reply.YES)
    answer_today(cast.visit)
    flag = line(cast, cast.visit).flag
    assert flag
    assert flag.outcome == "clearance"
    assert flag.reasons[0] in page(client)


def test_nothing_to_mind_is_said_too(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    assert "nothing to mind for the whole visit" in page(client)


def test_only_practitioners_read_it_and_it_is_audited(cast: Cast, client: Client) -> None:
    assert signed_in(cast.front_desk).get(reverse("day:huddle")).status_code == 403
    page(client)
    assert verbs(cast.visit) == ["day.read"]
    assert "Paul Patient" not in page(signed_in(cast.stranger))
    assert reverse("day:huddle") in client.get(reverse("day:today")).content.decode()
    assert "No visits on this day" in page(client, "?on=2020-01-01")


def test_earlier_visits_cost_no_more_queries(cast: Cast, client: Client) -> None:
    now = a_week_later(cast)
    other = add_patient(cast.clinic, "New", "Here", cast.patient.birth_date)
    add_visit(other, cast.practitioner)
    page(client)
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client)
    for days in range(8, 20):
        one = add_visit(cast.patient, cast.practitioner)
        at = now.starts_at - datetime.timedelta(days=days)
        Visit.objects.filter(pk=one.pk).update(starts_at=at)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few)
