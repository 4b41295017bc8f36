"""What is told of past sessions of a muscle, and what is not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from filiform.body import Side
from filiform.exam import ExamFinding, PainNow, Rater, Session, Weight, observations, ppt, rom
from filiform.exam.past import concerns
from filiform.knowledge import Atlas
from filiform.locating import ResistedFinding, RomResult

RIGHT, LEFT = Side.RIGHT, Side.LEFT
INFRASPINATUS = Atlas.load().muscles["infraspinatus"]
ONE, TWO = UUID(int=1), UUID(int=2)


def behind(degrees: float, side: Side = RIGHT) -> ExamFinding:
    sign = next(sign for sign in INFRASPINATUS.movement_signs if sign.joint == "shoulder")
    return rom(sign.joint, sign.movement, side, RomResult.LIMITED, degrees)


def session(
    day: int,
    before: list[ExamFinding],
    after: list[ExamFinding],
    needled: tuple[tuple[str, Side], ...] = (("infraspinatus", RIGHT),),
    examiner: UUID = ONE,
) -> Session:
    return Session(
        date(2026, 3, day), frozenset(needled), tuple(before), tuple(after), frozenset({examiner})
    )


def test_each_session_of_the_muscle_latest_first_with_what_came_next() -> None:
    found = observations(
        INFRASPINATUS,
        RIGHT,
        [
            session(1, [behind(30), PainNow(6)], [behind(45), PainNow(5)]),
            session(8, [behind(35)], [], (("soleus", LEFT),)),
            session(15, [behind(40)], [behind(50)], (("infraspinatus", RIGHT), ("soleus", LEFT))),
        ],
    )
    assert [one.on.day for one in found] == [15, 1]
    assert [[change.difference for change in one.right_after] for one in found] == [[10], [15, -1]]
    assert [(one.next_on, one.others) for one in found] == [(None, 1), (date(2026, 3, 8), 0)]
    assert [change.difference for change in found[1].until_next] == [5]


def test_the_other_side_and_other_muscles_are_not_told() -> None:
    sessions = [session(1, [behind(30)], [behind(45)])]
    assert observations(INFRASPINATUS, LEFT, sessions) == []
    assert observations(Atlas.load().muscles["soleus"], RIGHT, sessions) == []


def test_needled_but_not_measured_says_so_by_being_empty() -> None:
    sessions = [session(1, [], []), session(8, [behind(30)], [], ())]
    (found,) = observations(INFRASPINATUS, RIGHT, sessions)
    assert (found.right_after, found.until_next, found.next_on) == ((), (), None)


def test_two_examiners_are_held_against_the_error_between_two() -> None:
    finding = [
        rom("knee", "full knee extension", RIGHT, RomResult.LIMITED, degrees) for degrees in (0, 5)
    ]
    muscle = next(
        one
        for one in Atlas.load().muscles.values()
        if ("knee", "full knee extension")
        in {(sign.joint, sign.movement) for sign in one.movement_signs}
    )
    needled = ((muscle.id, RIGHT),)
    sessions = [
        session(1, [finding[0]], [finding[1]], needled),
        session(8, [finding[1]], [], needled, examiner=TWO),
    ]
    found = observations(muscle, RIGHT, sessions)[1]
    assert found.right_after[0].weight is Weight.BEYOND_ERROR
    assert found.until_next[0].weight is Weight.WITHIN_ERROR
    assert sessions[0].rater is Rater.SAME


def test_what_concerns_a_muscle() -> None:
    assert concerns(ppt("infraspinatus", RIGHT, (200,)), INFRASPINATUS, RIGHT)
    assert not concerns(ppt("infraspinatus", LEFT, (200,)), INFRASPINATUS, RIGHT)
    assert not concerns(ResistedFinding("soleus", RIGHT, True, False), INFRASPINATUS, RIGHT)
    assert concerns(PainNow(3), INFRASPINATUS, RIGHT)
    assert concerns(behind(30), INFRASPINATUS, RIGHT)
    assert not concerns(behind(30, LEFT), INFRASPINATUS, RIGHT)
