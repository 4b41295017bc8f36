"""What a difference weighs: a table of two examinations, read as a specification."""

from __future__ import annotations

import pytest

from filiform.body import Side
from filiform.exam import ExamFinding, PainNow, Rater, Weight, change, changes, ppt, rom
from filiform.locating import ResistedFinding, RomResult

RIGHT = Side.RIGHT
LIMITED = RomResult.LIMITED


def turn(degrees: float | None, movement: str = "external rotation") -> ExamFinding:
    return rom("shoulder", movement, RIGHT, LIMITED, degrees)


def press(*kpa: float, muscle: str = "infraspinatus") -> ExamFinding:
    return ppt(muscle, RIGHT, kpa)


# The errors held against: 5 degrees for one examiner and 25 between two (external rotation), 8 for
# full flexion between two; extension of the shoulder and pressure have no verified figure.
@pytest.mark.parametrize(
    ("said", "before", "after", "rater", "difference", "error", "weight"),
    [
        ("more than error", turn(55), turn(68), Rater.SAME, 13, 5, Weight.BEYOND_ERROR),
        ("less, and more than error", turn(68), turn(55), Rater.SAME, -13, 5, Weight.BEYOND_ERROR),
        ("within error", turn(55), turn(59), Rater.SAME, 4, 5, Weight.WITHIN_ERROR),
        ("just the error is not more", turn(55), turn(60), Rater.SAME, 5, 5, Weight.WITHIN_ERROR),
        ("two examiners err more", turn(55), turn(68), Rater.BETWEEN, 13, 25, Weight.WITHIN_ERROR),
        (
            "one examiner without a figure of their own is held against two",
            turn(150, "full flexion"),
            turn(157, "full flexion"),
            Rater.SAME,
            7,
            8,
            Weight.WITHIN_ERROR,
        ),
        (
            "no figure: uncertain",
            turn(40, "extension"),
            turn(60, "extension"),
            Rater.SAME,
            20,
            None,
            Weight.UNCERTAIN,
        ),
        ("no degrees: words only", turn(None), turn(68), Rater.SAME, None, 5, Weight.NOT_JUDGED),
        (
            "pressure: means, and no figure",
            press(200, 220, 240),
            press(300),
            Rater.SAME,
            80,
            None,
            Weight.UNCERTAIN,
        ),
        (
            "an unverified figure is shown and judges nothing",
            press(200, muscle="trapezius_upper"),
            press(300, muscle="trapezius_upper"),
            Rater.SAME,
            100,
            47,
            Weight.UNCERTAIN,
        ),
        ("pain is never judged", PainNow(7), PainNow(2), Rater.SAME, -5, None, Weight.NOT_JUDGED),
    ],
)
def test_change(
    said: str,
    before: ExamFinding,
    after: ExamFinding,
    rater: Rater,
    difference: float | None,
    error: float | None,
    weight: Weight,
) -> None:
    found = change(before, after, rater)
    assert found.difference == difference, said
    assert (found.error and found.error.value) == error, said
    assert found.weight is weight, said


def test_two_examiners_are_never_held_against_the_error_of_one() -> None:
    bent = "dorsiflexion with bent knee"
    knee, more = (rom("knee", "knee flexion", RIGHT, LIMITED, degrees) for degrees in (90, 120))
    assert change(knee, more, Rater.BETWEEN).weight is Weight.UNCERTAIN
    ankle, more = (rom("ankle", bent, RIGHT, LIMITED, degrees) for degrees in (30, 36))
    assert change(ankle, more, Rater.BETWEEN).weight is Weight.BEYOND_ERROR


def test_only_what_was_measured_both_times_is_compared_and_sides_are_not_mixed() -> None:
    left = rom("shoulder", "external rotation", Side.LEFT, LIMITED, 80)
    before = [PainNow(5), turn(55), ResistedFinding("infraspinatus", RIGHT, True, False)]
    found = changes(before, [left, turn(60), PainNow(4)], Rater.SAME)
    assert [(one.was, one.now) for one in found] == [(5, 4), (55, 60)]


def test_two_different_measures_have_no_change() -> None:
    with pytest.raises(ValueError, match="different things"):
        change(PainNow(3), turn(50), Rater.SAME)
