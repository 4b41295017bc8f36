"""A plan checks itself at birth, and comes back from plain tables as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from filiform import needling
from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.plan import (
    Away,
    Depth,
    Dose,
    Event,
    Goal,
    GoalKind,
    Maintenance,
    Mode,
    Operation,
    Plan,
    PlannedCare,
    PlannedTarget,
    Rhythm,
    Upkeep,
    Where,
    from_json,
    to_json,
)

DAY = date(2026, 11, 24)
FULL = Plan(
    targets=(
        PlannedTarget("infraspinatus", Side.RIGHT, None, Dose(2, Mode.PISTONED, Depth.DEEP)),
        PlannedTarget("teres_minor", Side.RIGHT),
    ),
    rhythm=Rhythm(5, 7, DAY, frozenset({0, 3})),
    goals=(Goal("Comb my hair", GoalKind.ACTIVITY, 4, 8, date(2027, 1, 15)),),
    reassess_on=date(2026, 12, 22),
    care=(PlannedCare("stretching", 5, Where.HOME, "Arm circles"),),
    away=(Away(date(2026, 12, 1), date(2026, 12, 3)),),
    events=(Event(date(2026, 12, 10), "Regatta"),),
    keep_free=False,
    operation=Operation("Shoulder arthroscopy", date(2026, 8, 1), date(2026, 11, 1), "No load"),
    maintenance=Maintenance(Upkeep.REGULAR, 6, "If it holds"),
    words="First visit: low dose.",
)


@pytest.mark.parametrize("plan", [FULL, Plan()])
def test_a_plan_comes_back_as_it_was(plan: Plan) -> None:
    assert from_json(json.loads(json.dumps(to_json(plan)))) == plan


def test_an_empty_plan_says_so() -> None:
    assert Plan().empty
    assert Plan(keep_free=False).empty
    assert not FULL.empty


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: PlannedTarget("spleen", Side.LEFT), "muscle"),
        (lambda: PlannedTarget("infraspinatus", Side.MIDLINE), "side"),
        (lambda: PlannedTarget("infraspinatus", Side.LEFT, "soleus_1"), "site"),
        (lambda: Dose(0), "needles"),
        (lambda: Dose(21), "needles"),
        (lambda: Rhythm(61), "sessions"),
        (lambda: Rhythm(3, 0), "days_between"),
        (lambda: Rhythm(weekdays=frozenset({7})), "weekdays"),
        (lambda: Goal(" "), "goal"),
        (lambda: Goal("a" * 201), "goal"),
        (lambda: Goal("Lift", GoalKind.ACTIVITY, 11), "now"),
        (lambda: Goal("Turn", GoalKind.MOVEMENT, 400), "now"),
        (lambda: Goal("Turn", GoalKind.MOVEMENT, aim=float("nan")), "aim"),
        (lambda: Away(DAY, date(2026, 11, 23)), "last"),
        (lambda: Away(DAY, date(2028, 11, 23)), "last"),
        (lambda: Event(DAY, ""), "title"),
        (lambda: Operation("Hip", DAY, date(2026, 1, 1)), "cleared_from"),
        (lambda: PlannedCare("prayer"), "care"),
        (lambda: PlannedCare("massage", 8), "days_a_week"),
        (lambda: Maintenance(Upkeep.NOTHING, 6), "every_weeks"),
        (lambda: Plan(care=(PlannedCare("massage"), PlannedCare("massage"))), "care"),
        (lambda: Plan(targets=FULL.targets * 2), "targets"),
        (lambda: Plan(goals=FULL.goals * 25), "goals"),
        (lambda: Plan(words="a" * 2_001), "words"),
    ],
)
def test_what_cannot_be_is_refused_by_name(make: Callable[[], object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        make()
    assert refused.value.field == field


@pytest.mark.parametrize("held", [{}, {"rhythm": 1}, to_json(FULL) | {"targets": [{}]}])
def test_a_stored_plan_that_is_none_is_refused(held: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        from_json(held)


def test_the_plan_speaks_the_words_of_the_needling_record() -> None:
    assert (Mode, Depth) == (needling.Mode, needling.Depth)
    assert needling.MOST_NEEDLES == 20
