"""Findings that contradict each other: said in words, and no confident ranking."""

from __future__ import annotations

import pytest

from filiform.body import Side
from filiform.drawing import ListedArea
from filiform.knowledge import Atlas
from filiform.locating import (
    Case,
    Finding,
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
    locate,
)
from filiform.locating.conflicts import contradictions

ATLAS = Atlas.load()
POINTS = [site.id for site in ATLAS.muscles["infraspinatus"].sites]


def palpated(result: str, site: str | None = None, by: str | None = None) -> Palpation:
    words = frozenset({PalpationResult(result)})
    return Palpation("infraspinatus", Side.RIGHT, words, site, by)


def moved(result: RomResult) -> RomFinding:
    return RomFinding("shoulder", "internal rotation", Side.RIGHT, result)


def resisted(painful: bool) -> ResistedFinding:
    return ResistedFinding("infraspinatus", Side.RIGHT, painful, weak=False)


def pressed(kpa: float) -> PptFinding:
    return PptFinding("infraspinatus", Side.RIGHT, (kpa,), (300.0,))


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ([palpated("nothing"), palpated("familiar_pain")], "palpation of Infraspinatus (right)"),
        (
            [palpated("nothing", POINTS[0]), palpated("tender", POINTS[0])],
            "palpation of a point of Infraspinatus (right)",
        ),
        ([moved(RomResult.NORMAL), moved(RomResult.LIMITED)], "shoulder internal rotation (right)"),
        ([resisted(True), resisted(False)], "Infraspinatus (right) is both free and disturbed"),
        (
            [palpated("nothing"), palpated("familiar_pain", POINTS[0])],
            "as a whole and its points say the opposite",
        ),
        (
            [palpated("tender"), *(palpated("nothing", point) for point in POINTS)],
            "as a whole and its points say the opposite",
        ),
    ],
)
def test_a_contradiction_is_named_and_the_ranking_not_trusted(
    findings: list[Finding], words: str
) -> None:
    (said,) = contradictions(findings, ATLAS)
    assert words in said
    belief = locate(Case(areas=(ListedArea("elbow_lateral", Side.RIGHT),), findings=(*findings,)))
    assert said in belief.notes
    assert not belief.confident


@pytest.mark.parametrize(
    "findings",
    [
        [palpated("tender"), palpated("familiar_pain")],
        [palpated("nothing", by="Ann"), palpated("familiar_pain", by="Bob")],
        [palpated("familiar_pain"), palpated("nothing", POINTS[0])],
        [pressed(200), pressed(310)],
        [moved(RomResult.LIMITED), moved(RomResult.PAINFUL)],
        [],
    ],
)
def test_findings_that_can_all_be_true_are_none(findings: list[Finding]) -> None:
    assert contradictions(findings, ATLAS) == ()
