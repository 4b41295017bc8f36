"""What findings weigh: direction, bounds, and what happens when they repeat or conflict."""

from __future__ import annotations

import math

import pytest

from filiform.body import Side
from filiform.knowledge.accuracy import Accuracy
from filiform.knowledge.prevalence import Palpation as PalpationKnowledge
from filiform.knowledge.prevalence import Prevalence
from filiform.locating import Palpation, PalpationResult, PptFinding, ResistedFinding
from filiform.locating.constants import Constants, reasoned_constants
from filiform.locating.evidence import (
    movement_ratio,
    muscle_ratios,
    palpation_ratio,
    ppt_ratio,
    resisted_ratio,
    site_ratios,
)

C = Constants.load()


def palpated(*results: str, site: str | None = None, by: str | None = None) -> Palpation:
    return Palpation("ecrb", Side.LEFT, frozenset(map(PalpationResult, results)), site, by)


def test_every_constant_has_a_reason_and_its_evidence_exists() -> None:
    known = {*PalpationKnowledge.load().evidence, *Prevalence.load().figures}
    for constant in reasoned_constants():
        assert len(constant.reason) > 20
        assert set(constant.evidence) <= known, constant.name


def test_familiar_pain_speaks_for_and_nothing_against() -> None:
    familiar = Accuracy.load().findings["palpation_familiar_pain"]
    assert palpation_ratio(palpated("familiar_pain"), C) == math.log(familiar.ratio)
    assert palpation_ratio(palpated("nothing"), C) == math.log(C.palpation_nothing) < 0


def test_further_features_add_a_little_and_never_exceed_the_cap() -> None:
    one = palpation_ratio(palpated("familiar_pain"), C)
    two = palpation_ratio(palpated("familiar_pain", "referral"), C)
    every = palpation_ratio(
        palpated("tender", "taut_band", "familiar_pain", "referral", "twitch"), C
    )
    assert one < two < one + math.log(C.palpation_referral)
    assert two <= every <= math.log(C.palpation_cap)


def test_tenderness_beside_familiar_pain_takes_nothing_away() -> None:
    with_tenderness = palpation_ratio(palpated("familiar_pain", "tender"), C)
    assert with_tenderness == palpation_ratio(palpated("familiar_pain"), C)


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ((300.0,), (), 0.0),  # nothing to compare with
        ((300.0,), (300.0,), 0.0),
        ((290.0,), (300.0,), 0.0),  # reading error
        ((300.0,), (500.0,), C.ppt_cap),  # 2 kg/cm2 lower
        ((150.0,), (300.0,), C.ppt_cap),
        ((300.0,), (150.0,), -C.ppt_cap),
    ],
)
def test_pressure_thresholds_are_read_against_the_other_side(
    here: tuple[float, ...], there: tuple[float, ...], expected: float
) -> None:
    assert ppt_ratio(PptFinding("ecrb", Side.LEFT, here, there), C) == pytest.approx(expected)


def test_one_wild_reading_does_not_decide() -> None:
    steady = PptFinding("ecrb", Side.LEFT, (300.0, 300.0, 10.0), (300.0,))
    assert ppt_ratio(steady, C) == 0.0


def test_resistance_painful_and_weak_says_more_than_either() -> None:
    def ratio(painful: bool, weak: bool) -> float:
        return resisted_ratio(ResistedFinding("ecrb", Side.LEFT, painful, weak), C)

    assert ratio(True, True) > ratio(True, False) > ratio(False, True) > 0 > ratio(False, False)


def test_the_same_finding_twice_is_one_and_conflicting_ones_are_averaged() -> None:
    yes, no = palpated("familiar_pain", site="ecrb_1"), palpated("nothing", site="ecrb_1")
    target = ("ecrb_1", Side.LEFT)
    assert site_ratios([yes, yes], C) == site_ratios([yes], C)
    middle = (palpation_ratio(yes, C) + palpation_ratio(no, C)) / 2
    assert site_ratios([yes, no], C)[target] == pytest.approx(middle)
    assert site_ratios([no, yes], C) == site_ratios([yes, no], C)


def test_the_same_examiner_again_is_no_new_observation_and_another_one_counts_half() -> None:
    target = ("ecrb", Side.LEFT)
    first, second = palpated("nothing", by="Ann"), palpated("nothing", by="Bob")
    one = palpation_ratio(first, C)
    assert muscle_ratios([first, first], C)[target] == pytest.approx(one)
    assert muscle_ratios([first, second], C)[target] == pytest.approx(1.5 * one)
    many = [palpated("familiar_pain", by=name) for name in "abcdefgh"]
    assert muscle_ratios(many, C)[target] == pytest.approx(math.log(C.palpation_cap))


@pytest.mark.parametrize(
    ("whole", "point", "adds"),
    [
        ("familiar_pain", "familiar_pain", 0.0),
        ("nothing", "nothing", 0.0),
        ("referral", "familiar_pain", math.log(C.palpation_familiar_pain / C.palpation_referral)),
        ("nothing", "familiar_pain", math.log(C.palpation_familiar_pain)),
        ("familiar_pain", "nothing", math.log(C.palpation_nothing)),
    ],
)
def test_a_muscle_and_its_point_are_one_observation_where_they_agree(
    whole: str, point: str, adds: float
) -> None:
    found = [palpated(whole), palpated(point, site="ecrb_1")]
    assert site_ratios(found, C)["ecrb_1", Side.LEFT] == pytest.approx(adds)


def test_a_site_finding_is_not_one_of_the_whole_muscle() -> None:
    assert not muscle_ratios([palpated("tender", site="ecrb_1")], C)
    assert not site_ratios([palpated("tender")], C)


def test_a_movement_tells_less_of_a_muscle_when_others_explain_it() -> None:
    alone = movement_ratio(True, 1.0, C)
    shared = movement_ratio(True, 0.5, C)
    assert alone > shared > 0
    assert movement_ratio(False, 0.5, C) == movement_ratio(False, 1.0, C) < 0
