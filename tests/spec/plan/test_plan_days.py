"""Which days follow from a plan: each row is a rhythm and what stands in its way.

24 November 2026 is a Tuesday. A needled muscle may ache for three days (72 hours).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from filiform.plan import (
    Away,
    Event,
    Operation,
    Plan,
    PlannedCare,
    Rhythm,
    Schedule,
    Warn,
)

FIRST = date(2026, 11, 24)
NOV, DEC = 11, 12
ANY: tuple[int, ...] = ()


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def schedule(sessions: int | None, between: int | None, weekdays: Any = ANY, **more: Any) -> Any:
    rhythm = Rhythm(sessions, between, FIRST, frozenset(weekdays))
    return Schedule(Plan(rhythm=rhythm, **more))


@pytest.mark.parametrize(
    ("sessions", "between", "weekdays", "away", "expected"),
    [
        # nothing is filled in that was not said
        (None, 7, ANY, [], []),
        (3, None, ANY, [], []),
        # every week
        (1, 7, ANY, [], [(NOV, 24)]),
        (3, 7, ANY, [], [(NOV, 24), (DEC, 1), (DEC, 8)]),
        # twice a week on Mondays and Thursdays: the first day moves on to one that suits
        (3, 3, (0, 3), [], [(NOV, 26), (NOV, 30), (DEC, 3)]),
        # away on the second day: it moves on, and the third keeps its distance
        (3, 7, ANY, [(DEC, 1, DEC, 3)], [(NOV, 24), (DEC, 4), (DEC, 11)]),
        # away on the only weekday that suits: a week later
        (2, 7, (1,), [(DEC, 1, DEC, 1)], [(NOV, 24), (DEC, 8)]),
    ],
)
def test_sessions_move_on_and_keep_their_distance(
    sessions: int | None,
    between: int | None,
    weekdays: tuple[int, ...],
    away: list[tuple[int, int, int, int]],
    expected: list[tuple[int, int]],
) -> None:
    ranges = tuple(Away(day(a, b), day(c, d)) for a, b, c, d in away)
    made = schedule(sessions, between, weekdays, away=ranges)
    assert made.sessions == tuple(day(*one) for one in expected)


@pytest.mark.parametrize(
    ("event", "keep_free", "second", "warned"),
    [
        # four days after a session nothing aches any more
        ((DEC, 5), True, (DEC, 1), None),
        # three days after it, it may: the session waits until the event is over
        ((DEC, 4), True, (DEC, 5), None),
        ((DEC, 1), True, (DEC, 2), None),
        # the therapist keeps the day: then it is said
        ((DEC, 4), False, (DEC, 1), 3),
        ((DEC, 1), False, (DEC, 1), 0),
        ((DEC, 5), False, (DEC, 1), None),
        # after an event nothing needs to wait
        ((NOV, 30), False, (DEC, 1), None),
    ],
)
def test_no_ache_at_a_competition(
    event: tuple[int, int], keep_free: bool, second: tuple[int, int], warned: int | None
) -> None:
    made = schedule(2, 7, events=(Event(day(*event), "Race"),), keep_free=keep_free)
    assert made.sessions[1] == day(*second)
    told = [one.count for one in made.cautions if one.warn is Warn.EVENT_CLOSE]
    assert told == ([] if warned is None else [warned])


@pytest.mark.parametrize(("between", "warned"), [(1, True), (3, True), (4, False)])
def test_sessions_inside_the_ache_are_said(between: int, warned: bool) -> None:
    told = [one.warn for one in schedule(2, between).cautions]
    assert told == ([Warn.SESSIONS_CLOSE] if warned else [])


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (None, []),
        (Operation("Knee"), [Warn.NOT_CLEARED]),
        (Operation("Knee", cleared_from=day(NOV, 24)), []),
        (Operation("Knee", cleared_from=day(NOV, 25)), [Warn.BEFORE_CLEARED]),
    ],
)
def test_the_surgeons_day_counts_and_none_is_made_up(
    operation: Operation | None, expected: list[Warn]
) -> None:
    assert [one.warn for one in schedule(2, 7, operation=operation).cautions] == expected


@pytest.mark.parametrize(
    ("care", "days_a_week", "expected"),
    [
        # needles on Tuesday 24 and Tuesday 1; the week of Monday 30 November
        ("stretching", 7, [30, 1, 2, 3, 4, 5, 6]),
        ("training_hard", 7, [30, 3, 4, 5, 6]),  # not on the day, not on the day after
        ("training_hard", 2, [3, 5]),
        ("stretching", 1, [3]),
        ("massage", None, []),  # no number agreed: no day is made up
    ],
)
def test_care_lies_around_the_needles(
    care: str, days_a_week: int | None, expected: list[int]
) -> None:
    made = schedule(2, 7, care=(PlannedCare(care, days_a_week),))
    assert [one.on.day for one in made.weeks[1].days if care in one.care] == expected


def test_a_reassessment_before_the_first_session_is_said() -> None:
    made = schedule(2, 7, reassess_on=day(NOV, 20))
    assert [one.warn for one in made.cautions] == [Warn.REASSESS_PAST]


def test_sessions_that_find_no_day_are_counted() -> None:
    made = schedule(2, 90, (1,), away=(Away(day(NOV, 25), date(2027, 11, 24)),))
    assert made.sessions == (FIRST, date(2027, 11, 30))
    double = (Away(day(NOV, 25), date(2027, 11, 24)), Away(date(2027, 11, 25), date(2028, 11, 24)))
    gone = schedule(2, 90, (1,), away=double)
    assert gone.sessions == (FIRST,)
    assert [one.count for one in gone.cautions if one.warn is Warn.NOT_ALL_PLACED] == [1]


def test_a_view_of_weeks_shows_what_is_planned() -> None:
    made = schedule(2, 7, reassess_on=day(DEC, 9), events=(Event(day(DEC, 20), "Race"),))
    assert [week.days[0].on for week in made.weeks] == [
        day(NOV, 23), day(NOV, 30), day(DEC, 7), day(DEC, 14)
    ]  # fmt: skip
    tuesday, wednesday = made.weeks[0].days[1:3]
    assert (tuesday.session, tuesday.sore, wednesday.sore) == (1, False, True)
    assert made.weeks[2].days[2].reassess
    assert made.weeks[3].days[6].events
