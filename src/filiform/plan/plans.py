"""A plan: what is needled, how often, to what end, and with which other care."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.technique import Depth, Mode
from filiform.plan.library import PlanKnowledge

# Bounds against slips of the finger, no clinical advice.
MOST_NEEDLES = 20
MOST_SESSIONS = 60
MOST_DAYS_BETWEEN = 90
MOST_WEEKS_BETWEEN = 52
MOST_ROWS = 24
LONGEST_TEXT = 200
LONGEST_WORDS = 2_000
LONGEST_AWAY = timedelta(days=366)
WEEKDAYS = frozenset(range(7))


class GoalKind(StrEnum):
    """What a goal is about; a figure of it is 0 to 10, or degrees for a movement."""

    ACTIVITY = "activity"
    MOVEMENT = "movement"
    PAIN = "pain"
    OTHER = "other"


class Where(StrEnum):
    """Where care takes place."""

    HERE = "here"
    HOME = "home"
    ELSEWHERE = "elsewhere"


class Upkeep(StrEnum):
    """What comes after the course."""

    OPEN = "open"
    NOTHING = "nothing"
    WHEN_NEEDED = "when_needed"
    REGULAR = "regular"


@dataclass(frozen=True, slots=True)
class Dose:
    """How a muscle is to be needled; None where it is left for the day."""

    needles: int | None = None
    mode: Mode | None = None
    depth: Depth | None = None

    def __post_init__(self) -> None:
        _whole("needles", self.needles, 1, MOST_NEEDLES)


@dataclass(frozen=True, slots=True)
class PlannedTarget:
    """A muscle on one side, and its trigger point site where one is meant."""

    muscle: str
    side: Side
    site: str | None = None
    dose: Dose = field(default_factory=Dose)

    def __post_init__(self) -> None:
        muscle = Atlas.load().muscles.get(self.muscle)
        if muscle is None:
            raise InvalidInput("muscle", "the id of a muscle of the atlas", got=self.muscle)
        if self.side not in muscle.sides:
            raise InvalidInput("side", f"a side of {muscle.id}", got=self.side.value)
        if self.site is not None and self.site not in {site.id for site in muscle.sites}:
            raise InvalidInput("site", f"a site of {muscle.id}", got=self.site)

    @property
    def place(self) -> tuple[str, Side, str | None]:
        return self.muscle, self.side, self.site


@dataclass(frozen=True, slots=True)
class Goal:
    """What the patient wants to reach: now, the aim, and by when, as far as agreed."""

    text: str
    kind: GoalKind = GoalKind.OTHER
    now: float | None = None
    aim: float | None = None
    by: date | None = None

    def __post_init__(self) -> None:
        _text("goal", self.text, required=True)
        most = 360 if self.kind is GoalKind.MOVEMENT else 10
        for name, value in (("now", self.now), ("aim", self.aim)):
            if value is not None and not (math.isfinite(value) and 0 <= value <= most):
                raise InvalidInput(name, f"a number from 0 to {most}", got=value)

    @property
    def unit(self) -> str:
        return "°" if self.kind is GoalKind.MOVEMENT else "/10"


@dataclass(frozen=True, slots=True)
class Away:
    """Days on which nothing can be planned, first and last included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not timedelta() <= self.last - self.first <= LONGEST_AWAY:
            raise InvalidInput("last", "the same day or later, within a year", got=str(self.last))

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Event:
    """A competition or another day that counts."""

    on: date
    title: str

    def __post_init__(self) -> None:
        _text("title", self.title, required=True)


@dataclass(frozen=True, slots=True)
class Operation:
    """The operation, and from which day on the surgeon allows care there: never a day of ours."""

    what: str
    on: date | None = None
    cleared_from: date | None = None
    limits: str = ""

    def __post_init__(self) -> None:
        _text("operation", self.what, required=True)
        _text("limits", self.limits, most=LONGEST_WORDS)
        if self.on and self.cleared_from and self.cleared_from < self.on:
            raise InvalidInput("cleared_from", "a day after the operation", got=self.cleared_from)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: so many sessions, at least so many days apart, from a first day on.

    `weekdays` (0 is Monday) are those that suit; empty: any. Days follow only when all is set.
    """

    sessions: int | None = None
    days_between: int | None = None
    first: date | None = None
    weekdays: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        _whole("sessions", self.sessions, 1, MOST_SESSIONS)
        _whole("days_between", self.days_between, 1, MOST_DAYS_BETWEEN)
        if not self.weekdays <= WEEKDAYS:
            raise InvalidInput("weekdays", "days from 0 (Monday) to 6", got=sorted(self.weekdays))

    def suits(self, day: date) -> bool:
        return not self.weekdays or day.weekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class PlannedCare:
    """Care beside the needles: on so many days a week (None: not fixed), where, and own words."""

    care: str
    days_a_week: int | None = None
    where: Where | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.care not in PlanKnowledge.load().care:
            raise InvalidInput("care", "the id of a kind of care", got=self.care)
        _whole("days_a_week", self.days_a_week, 1, 7)
        _text("words", self.words, most=LONGEST_WORDS)


@dataclass(frozen=True, slots=True)
class Maintenance:
    """What is meant to come after the course."""

    upkeep: Upkeep = Upkeep.OPEN
    every_weeks: int | None = None
    words: str = ""

    def __post_init__(self) -> None:
        _whole("every_weeks", self.every_weeks, 1, MOST_WEEKS_BETWEEN)
        _text("maintenance", self.words, most=LONGEST_WORDS)
        if self.every_weeks and self.upkeep is not Upkeep.REGULAR:
            raise InvalidInput("every_weeks", "nothing unless visits stay regular")


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan. `keep_free`: no session so close before an event that the muscle may ache."""

    targets: tuple[PlannedTarget, ...] = ()
    rhythm: Rhythm = field(default_factory=Rhythm)
    goals: tuple[Goal, ...] = ()
    reassess_on: date | None = None
    care: tuple[PlannedCare, ...] = ()
    away: tuple[Away, ...] = ()
    events: tuple[Event, ...] = ()
    keep_free: bool = True
    operation: Operation | None = None
    maintenance: Maintenance = field(default_factory=Maintenance)
    words: str = ""

    def __post_init__(self) -> None:
        _once("targets", [target.place for target in self.targets])
        _once("care", [one.care for one in self.care])
        for name in ("targets", "goals", "away", "events"):
            if len(getattr(self, name)) > MOST_ROWS:
                raise InvalidInput(name, f"at most {MOST_ROWS} rows")
        _text("words", self.words, most=LONGEST_WORDS)

    @property
    def empty(self) -> bool:
        return self == Plan(keep_free=self.keep_free)


def _whole(field: str, value: int | None, least: int, most: int) -> None:
    if value is not None and (type(value) is not int or not least <= value <= most):
        raise InvalidInput(field, f"a whole number from {least} to {most}", got=value)


def _text(field: str, value: str, *, required: bool = False, most: int = LONGEST_TEXT) -> None:
    if len(value) > most or (required and not value.strip()):
        raise InvalidInput(field, f"a text of 1 to {most:,} characters", got=len(value))


def _once(field: str, keys: list[object]) -> None:
    if len(set(keys)) != len(keys):
        raise InvalidInput(field, "each only once")
