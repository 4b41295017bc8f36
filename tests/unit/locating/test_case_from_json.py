"""Every promise of the case document is checked, and the error names the field by its path."""

from __future__ import annotations

from typing import Any

import pytest

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea, Quality
from filiform.errors import InvalidInput
from filiform.locating import (
    Case,
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
    case_from_json,
)

PALPATION = {"kind": "palpation", "muscle": "ecrb", "side": "left", "result": "tender"}
ROM = {
    "kind": "rom",
    "joint": "neck",
    "movement": "flexion",
    "side": "left",
    "result": "limited",
}
PPT = {"kind": "ppt", "muscle": "ecrb", "side": "left", "kpa": [200]}
RESISTED = {"kind": "resisted", "muscle": "ecrb", "side": "left", "painful": True, "weak": False}


def test_a_full_case_is_read() -> None:
    case = case_from_json(
        {
            "complaint": "headache_tension",
            "group": "desk",
            "areas": [{"area": "temple", "side": "right", "intensity": 6, "quality": "ache"}],
            "cells": [{"cell": 7, "coverage": 0.75, "intensity": None, "quality": None}],
            "body": Body.load().version,
            "findings": [PALPATION, ROM, PPT, RESISTED],
        }
    )
    assert case == Case(
        complaint="headache_tension",
        group="desk",
        areas=(ListedArea("temple", Side.RIGHT, 6, Quality.ACHE),),
        cells=(CellPaint(7, 0.75),),
        body=Body.load().version,
        findings=(
            Palpation("ecrb", Side.LEFT, frozenset({PalpationResult.TENDER})),
            RomFinding("neck", "flexion", Side.LEFT, RomResult.LIMITED),
            PptFinding("ecrb", Side.LEFT, (200,)),
            ResistedFinding("ecrb", Side.LEFT, painful=True, weak=False),
        ),
    )


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"areas": []},
        {"areas": None, "complaint": "neck"},
        {"cells": [{"cell": 3, "coverage": 0}]},
    ],
)
def test_a_case_with_nothing_to_rank_by_is_refused(document: object) -> None:
    with pytest.raises(InvalidInput, match="at least one area, painted cell or finding") as refused:
        case_from_json(document)
    assert refused.value.field == "areas"


def test_findings_alone_are_enough() -> None:
    assert case_from_json({"findings": [PALPATION]}).areas == ()


def test_several_palpation_results_are_one_finding() -> None:
    finding = {**PALPATION, "result": ["familiar_pain", "tender", "tender"]}
    (palpation,) = case_from_json({"findings": [finding]}).findings
    assert isinstance(palpation, Palpation)
    assert palpation.words == ["tender", "familiar_pain"]


def areas(**changes: object) -> dict[str, Any]:
    good = {"area": "temple", "side": "left"}
    return {"areas": [good, good | changes]}


def findings(finding: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {"findings": [finding | changes]}


BAD = [
    # document, field that the error must name, words that it must say
    ([], "", "an object"),
    ("{}", "", "an object"),
    ({"aeras": []}, "aeras", "did you mean 'areas'?"),
    ({"complaint": "headache"}, "complaint", "did you mean 'headache_tension'?"),
    ({"complaint": 7}, "complaint", "a complaint id"),
    ({"group": "athletes"}, "group", "did you mean 'athlete'?"),
    ({"areas": {}}, "areas", "a list"),
    ({"areas": [7]}, "areas[0]", "an object"),
    ({"areas": [{}] * 10_001}, "areas", "at most 10000 items"),
    (areas(area="tempel"), "areas[1].area", "did you mean 'temple'?"),
    (areas(area=None), "areas[1].area", "an area id"),
    (areas(side="midline"), "areas[1].side", "left, right or both for temple"),
    (areas(side=None), "areas[1].side", "left, right or both"),
    (areas(area="mcburney_point"), "areas[1].side", "right for mcburney_point"),
    (areas(intensity=11), "areas[1].intensity", "0 to 10"),
    (areas(intensity=-1), "areas[1].intensity", "0 to 10"),
    (areas(intensity="5"), "areas[1].intensity", "0 to 10"),
    (areas(intensity=True), "areas[1].intensity", "0 to 10"),
    (areas(intensity=float("nan")), "areas[1].intensity", "0 to 10"),
    (areas(intensity=float("inf")), "areas[1].intensity", "0 to 10"),
    (areas(quality="ach"), "areas[1].quality", "did you mean 'ache'?"),
    (areas(colour="red"), "areas[1].colour", "one of the keys"),
    ({"cells": [{"cell": 99_999, "coverage": 1}]}, "cells[0].cell", "a whole number, 0 to"),
    ({"cells": [{"cell": 1.0, "coverage": 1}]}, "cells[0].cell", "a whole number"),
    ({"cells": [{"cell": True, "coverage": 1}]}, "cells[0].cell", "a whole number"),
    ({"cells": [{"cell": 1, "coverage": 1.1}]}, "cells[0].coverage", "0 to 1"),
    ({"cells": [{"cell": 1}]}, "cells[0].coverage", "0 to 1"),
    ({"body": "211596142301"}, "body", "body version"),
    ({"body": 3}, "body", "body version"),
    ({"findings": [{"kind": "palpatoin"}]}, "findings[0].kind", "did you mean 'palpation'?"),
    ({"findings": ["palpation"]}, "findings[0]", "an object"),
    (findings(PALPATION, muscle="ecrbb"), "findings[0].muscle", "did you mean 'ecrb'?"),
    (findings(PALPATION, site="ecrl_1"), "findings[0].site", "a site id of ecrb"),
    (findings(PALPATION, side="both"), "findings[0].side", "left or right for ecrb"),
    (findings(PALPATION, result=[]), "findings[0].result", "at least one result"),
    (findings(PALPATION, result=["nothing", "tender"]), "findings[0].result", "nothing alone"),
    (findings(PALPATION, result=["tender", "sore"]), "findings[0].result[1]", "one of nothing"),
    (findings(PALPATION, results="tender"), "findings[0].results", "did you mean 'result'?"),
    (findings(ROM, joint="nek"), "findings[0].joint", "did you mean 'neck'?"),
    (findings(ROM, movement="flexoin"), "findings[0].movement", "did you mean 'flexion'?"),
    (findings(ROM, side="up"), "findings[0].side", "left, right, both or midline"),
    (findings(ROM, degrees=400), "findings[0].degrees", "-360 to 360"),
    (findings(ROM, result="stiff"), "findings[0].result", "one of normal"),
    (findings(PPT, kpa=[]), "findings[0].kpa", "at least one reading"),
    (findings(PPT, kpa=[0]), "findings[0].kpa[0]", "over 0"),
    (findings(PPT, kpa=200), "findings[0].kpa", "a list"),
    (findings(PPT, other_side_kpa=[200, -1]), "findings[0].other_side_kpa[1]", "0 to 3000"),
    (findings(PPT, kpa=[1] * 101), "findings[0].kpa", "at most 100 readings"),
    (findings(RESISTED, weak="no"), "findings[0].weak", "true or false"),
    (findings(RESISTED, painful=None), "findings[0].painful", "true or false"),
]


@pytest.mark.parametrize(("document", "field", "words"), BAD)
def test_a_broken_promise_is_named(document: object, field: str, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        case_from_json(document)
    assert refusal.value.field == field
    assert words in str(refusal.value)


def test_a_site_on_one_side_only_is_refused_on_the_other() -> None:
    finding = {
        "kind": "palpation",
        "muscle": "rectus_abdominis_lower",
        "site": "rectus_abdominis_lower_mcburney",
        "side": "left",
        "result": "tender",
    }
    with pytest.raises(InvalidInput, match="right for rectus_abdominis_lower_mcburney"):
        case_from_json({"findings": [finding]})


def test_an_error_stays_short_whatever_was_given() -> None:
    with pytest.raises(InvalidInput) as refusal:
        case_from_json({"complaint": "x" * 1_000_000})
    assert len(str(refusal.value)) < 300
