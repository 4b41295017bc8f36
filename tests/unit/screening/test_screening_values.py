"""Screening's values refuse what cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.screening import (
    Answer,
    Clearance,
    DayAnswer,
    Evidence,
    EvidenceKind,
    History,
    Level,
    Observation,
    Outcome,
    Override,
    Place,
    Reason,
    Reply,
    Scope,
    Settings,
    Target,
    Verdict,
    Version,
    strictest,
)

DAY = date(2026, 11, 23)
YES = Answer("ci_latex", Reply.YES)
VERSION = Version("r", "a", "1")


def evidence(**changes: object) -> Evidence:
    given = {"kind": EvidenceKind.MEDICINE, "group": "med_doac", "name": "apixaban", "ref": "M/1"}
    return Evidence(**(given | changes))  # type: ignore[arg-type]  # wrong values are the point


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: Place(""), "region: a text"),
    (lambda: Place("arm", Side.BOTH), "side: left, right or none"),
    (lambda: Target("psoas_major", Side.MIDLINE), "side: left, right or none"),
    (lambda: Target(""), "muscle"),
    (lambda: Answer("", Reply.YES), "rule"),
    (lambda: Answer("ci_pregnancy", Reply.YES, trimester=4), "trimester: 1, 2 or 3"),
    (lambda: Answer("ci_lymphedema_limb", Reply.NO, places=(Place("arm"),)), "no details"),
    (lambda: Answer("ci_recent_surgery", Reply.NO, since=DAY), "no details"),
    (lambda: DayAnswer(" ", Reply.YES), "question"),
    (lambda: evidence(name=""), "name"),
    (lambda: evidence(trimester=0), "trimester"),
    (lambda: Observation("inr", float("nan"), "1", DAY, "O/1"), "value: a number"),
    (lambda: Observation("inr", -1, "1", DAY, "O/1"), "value: a number"),
    (lambda: History(answers=(YES, YES)), "answers: one answer to each question"),
    (lambda: History(day=(DayAnswer("d", Reply.NO), DayAnswer("d", Reply.NO))), "day: one answer"),
    (lambda: Clearance("ci_anticoag", " ", DAY, DAY), "by"),
    (lambda: Clearance("ci_anticoag", "Dr A", DAY, date(2026, 11, 22)), "until: 2026-11-23"),
    (lambda: Override("ci_anticoag", "A", DAY, ""), "why"),
    (lambda: Settings(phobia="never"), "phobia: one of"),  # type: ignore[arg-type]  # wrong on purpose
    (lambda: Settings(inr_limit=-1), "inr_limit: a number"),
    (lambda: Settings(platelets_stop_below=200), "platelets_care_below"),
    (lambda: Reason("ci_latex", Level.CAUTION, Scope.REGION, Outcome.CAUTION), "reason: a place"),
    (
        lambda: Reason(
            "ci_latex", Level.CAUTION, Scope.SESSION, Outcome.CAUTION, regions=(Place("arm"),)
        ),
        "reason: a place",
    ),
    (
        lambda: Verdict(Outcome.CLEAR, (), (), (), False, (), (), (), VERSION),
        "session: caution or stricter",
    ),
]


@pytest.mark.parametrize(("make", "named"), REFUSED)
def test_a_value_that_cannot_be_meant_is_refused(make: Callable[[], object], named: str) -> None:
    with pytest.raises(InvalidInput, match=re.escape(named)):
        make()


def test_outcomes_are_ordered_and_speak_the_public_words() -> None:
    assert [outcome.word for outcome in sorted(Outcome)] == [
        "clear",
        "caution",
        "clearance",
        "stop",
    ]
    assert strictest([Outcome.CAUTION, Outcome.STOP, Outcome.CLEARANCE]) is Outcome.STOP
    assert strictest([]) is Outcome.CLEAR


def test_evidence_that_is_not_current_stays_visible_and_does_not_count() -> None:
    stopped = evidence(current=False)
    history = History(evidence=(stopped, evidence(name="warfarin")))
    assert stopped in history.evidence
    assert [item.name for item in history.current] == ["warfarin"]
