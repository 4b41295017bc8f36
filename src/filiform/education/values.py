"""What patients and the public are told, as frozen values that know where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.knowledge.sources import Sourced


class Topic(StrEnum):
    """What a statement is about; each topic is a block of a page."""

    WHAT = "what"
    NOT = "not"
    COMMON = "common"
    SERIOUS = "serious"
    TELL_FIRST = "tell_first"
    OTHER = "other"


class Certainty(StrEnum):
    """How sure the research is, lowest first."""

    VERY_LOW = "very_low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def rank(self) -> int:
        return list(Certainty).index(self)


class Urgency(StrEnum):
    """What a yes to a warning question asks for."""

    EMERGENCY = "emergency"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Sourced):
    """One thing to know, in plain words."""

    topic: Topic
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast(Sourced):
    """One point in which dry needling and acupuncture are alike or differ."""

    point: str
    dry_needling: str
    acupuncture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceCard(Sourced):
    """What studies found for one kind of complaint, and how sure that is.

    `certainty` is (lowest, highest); empty when all there is is one trial. `groups` are ids of the
    atlas's patient groups that the card speaks to.
    """

    title: str
    finding: str
    certainty: tuple[Certainty, ...]
    groups: tuple[str, ...]

    @property
    def one_trial(self) -> bool:
        return not self.certainty

    @property
    def highest(self) -> Certainty | None:
        return self.certainty[-1] if self.certainty else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningQuestion(Sourced):
    """A question to answer before exploring pain alone; a yes means: get help first."""

    question: str
    urgency: Urgency
