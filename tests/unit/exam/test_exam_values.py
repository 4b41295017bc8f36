"""Measures within their bounds, and their stored form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from filiform.body import Side
from filiform.errors import InvalidInput
from filiform.exam import (
    ExamFinding,
    Mobility,
    PainNow,
    Scar,
    Sensitivity,
    falls_short,
    from_json,
    ppt,
    ranks,
    rom,
    side_ratio,
    subject,
    summary,
    to_json,
)
from filiform.locating import (
    Finding,
    Palpation,
    PalpationResult,
    ResistedFinding,
    RomFinding,
    RomResult,
    case_from_json,
)

RIGHT = Side.RIGHT
SCAR = Scar("shoulder_anterior", RIGHT, Mobility.STUCK, Sensitivity.PAINFUL)
RANKING: list[Finding] = [
    Palpation("infraspinatus", RIGHT, frozenset({PalpationResult.NOTHING})),
    rom("shoulder", "external rotation", RIGHT, RomResult.PAINFUL, 55, 80.5),
    rom("neck", "flexion", Side.MIDLINE, RomResult.NORMAL),
    ppt("infraspinatus", RIGHT, (200, 220, 215), (300,)),
    ResistedFinding("infraspinatus", RIGHT, painful=True, weak=False),
]


@pytest.mark.parametrize("finding", [*RANKING, SCAR, PainNow(0), PainNow(10)])
def test_what_is_stored_reads_back_as_it_was(finding: ExamFinding) -> None:
    assert from_json(to_json(finding)) == finding


def test_locating_reads_the_stored_form_of_what_it_ranks_by() -> None:
    case = case_from_json({"findings": [to_json(finding) for finding in RANKING]})
    assert list(case.findings) == RANKING
    assert all(ranks(finding) for finding in RANKING)
    assert not ranks(SCAR)
    assert not ranks(PainNow(3))


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: rom("shoulder", "external rotation", RIGHT, None, 400, 80), "degrees"),
        (lambda: rom("shoulder", "external rotation", RIGHT, None, -91, 80), "degrees"),
        (lambda: rom("shoulder", "external rotation", RIGHT, None, 50, 221), "other_side"),
        (lambda: rom("shoulder", "external rotation", RIGHT, None, float("nan"), 80), "degrees"),
        (lambda: rom("shoulder", "external rotation", RIGHT, None, 55), "result"),
        (lambda: rom("shoulder", "external rotations", RIGHT, RomResult.NORMAL), "movement"),
        (lambda: ppt("infraspinatus", RIGHT, ()), "kpa"),
        (lambda: ppt("infraspinatus", RIGHT, (200, 5)), "kpa[1]"),
        (lambda: ppt("infraspinatus", RIGHT, (200,), (2000,)), "other_side_kpa[0]"),
        (lambda: ppt("infraspinatus", RIGHT, (200,) * 4), "kpa"),
        (lambda: PainNow(11), "now"),
        (lambda: PainNow(True), "now"),
        (lambda: Scar("elbow", RIGHT, Mobility.FREE, Sensitivity.NORMAL), "area"),
        (
            lambda: Scar("shoulder_anterior", Side.MIDLINE, Mobility.FREE, Sensitivity.NORMAL),
            "side",
        ),
        (lambda: from_json({"kind": "horoscope"}), "kind"),
    ],
)
def test_what_cannot_be_is_refused_naming_the_field(make: Callable[[], Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make()
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("degrees", "other", "short"),
    [
        (80, 90, False),  # ten degrees, but the error of external rotation is up to 25
        (65, 90, True),
        (90, 65, False),
    ],
)
def test_short_of_the_other_side(degrees: float, other: float, short: bool) -> None:
    assert falls_short("shoulder", "external rotation", degrees, other) is short
    found = rom("shoulder", "external rotation", RIGHT, None, degrees, other)
    assert found.result is (RomResult.LIMITED if short else RomResult.NORMAL)


def test_without_a_known_error_a_tenth_of_the_other_side_counts() -> None:
    assert falls_short("shoulder", "extension", 54, 60)
    assert not falls_short("shoulder", "extension", 55, 60)


def test_the_word_of_the_practitioner_counts() -> None:
    found = rom("shoulder", "external rotation", RIGHT, RomResult.NORMAL, 20, 90)
    assert found.result is RomResult.NORMAL


def test_three_readings() -> None:
    found = summary((200, 220, 240))
    assert (found.mean, found.spread, found.enough) == (220, 40, True)
    assert round(found.spread_percent, 1) == 18.2
    assert not summary((200, 220)).enough
    assert side_ratio(ppt("infraspinatus", RIGHT, (150,), (300, 300))) == 0.5
    assert side_ratio(ppt("infraspinatus", RIGHT, (150,))) is None


def test_the_other_side_is_another_subject() -> None:
    right, left = (
        RomFinding("neck", "flexion", side, RomResult.NORMAL) for side in (RIGHT, Side.LEFT)
    )
    assert subject(right) != subject(left)
    assert subject(right) == subject(RomFinding("neck", "flexion", RIGHT, RomResult.PAINFUL, 20.0))
