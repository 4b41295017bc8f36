"""What is on file becomes one verdict: the newest answer stands, staff's findings stay."""

from __future__ import annotations

import datetime
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from cast import Cast
from filiform.body.values import Side
from filiform.screening import (
    Answer,
    Evidence,
    EvidenceKind,
    Outcome,
    Reply,
    Target,
    basis_of,
)
from filiform.screening.written import write_answer, write_evidence
from filiform_clinic.records.models import (
    ClearanceEntry,
    ClinicRulesEntry,
    OverrideEntry,
    PassportEntry,
)
from filiform_clinic.records.screened import history_of, verdict_of
from histories import answer_today, said, send

pytestmark = pytest.mark.django_db

# The day it is in the clinics of the cast.
DAY = timezone.now().astimezone(ZoneInfo("America/New_York")).date()
PSOAS = Target("psoas_major", Side.LEFT)


def test_nothing_on_file_is_never_clear(cast: Cast) -> None:
    verdict = verdict_of(cast.visit, DAY)
    assert verdict.session is Outcome.CAUTION
    assert not verdict.complete


def test_a_full_history_and_the_answers_of_the_day_are_clear(cast: Cast) -> None:
    send(cast.visit)
    answer_today(cast.visit)
    verdict = verdict_of(cast.visit, DAY)
    assert (verdict.session, verdict.complete) == (Outcome.CLEAR, True)


def test_what_staff_said_later_stands(cast: Cast) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    said(cast.visit, answer=write_answer(Answer("ci_anticoag", Reply.NO, confirmed=True)))
    answer = history_of(cast.visit).answer("ci_anticoag")
    assert answer
    assert (answer.value, answer.confirmed) == (Reply.NO, True)


def test_a_medicine_that_staff_found_outlives_a_new_history(cast: Cast) -> None:
    found = Evidence(EvidenceKind.MEDICINE, "med_doac", "apixaban", "staff")
    said(cast.visit, evidence=write_evidence(found))
    send(cast.visit)
    answer_today(cast.visit)
    verdict = verdict_of(cast.visit, DAY, [PSOAS])
    assert verdict.muscles[0].outcome is Outcome.STOP


def test_a_match_that_staff_put_right_no_longer_counts(cast: Cast) -> None:
    found = Evidence(EvidenceKind.MEDICINE, "med_doac", "apixaban", "patient")
    said(cast.visit, evidence=write_evidence(found))
    stopped = replace(found, name="Apixaban", ref="staff", current=False)
    said(cast.visit, evidence=write_evidence(stopped))
    assert history_of(cast.visit).current == ()


def test_a_fever_today_stops_whatever_was_said_before(cast: Cast) -> None:
    send(cast.visit)
    answer_today(cast.visit, day_fever=Reply.YES)
    assert verdict_of(cast.visit, DAY).session is Outcome.STOP


def test_a_clearance_makes_caution_until_something_new_is_said(
    cast: Cast,
) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    answer_today(cast.visit)
    assert verdict_of(cast.visit, DAY).session is Outcome.CLEARANCE
    clear(cast, "ci_anticoag")
    assert verdict_of(cast.visit, DAY).session is Outcome.CAUTION
    said(cast.visit, answer=write_answer(Answer("ci_thrombocytopenia", Reply.YES)))
    assert verdict_of(cast.visit, DAY).session is Outcome.CLEARANCE


def clear(cast: Cast, reason: str) -> ClearanceEntry:
    return ClearanceEntry.objects.create(
        patient=cast.patient,
        visit=cast.visit,
        reason=reason,
        given_by="Dr Grey (synthetic)",
        given_on=DAY,
        valid_until=DAY + datetime.timedelta(days=30),
        basis=sorted(basis_of(history_of(cast.visit), on=DAY)),
        recorded_by=cast.practitioner,
    )


def test_a_withdrawn_clearance_does_not_count(cast: Cast) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    answer_today(cast.visit)
    given = clear(cast, "ci_anticoag")
    given.pk, given._state.adding, given.withdraws_id = None, True, given.pk
    given.save()
    assert verdict_of(cast.visit, DAY).session is Outcome.CLEARANCE


def test_answers_of_another_day_are_asked_again(cast: Cast) -> None:
    send(cast.visit)
    answer_today(cast.visit)
    assert not verdict_of(cast.visit, DAY + datetime.timedelta(days=1)).complete


def test_an_override_holds_for_its_visit_only(cast: Cast) -> None:
    send(cast.visit, ci_needle_phobia=Reply.YES)
    answer_today(cast.visit)
    assert verdict_of(cast.visit, DAY).session is Outcome.STOP
    OverrideEntry.objects.create(
        visit=cast.visit,
        reason="ci_needle_phobia",
        why="Asked for it, one needle lying down",
        recorded_by=cast.practitioner,
    )
    assert verdict_of(cast.visit, DAY).session is Outcome.CAUTION


def test_a_place_without_rules_stops_until_the_owner_says_why_not(cast: Cast) -> None:
    send(cast.visit)
    answer_today(cast.visit)
    rules = {"organisation": cast.clinic, "recorded_by": cast.owner, "jurisdiction": "US-ZZ"}
    ClinicRulesEntry.objects.create(**rules)
    assert verdict_of(cast.visit, DAY).session is Outcome.STOP
    ClinicRulesEntry.objects.create(**rules, goes_on_because="The board's letter of May 3")
    assert verdict_of(cast.visit, DAY).session is Outcome.CAUTION


def test_an_expired_licence_stops(cast: Cast) -> None:
    send(cast.visit)
    answer_today(cast.visit)
    PassportEntry.objects.create(
        organisation=cast.clinic,
        user=cast.practitioner,
        licence_until=DAY - datetime.timedelta(days=1),
        recorded_by=cast.owner,
    )
    assert verdict_of(cast.visit, DAY).session is Outcome.STOP
