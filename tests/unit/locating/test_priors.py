"""Priors are weak, bounded, and silent about muscles that nobody examined."""

from __future__ import annotations

import pytest

from filiform.knowledge import Atlas
from filiform.knowledge.prevalence import Prevalence
from filiform.locating.constants import Constants
from filiform.locating.priors import Priors, priors_for

C = Constants.load()


def priors(complaint: str | None = None, group: str | None = None) -> Priors:
    return priors_for(complaint, group, Atlas.load(), Prevalence.load(), C)


def test_nothing_said_shifts_nothing() -> None:
    assert priors().shift == {}


def test_a_common_muscle_goes_up_and_one_not_examined_stays() -> None:
    shift = priors("shoulder").shift
    assert shift["infraspinatus"] > 0
    assert "soleus" not in shift


def test_no_association_shifts_nothing() -> None:
    assert priors("groin").shift["rectus_abdominis_lower"] == 0.0
    assert priors("groin").shift["adductor_longus"] > 0


def test_no_shift_exceeds_the_cap() -> None:
    atlas = Atlas.load()
    for complaint in atlas.complaints:
        for group in atlas.groups:
            found = priors(complaint, group)
            assert all(abs(shift) <= C.prior_cap for shift in found.shift.values())
            assert set(found.shift) <= set(atlas.muscles)


@pytest.mark.parametrize("complaint", [None, "neck", "neck_whiplash", "heel_foot"])
def test_a_few_active_muscles_are_expected(complaint: str | None) -> None:
    assert 1.5 < priors(complaint).expected < 6


def test_a_group_says_less_than_a_complaint_with_the_same_studies() -> None:
    desk, work = priors(group="desk").shift, priors("upper_quarter_work").shift
    assert 0 < desk["trapezius_upper"] < work["trapezius_upper"]
