"""Screening's values refuse what cannot be meant."""

from __future__ import annotations

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
    (lambda: Place(""), "region: a text that is not empty, got ''"),
    (lambda: Place("arm", Side.BOTH), "side: left, right or none, got <Side.BOTH: 'both'>"),
    (
        lambda: Target("psoas_major", Side.MIDLINE),
        "side: left, right or none, got <Side.MIDLINE: 'midline'>",
    ),
    (lambda: Target(""), "muscle: the id of a muscle of the atlas, got ''"),
    (lambda: Answer("", Reply.YES), "rule: a text that is not empty, got ''"),
    (lambda: Answer("ci_pregnancy", Reply.YES, trimester=4), "trimester: 1, 2 or 3, got 4"),
    (
        lambda: Answer("ci_lymphedema_limb", Reply.NO, places=(Place("arm"),)),
        "answer: no details with the answer no, got 'ci_lymphedema_limb'",
    ),
    (
        lambda: Answer("ci_recent_surgery", Reply.NO, since=DAY),
        "answer: no details with the answer no, got 'ci_recent_surgery'",
    ),
    (lambda: DayAnswer(" ", Reply.YES), "question: a text that is not empty, got ' '"),
    (lambda: evidence(name=""), "name: a text that is not empty, got ''"),
    (lambda: evidence(trimester=0), "trimester: 1, 2 or 3, got 0"),
    (
        lambda: Observation("inr", float("nan"), "1", DAY, "O/1"),
        "value: a number, 0 or more, got nan",
    ),
    (lambda: Observation("inr", -1, "1", DAY, "O/1"), "value: a number, 0 or more, got -1"),
    (lambda: Observation("inr", True, "1", DAY, "O/1"), "value: a number, 0 or more, got True"),
    (lambda: Observation("", 1, "1", DAY, "O/1"), "kind: a text that is not empty, got ''"),
    (lambda: Observation("inr", 1, "", DAY, "O/1"), "unit: a text that is not empty, got ''"),
    (lambda: Observation("inr", 1, "1", DAY, " "), "ref: a text that is not empty, got ' '"),
    (lambda: Answer("ci_pregnancy", Reply.YES, trimester=True), "trimester: 1, 2 or 3, got True"),
    (
        lambda: Answer("ci_pregnancy", Reply.NO, trimester=1),
        "answer: no details with the answer no, got 'ci_pregnancy'",
    ),
    (lambda: evidence(group=""), "group: a text that is not empty, got ''"),
    (lambda: evidence(ref=""), "ref: a text that is not empty, got ''"),
    (lambda: Clearance("", "Dr A", DAY, DAY), "reason: a text that is not empty"),
    (lambda: Override("", "A", DAY, "why"), "reason: a text that is not empty"),
    (lambda: Override("ci_valve", " ", DAY, "why"), "by: a text that is not empty"),
    (lambda: Settings(minimum_age=-1), "minimum_age: a number, 0 or more, got -1"),
    (lambda: Settings(at_risk_limb="x"), "at_risk_limb: one of avoid, caution, got 'x'"),  # type: ignore[arg-type]  # same
    (lambda: History(answers=(YES, YES)), "answers: one answer to each question, got 'ci_latex'"),
    (
        lambda: History(day=(DayAnswer("d", Reply.NO), DayAnswer("d", Reply.NO))),
        "day: one answer to each question, got 'd'",
    ),
    (lambda: Clearance("ci_anticoag", " ", DAY, DAY), "by: a text that is not empty"),
    (
        lambda: Clearance("ci_anticoag", "Dr A", DAY, date(2026, 11, 22)),
        "until: 2026-11-23 or later, got '2026-11-22'",
    ),
    (lambda: Override("ci_anticoag", "A", DAY, ""), "why: a text that is not empty"),
    (lambda: Settings(phobia="never"), "phobia: one of stop, caution, got 'never'"),  # type: ignore[arg-type]  # wrong on purpose
    (lambda: Settings(inr_limit=-1), "inr_limit: a number, 0 or more, got -1"),
    (
        lambda: Settings(platelets_stop_below=200),
        "platelets_care_below: platelets_stop_below or more",
    ),
    (
        lambda: Reason("ci_latex", Level.CAUTION, Scope.REGION, Outcome.CAUTION),
        "reason: a place for scope region or muscle, and only then",
    ),
    (
        lambda: Reason(
            "ci_latex", Level.CAUTION, Scope.SESSION, Outcome.CAUTION, regions=(Place("arm"),)
        ),
        "reason: a place for scope region or muscle, and only then",
    ),
    (
        lambda: Verdict(Outcome.CLEAR, (), (), (), False, (), (), (), VERSION),
        "session: caution or stricter while questions are open",
    ),
]


@pytest.mark.parametrize(("make", "named"), REFUSED)
def test_a_value_that_cannot_be_meant_is_refused(make: Callable[[], object], named: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make()
    assert str(refused.value) == named


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


def test_values_at_the_edge_are_taken() -> None:
    assert Observation("inr", 0, "1", DAY, "O/1").value == 0
    assert Settings(inr_limit=0, platelets_care_below=50, platelets_stop_below=50).inr_limit == 0
    assert Clearance("ci_valve", "Dr A", DAY, DAY).until == DAY
    assert History(answers=(YES,)).answer("ci_valve") is None
    assert History(answers=(YES,)).answer("ci_latex") is YES
