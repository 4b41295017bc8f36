"""What holds for the days of every plan."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from filiform.plan import (
    Away,
    Event,
    Plan,
    PlanKnowledge,
    PlannedCare,
    Rhythm,
    Schedule,
    from_json,
    to_json,
)

START = date(2026, 11, 24)
CARE = sorted(PlanKnowledge.load().care)
days = st.integers(-20, 120).map(lambda n: START + timedelta(days=n))
aways = st.builds(lambda first, n: Away(first, first + timedelta(days=n)), days, st.integers(0, 20))
events = st.builds(Event, days, st.sampled_from(["Race", "Match"]))
rhythms = st.builds(
    Rhythm,
    st.integers(1, 12),
    st.integers(1, 14),
    days,
    st.frozensets(st.integers(0, 6)),
)
cares = st.builds(PlannedCare, st.sampled_from(CARE), st.none() | st.integers(1, 7))
plans = st.builds(
    Plan,
    rhythm=rhythms,
    away=st.lists(aways, max_size=4).map(tuple),
    events=st.lists(events, max_size=4).map(tuple),
    keep_free=st.booleans(),
    reassess_on=st.none() | days,
    care=st.lists(cares, max_size=4, unique_by=lambda one: one.care).map(tuple),
)


@given(plans)
def test_no_session_falls_on_a_day_that_is_not_open(plan: Plan) -> None:
    made = Schedule(plan)
    for session in made.sessions:
        assert not any(session in away for away in plan.away)
        assert plan.rhythm.suits(session)
        if plan.keep_free:
            gaps = [(event.on - session).days for event in plan.events]
            assert not any(0 <= gap <= made.known.sore_days for gap in gaps)


@given(plans)
def test_sessions_are_as_many_as_said_and_never_closer(plan: Plan) -> None:
    made = Schedule(plan)
    assert len(made.sessions) + made.missing == plan.rhythm.sessions
    assert plan.rhythm.first
    assert made.sessions[0] >= plan.rhythm.first
    for before, after in pairwise(made.sessions):
        assert (after - before).days >= (plan.rhythm.days_between or 0)


@given(plans)
def test_care_never_falls_where_it_should_not(plan: Plan) -> None:
    made = Schedule(plan)
    wanted = {one.care: one.days_a_week for one in plan.care}
    for week in made.weeks:
        placed = [care for day in week.days for care in day.care]
        for day in week.days:
            assert not (day.care and day.away)
            assert not any(made.clashes(care, day.on) for care in day.care)
        for care in set(placed):
            assert placed.count(care) <= (wanted[care] or 0)


@given(plans)
def test_every_session_of_the_weeks_is_shown_once(plan: Plan) -> None:
    made = Schedule(plan)
    shown = [day.on for week in made.weeks for day in week.days if day.session]
    last = made.weeks[-1].days[-1].on
    assert shown == [session for session in made.sessions if session <= last]


@given(plans)
def test_a_kept_plan_is_the_same_plan_with_the_same_days(plan: Plan) -> None:
    again = from_json(to_json(plan))
    assert again == plan
    assert Schedule(again).sessions == Schedule(plan).sessions
