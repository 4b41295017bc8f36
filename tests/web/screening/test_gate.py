"""No needle where screening holds back: the act itself refuses, whatever the page shows."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from acts import HTMX, act, counts, only_marker, place, post, sign, sign_now
from cast import Cast, agree, signed_in
from filiform.body.values import Side
from filiform.note import digest
from filiform.screening import Answer, Place, Reply
from filiform.screening.written import write_answer
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AuditRow, VerdictEntry, Visit
from filiform_clinic.records.noted import note_record_of
from histories import answer_today, healthy, said, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


def place_as_is(client: Client, visit: Visit, muscle: str = "infraspinatus") -> HttpResponse:
    """Place a needle with nothing answered beforehand."""
    fields = {
        "id": new_id(),
        "marker": new_id(),
        "muscle": muscle,
        "side": "right",
        "needles": 1,
        "gauge_mm": "0.30",
        "length_mm": 50,
        "mode": "left_in",
    }
    return post(client, "needling:placed", visit, fields)


def refusal(answer: HttpResponse) -> str:
    assert answer.status_code == 409
    return answer.content.decode()


def test_not_before_the_health_questions(cast: Cast, client: Client) -> None:
    words = refusal(place_as_is(client, cast.visit))
    assert "questions about health are open" in words
    assert "The questions of today are not answered" in words
    assert counts(cast.visit) == (0, 0)


def test_not_before_the_questions_of_the_day(cast: Cast, client: Client) -> None:
    send(cast.visit)
    words = refusal(place_as_is(client, cast.visit))
    assert "The questions of today are not answered" in words
    assert "questions about health" not in words


def test_placed_when_nothing_speaks_against_it(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    assert place_as_is(client, cast.visit).status_code == 204
    assert counts(cast.visit) == (1, 0)


def test_a_fever_stops_every_muscle(cast: Cast, client: Client) -> None:
    send(cast.visit)
    answer_today(cast.visit, day_fever=Reply.YES)
    assert "Stop: no needle today" in refusal(place_as_is(client, cast.visit))


def test_clearance_first_holds_every_muscle(cast: Cast, client: Client) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    answer_today(cast.visit)
    assert "Written medical clearance first" in refusal(place_as_is(client, cast.visit))


def test_a_swollen_limb_stops_its_muscles_and_no_others(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    arm = (Place("upper_limb", Side.RIGHT),)
    said(cast.visit, answer=write_answer(Answer("ci_lymphedema_limb", Reply.YES, places=arm)))
    agree(cast.visit)
    words = refusal(place_as_is(client, cast.visit, "deltoid_middle"))
    assert "no needle in this muscle" in words
    assert place_as_is(client, cast.visit, "gluteus_medius").status_code == 204


def test_what_is_in_comes_out_also_after_a_stop(cast: Cast, client: Client) -> None:
    place(client, cast.visit)
    answer_today(cast.visit, day_fever=Reply.YES)
    assert act(client, cast.visit, "removed", only_marker(cast.visit), needles=1).status_code == 204
    back = act(client, cast.visit, "not_out", only_marker(cast.visit), needles=1)
    assert back.status_code == 204


@pytest.mark.parametrize(
    ("change", "status"), [({"muscle": "teres_minor"}, 409), ({"needles": 2}, 409), ({}, 204)]
)
def test_a_marker_is_not_moved_or_filled_past_a_stop(
    cast: Cast, client: Client, change: dict[str, object], status: int
) -> None:
    place(client, cast.visit)
    answer_today(cast.visit, day_fever=Reply.YES)
    value = {
        "muscle": "infraspinatus",
        "side": "right",
        "needles": 1,
        "gauge_mm": "0.25",
        "length_mm": 50,
        "mode": "left_in",
    }
    answer = act(client, cast.visit, "adjusted", only_marker(cast.visit), **(value | change))
    assert answer.status_code == status


def test_each_placement_points_at_the_verdict_that_let_it_in(cast: Cast, client: Client) -> None:
    place(client, cast.visit)
    place(client, cast.visit)
    kept = VerdictEntry.objects.get(visit=cast.visit)
    assert (kept.cause, kept.verdict["verdict"]) == ("needle.placed", "clear")
    rows = AuditRow.objects.filter(verb="needle.placed")
    assert {row.details["verdict"] for row in rows} == {str(kept.pk)}
    answer_today(cast.visit, day_eaten=Reply.NO)
    place(client, cast.visit)
    newest = VerdictEntry.objects.filter(visit=cast.visit).order_by("created_at").last()
    assert newest
    assert newest.verdict["verdict"] == "caution"


def test_the_same_placement_again_is_the_same_after_a_stop(cast: Cast, client: Client) -> None:
    """What is stored stays stored: a repeated submit is answered, not judged anew."""
    healthy(cast.visit)
    fields = {
        "id": new_id(),
        "marker": new_id(),
        "muscle": "infraspinatus",
        "side": "right",
        "needles": 1,
        "gauge_mm": "0.30",
        "length_mm": 50,
        "mode": "left_in",
    }
    assert post(client, "needling:placed", cast.visit, fields).status_code == 204
    answer_today(cast.visit, day_fever=Reply.YES)
    assert post(client, "needling:placed", cast.visit, fields).status_code == 204
    assert counts(cast.visit) == (1, 0)


def test_the_page_says_why_no_needle_can_be_placed(cast: Cast, client: Client) -> None:
    address = reverse("visit:visit", args=[cast.visit.pk]) + "?step=needle"
    text = client.get(address, headers=HTMX).content.decode()
    assert "No needle can be placed now." in text
    assert 'id="place-submit" disabled aria-describedby="why-not-place"' in text
    healthy(cast.visit)
    text = client.get(address, headers=HTMX).content.decode()
    assert "No needle can be placed now." not in text


def test_the_signed_note_tells_the_safety_check_and_keeps_its_verdict(
    cast: Cast, client: Client
) -> None:
    send(cast.visit)
    answer_today(cast.visit, day_eaten=Reply.NO)
    place_as_is(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    note = sign_now(client, cast.visit)
    assert "Safety check. Health history and the questions of the day were answered." in note.text
    assert "Tendency to faint" in note.text
    kept = VerdictEntry.objects.filter(visit=cast.visit).order_by("created_at").last()
    assert kept
    assert note.record["screening"] == kept.verdict
    page = client.get(reverse("visit:visit", args=[cast.visit.pk])).content.decode()
    assert "As it was when the note was signed." in page


def test_what_is_answered_after_the_page_opened_is_signed_by_nobody(
    cast: Cast, client: Client
) -> None:
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    shown = digest(note_record_of(cast.visit))
    answer_today(cast.visit, day_eaten=Reply.NO)
    assert sign(client, cast.visit, seen=shown).status_code == 409
