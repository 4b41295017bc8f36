"""What is known about planning care, as frozen values that know where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.knowledge import Review
from filiform.knowledge.sources import Confidence, Source, verified


class Topic(StrEnum):
    """The field of the plan that a fact stands beside."""

    SESSIONS = "sessions"
    DOSE = "dose"
    SORENESS = "soreness"
    TRAINING = "training"


class CareKind(StrEnum):
    """Care beside the needles."""

    EXERCISE = "exercise"
    STRETCHING = "stretching"
    MASSAGE = "massage"
    MANUAL_THERAPY = "manual_therapy"
    CHIROPRACTIC = "chiropractic"
    SCAR_MOBILISATION = "scar_mobilisation"
    BREAKS = "breaks"
    POSTURE_WORK = "posture_work"
    PACING = "pacing"


class OnTheDay(StrEnum):
    """How care lies to the needles of the same day; open: no source that was read says."""

    BEFORE = "before"
    AFTER = "after"
    AVOID = "avoid"
    OPEN = "open"


class Asks(StrEnum):
    """What a plan asks of a group besides."""

    NOTHING = ""
    EVENTS = "events"
    OPERATION = "operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backed:
    """What every statement carries: its sources, how well they back it, and its review."""

    sources: tuple[Source, ...]
    confidence: Confidence
    review: Review

    @property
    def verified(self) -> bool:
        """Whether a source that was read backs it; else it is shown as not confirmed."""
        return verified(self.confidence, self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Backed):
    """A sentence for the practitioner; `plain` says the same to the patient, if it is for both."""

    text: str
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Note):
    """What published work says; `low` to `high` in `unit` where it gives a figure."""

    id: str
    topic: Topic
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care(Backed):
    """One kind of care; so many days after needling stay free of it as well (None: none)."""

    id: str
    kind: CareKind
    name: str
    plain: str
    on_the_day: OnTheDay
    free_days_after: int | None
    known: str
    cautions: tuple[Note, ...]

    def clashes(self, days_after: int) -> bool:
        """Whether it should not fall so many days after a needling day (0: on the day)."""
        if self.on_the_day is not OnTheDay.AVOID:
            return False
        return 0 <= days_after <= (self.free_days_after or 0)


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What belonging to a group changes: care offered first, what is asked besides, notes."""

    group: str
    care: tuple[Care, ...]
    asks: Asks
    notes: tuple[Note, ...]
