"""The questions of the treatment day by the patient's link: one screen, and what they change."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from acts import palpate, sign_now
from cast import Cast, add_visit, signed_in
from filiform.screening import Outcome, basis_of
from filiform_clinic.access.links import create_link
from filiform_clinic.intake.queries import today_of
from filiform_clinic.records.models import AuditRow, ClearanceEntry, DayEntry, Visit
from filiform_clinic.records.screened import history_of, verdict_of
from page_text import main_text
from reading_level import grade
from walk import Walk

GOOD_DAY = {
    "day_pregnancy": "no",
    "day_medicines": "no",
    "day_fever": "no",
    "day_surgery": "no",
    "day_skin": "no",
    "day_eaten": "yes",
    "day_alcohol": "no",
    "day_reaction": "no",
}


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.answer_all()
    walk.send()
    return walk


def fields(walk: Walk) -> dict[str, str]:
    context = walk.get("today/").context
    return {"entry": str(context["entry"]), "seen": context["day"].latest}


def answer(walk: Walk, **other: Any) -> Any:
    return walk.post("today/", **fields(walk), **GOOD_DAY | other)


def outcome(cast: Cast) -> Outcome:
    return verdict_of(cast.visit, today_of(cast.visit)).session


def test_a_good_day_makes_a_healthy_patient_clear(walk: Walk, cast: Cast) -> None:
    assert walk.get().url == walk.url("today/"), "the link leads to what is still to be asked"
    assert answer(walk).url == walk.url("thanks/")
    verdict = verdict_of(cast.visit, today_of(cast.visit))
    assert (verdict.session, verdict.complete) == (Outcome.CLEAR, True)
    assert walk.get().url == walk.url("thanks/")
    assert "answered at" in walk.text("thanks/")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"day_fever": "yes"}, Outcome.STOP),
        ({"day_pregnancy": "yes"}, Outcome.CLEARANCE),
        ({"day_eaten": "no"}, Outcome.CAUTION),
        ({"day_alcohol": "yes"}, Outcome.STOP),
        ({"day_skin": "yes", "day_skin-where": ["knee:left"]}, Outcome.CAUTION),
        ({"day_fever": "unsure"}, Outcome.CAUTION),
    ],
)
def test_what_is_raised_today_counts_today(
    walk: Walk, cast: Cast, said: dict[str, Any], expected: Outcome
) -> None:
    answer(walk, **said)
    assert outcome(cast) is expected


def test_a_changed_answer_opens_the_verdict_again(walk: Walk, cast: Cast) -> None:
    answer(walk)
    assert outcome(cast) is Outcome.CLEAR
    answer(walk, day_fever="yes")
    assert outcome(cast) is Outcome.STOP
    assert DayEntry.objects.filter(visit=cast.visit).count() == 2, "both stay readable"


def test_something_new_today_voids_a_clearance(walk: Walk, cast: Cast) -> None:
    walk.health("blood", ci_anticoag="yes", ci_inr_high="no")
    walk.send()
    answer(walk)
    assert outcome(cast) is Outcome.CLEARANCE
    clear(cast, "ci_anticoag")
    assert outcome(cast) is Outcome.CAUTION
    answer(walk, day_medicines="yes")
    assert outcome(cast) is Outcome.CLEARANCE


def clear(cast: Cast, reason: str) -> None:
    on = today_of(cast.visit)
    ClearanceEntry.objects.create(
        patient=cast.patient,
        visit=cast.visit,
        reason=reason,
        given_by="Dr Grey (synthetic)",
        given_on=on,
        valid_until=on + datetime.timedelta(days=30),
        basis=sorted(basis_of(history_of(cast.visit), on=on)),
        recorded_by=cast.practitioner,
    )


def test_every_question_needs_an_answer(walk: Walk, cast: Cast) -> None:
    said = {name: value for name, value in GOOD_DAY.items() if name != "day_eaten"}
    response = walk.post("today/", **fields(walk), **said)
    assert response.status_code == 400
    assert "One question still needs an answer" in main_text(response)
    assert 'name="day_fever" value="no" checked' in response.content.decode()
    assert not DayEntry.objects.exists()


def test_a_double_tap_is_one_answer(walk: Walk, cast: Cast) -> None:
    same = fields(walk)
    for _ in range(2):
        assert walk.post("today/", **same, **GOOD_DAY).url == walk.url("thanks/")
    assert DayEntry.objects.count() == 1
    assert AuditRow.objects.filter(verb="day.answered").count() == 1


def test_answers_given_meanwhile_are_not_overruled_unseen(walk: Walk, cast: Cast) -> None:
    old = fields(walk)
    answer(walk, day_fever="yes")
    response = walk.post("today/", **old, **GOOD_DAY)
    assert response.status_code == 409
    assert "answered meanwhile" in main_text(response)
    assert outcome(cast) is Outcome.STOP
    assert 'name="day_fever" value="no" checked' in response.content.decode()


def test_on_another_day_nothing_is_asked_or_taken(walk: Walk, cast: Cast) -> None:
    Visit.objects.filter(pk=cast.visit.pk).update(
        starts_at=timezone.now() + datetime.timedelta(days=2)
    )
    assert walk.get("today/").url == walk.url("thanks/")
    assert "On the day of your visit" in walk.text("thanks/")
    response = walk.post("today/", entry=str(uuid4()), seen="", **GOOD_DAY)
    assert response.status_code == 409
    assert "for the day of your visit" in main_text(response)


def test_after_the_visit_was_signed_nothing_is_taken(walk: Walk, cast: Cast) -> None:
    same = fields(walk)
    therapist = signed_in(cast.practitioner)
    palpate(therapist, cast.visit, "tender")
    sign_now(therapist, cast.visit)
    assert walk.post("today/", **same, **GOOD_DAY).status_code == 409
    assert not DayEntry.objects.filter(recorded_by=None).exists()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"day_fever": "maybe"}, "day_fever"),
        ({"day_weather": "yes"}, "day_weather"),
        ({"ci_anticoag": "no"}, "ci_anticoag"),
        ({"day_skin": "yes", "day_skin-where": ["moon:left"]}, "moon"),
        ({"day_skin": "yes", "day_skin-where": ["knee:middle"]}, "knee:middle"),
        ({"entry": "7"}, "entry"),
    ],
)
def test_bad_input_is_named(walk: Walk, change: dict[str, Any], named: str) -> None:
    response = walk.post("today/", **fields(walk) | GOOD_DAY | change)
    assert response.status_code == 400
    assert named in main_text(response)
    assert not DayEntry.objects.exists()


def test_an_entry_of_another_visit_is_refused(walk: Walk, cast: Cast) -> None:
    answer(walk)
    taken = str(DayEntry.objects.get().pk)
    other = Walk(cast, secret=create_link(add_visit(cast.patient, cast.practitioner)))
    other.open()
    assert other.post("today/", entry=taken, seen="", **GOOD_DAY).status_code == 400


def test_another_link_does_not_show_todays_answers(walk: Walk, cast: Cast) -> None:
    answer(walk, day_fever="yes")
    stranger = Walk(cast, secret=create_link(cast.other_visit))
    assert stranger.get("today/").url == stranger.url()
    assert walk.client.get(stranger.url("today/")).status_code == 302


def test_a_reader_of_twelve_follows_the_day(walk: Walk) -> None:
    assert grade(walk.text("today/")) <= 7
