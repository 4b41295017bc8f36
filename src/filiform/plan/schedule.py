"""The days of a plan: when to needle, and how other care lies around those days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from filiform.plan.library import PlanKnowledge
from filiform.plan.plans import Event, Plan, PlannedCare

DAY = timedelta(days=1)
# How far a session may move on to find a day that suits, and how many weeks a view shows.
LOOK_AHEAD = 366
MOST_WEEKS = 26


class Warn(StrEnum):
    """What to mind about a schedule."""

    EVENT_CLOSE = "event_close"
    SESSIONS_CLOSE = "sessions_close"
    NOT_ALL_PLACED = "not_all_placed"
    BEFORE_CLEARED = "before_cleared"
    NOT_CLEARED = "not_cleared"
    REASSESS_PAST = "reassess_past"


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to mind, the day it is about, and the event or count that it names."""

    warn: Warn
    on: date | None = None
    event: Event | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day: the number of the session (0: none), care, events; `sore`: the muscle may ache."""

    on: date
    session: int
    care: tuple[str, ...]
    events: tuple[Event, ...]
    away: bool
    reassess: bool
    sore: bool

    @property
    def empty(self) -> bool:
        return not (self.session or self.care or self.events or self.away or self.reassess)


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday."""

    days: tuple[PlanDay, ...]

    @property
    def empty(self) -> bool:
        return all(day.empty for day in self.days)


class Schedule:
    """The days that follow from a plan."""

    def __init__(self, plan: Plan, known: PlanKnowledge | None = None) -> None:
        self.plan = plan
        self.known = known or PlanKnowledge.load()

    @cached_property
    def sessions(self) -> tuple[date, ...]:
        """Needling days in order; none unless number, spacing and first day are set."""
        rhythm = self.plan.rhythm
        if not (rhythm.sessions and rhythm.days_between and rhythm.first):
            return ()
        found: list[date] = []
        earliest = rhythm.first
        while len(found) < rhythm.sessions and (day := self._next(earliest)):
            found.append(day)
            earliest = day + rhythm.days_between * DAY
        return tuple(found)

    @property
    def missing(self) -> int:
        """Sessions for which no day was found within a year of the one before."""
        rhythm = self.plan.rhythm
        if not (rhythm.sessions and rhythm.days_between and rhythm.first):
            return 0
        return rhythm.sessions - len(self.sessions)

    def _next(self, earliest: date) -> date | None:
        days = (earliest + n * DAY for n in range(LOOK_AHEAD))
        return next((day for day in days if self.open(day)), None)

    def open(self, day: date) -> bool:
        """Whether a session may be planned on a day."""
        plan = self.plan
        if not plan.rhythm.suits(day) or self.away(day):
            return False
        return not (plan.keep_free and any(self.sore_at(day, event) for event in plan.events))

    def away(self, day: date) -> bool:
        return any(day in away for away in self.plan.away)

    def sore_at(self, session: date, event: Event) -> bool:
        """Whether a muscle needled on a day may still ache at an event."""
        return 0 <= (event.on - session).days <= self.known.sore_days

    def sore(self, day: date) -> bool:
        """Whether a muscle may ache from a session on an earlier day."""
        return any(0 < (day - one).days <= self.known.sore_days for one in self.sessions)

    def clashes(self, care: str, day: date) -> bool:
        """Whether care should not fall on a day, because of needles on it or before it."""
        known = self.known.care[care]
        return any(known.clashes((day - session).days) for session in self.sessions)

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks from the first to the last day that something is planned for, at most 26."""
        marked = [*self.sessions, *(event.on for event in self.plan.events)]
        marked += [self.plan.reassess_on] if self.plan.reassess_on else []
        if not self.sessions:
            return ()
        start = _monday(min(self.sessions))
        last = _monday(max(marked))
        count = min(MOST_WEEKS, (last - start).days // 7 + 1)
        return tuple(self._week(start + n * 7 * DAY) for n in range(count))

    def _week(self, monday: date) -> Week:
        days = [monday + n * DAY for n in range(7)]
        placed = {one.care: self._care_days(one, days) for one in self.plan.care}
        return Week(tuple(self._day(day, placed) for day in days))

    def _day(self, day: date, placed: dict[str, tuple[date, ...]]) -> PlanDay:
        return PlanDay(
            on=day,
            session=self.sessions.index(day) + 1 if day in self.sessions else 0,
            care=tuple(care for care, days in placed.items() if day in days),
            events=tuple(event for event in self.plan.events if event.on == day),
            away=self.away(day),
            reassess=self.plan.reassess_on == day,
            sore=self.sore(day),
        )

    def _care_days(self, care: PlannedCare, days: Sequence[date]) -> tuple[date, ...]:
        """As many days of a week as wanted, evenly spread over those that are free for it."""
        if care.days_a_week is None:
            return ()
        first = min(self.sessions)
        free = [d for d in days if d >= first and not self.away(d)]
        return _spread([d for d in free if not self.clashes(care.care, d)], care.days_a_week)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What to mind, in the order of the days."""
        found = (*self._about_events(), *self._about_rhythm(), *self._about_operation())
        return tuple(sorted(found, key=lambda one: one.on or date.min))

    def _about_events(self) -> Iterator[Caution]:
        for session in self.sessions:
            for event in self.plan.events:
                if self.sore_at(session, event):
                    yield Caution(Warn.EVENT_CLOSE, session, event, (event.on - session).days)

    def _about_rhythm(self) -> Iterator[Caution]:
        between, reassess = self.plan.rhythm.days_between, self.plan.reassess_on
        if between and between <= self.known.sore_days and self.plan.rhythm.sessions != 1:
            yield Caution(Warn.SESSIONS_CLOSE, count=between)
        if self.missing:
            yield Caution(Warn.NOT_ALL_PLACED, count=self.missing)
        if reassess and self.plan.rhythm.first and reassess < self.plan.rhythm.first:
            yield Caution(Warn.REASSESS_PAST, reassess)

    def _about_operation(self) -> Iterator[Caution]:
        operation = self.plan.operation
        if operation is None:
            return
        if operation.cleared_from is None:
            yield Caution(Warn.NOT_CLEARED)
            return
        early = [day for day in self.sessions if day < operation.cleared_from]
        if early:
            yield Caution(Warn.BEFORE_CLEARED, early[0], count=len(early))


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _spread(days: Sequence[date], wanted: int) -> tuple[date, ...]:
    """So many of the days, as far apart as they lie; all when there are no more."""
    count = min(wanted, len(days))
    return tuple(days[(2 * n + 1) * len(days) // (2 * count)] for n in range(count))


def unfixed(care: Iterable[PlannedCare]) -> tuple[PlannedCare, ...]:
    """Care for which no number of days is agreed."""
    return tuple(one for one in care if one.days_a_week is None)
