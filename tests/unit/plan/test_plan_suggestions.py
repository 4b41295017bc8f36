"""What findings suggest: familiar pain first, an aim only where the other side was measured."""

from __future__ import annotations

from filiform.body.values import Side
from filiform.exam import rom
from filiform.intake import Activities, Activity
from filiform.locating import Palpation, PalpationResult, RomResult
from filiform.plan import (
    Goal,
    GoalKind,
    movement_words,
    suggest_activities,
    suggest_goals,
    suggest_targets,
)

Found = PalpationResult


def felt(muscle: str, *results: Found) -> Palpation:
    return Palpation(muscle, Side.RIGHT, frozenset(results))


def test_familiar_pain_comes_first_and_nothing_is_no_target() -> None:
    found = suggest_targets(
        [
            felt("teres_minor", Found.TENDER),
            felt("soleus", Found.NOTHING),
            felt("infraspinatus", Found.TAUT_BAND, Found.FAMILIAR_PAIN),
        ]
    )
    assert [(one.target.muscle, one.familiar) for one in found] == [
        ("infraspinatus", True),
        ("teres_minor", False),
    ]
    assert found[0].target.dose.needles is None


def test_a_goal_for_each_limited_movement() -> None:
    short = rom("shoulder", "external rotation", Side.RIGHT, RomResult.LIMITED, 55, 85)
    alone = rom("shoulder", "full flexion", Side.RIGHT, RomResult.LIMITED_PAINFUL, 120)
    full = rom("shoulder", "abduction", Side.RIGHT, RomResult.NORMAL, 170, 172)
    assert suggest_goals([short, alone, full, felt("soleus", Found.TENDER)]) == (
        Goal("shoulder external rotation, right", GoalKind.MOVEMENT, 55, 85),
        Goal("shoulder full flexion, right", GoalKind.MOVEMENT, 120, None),
    )


def test_a_goal_for_each_activity_the_patient_named_with_the_aim_left_open() -> None:
    hard = Activities((Activity("reaching up", 3), Activity("sleeping", 0)))
    assert suggest_activities(hard) == (
        Goal("reaching up", GoalKind.ACTIVITY, 3),
        Goal("sleeping", GoalKind.ACTIVITY, 0),
    )


def test_a_limit_within_the_error_has_no_aim() -> None:
    near = rom("shoulder", "external rotation", Side.RIGHT, RomResult.LIMITED, 84, 85)
    assert suggest_goals([near])[0].aim is None


def test_a_movement_is_named_with_joint_and_side() -> None:
    movements = [("shoulder", "external rotation"), ("neck", "upper cervical flexion")]
    found = [rom(*movement, Side.LEFT, RomResult.LIMITED) for movement in movements]
    assert [movement_words(one) for one in found] == [
        "shoulder external rotation, left",
        "neck upper cervical flexion, left",
    ]
