"""What screening answers: verdicts with reasons, required changes and open questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.screening.words import Act, Level, Scope
from filiform.screening.history import Place
from filiform.screening.outcome import Outcome
from filiform.screening.plan import Target


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that applies, and what follows from it.

    `id` is that of the rule (`ci_...`), hazard (`mh_...`) or one of the engine's own reasons
    (`open_questions`, `unread`, `competence`, `jurisdiction`). `level` is the rule's own word,
    `outcome` what it comes to here. `regions` hold only `region_group` ids; a reason of scope
    region or muscle names its regions, its muscles or both. `because` are references to answers and
    records, `matched` the medicine classes, condition groups and measurements behind them.
    `provisional`: as if yes, until its question is answered. `cleared`: a valid clearance or an
    override turned it into caution. `unverified`: the rule's sources are weak or were not read.
    """

    id: str
    level: Level
    scope: Scope
    outcome: Outcome
    regions: tuple[Place, ...] = ()
    muscles: tuple[Target, ...] = ()
    actions: tuple[Act, ...] = ()
    because: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    provisional: bool = False
    cleared: bool = False
    unverified: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        placed = bool(self.regions or self.muscles)
        if placed is not (self.scope in (Scope.REGION, Scope.MUSCLE)):
            raise InvalidInput("reason", "a place for scope region or muscle, and only then")


class Why(StrEnum):
    """Why a question is open."""

    UNANSWERED = "unanswered"
    UNSURE = "unsure"
    IN_RECORD = "in_record"
    DISPUTED = "disputed"
    WHERE = "where"
    TRIMESTER = "trimester"
    WHEN = "when"
    TODAY = "today"
    JURISDICTION = "jurisdiction"
    COMPETENCE = "competence"
    BOTH_SIDES = "both_sides"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Question:
    """What is still to be asked. `id` is the rule's or day question's id; `because` as in `Reason`.

    `blocking`: the history is not complete until it is answered.
    """

    id: str
    text: str
    why: Why
    because: tuple[str, ...] = ()
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What must be done differently: from which reason, and in which words."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class MuscleVerdict:
    """The verdict on one intended muscle, session-wide reasons included."""

    muscle: str
    side: Side | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RegionVerdict:
    """A region of the body on one side where something narrower than the session holds."""

    region: str
    side: Side
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Version:
    """What made a verdict: digests of rules and atlas, and the engine's number."""

    rules: str
    atlas: str
    engine: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Is needling safe, here, today, by us? `session` is the strictest for the whole visit.

    `muscles`: one for each intended muscle, in the order asked. `reasons` strictest first.
    `complete` False: the history has open questions, so `session` is caution at the mildest, and
    needling is refused until they are answered.
    """

    session: Outcome
    muscles: tuple[MuscleVerdict, ...]
    regions: tuple[RegionVerdict, ...]
    reasons: tuple[Reason, ...]
    complete: bool
    questions: tuple[Question, ...]
    unread: tuple[str, ...]
    changes: tuple[Change, ...]
    version: Version

    def __post_init__(self) -> None:
        if self.session is Outcome.CLEAR and not self.complete:
            raise InvalidInput("session", "caution or stricter while questions are open")

    @property
    def stops(self) -> bool:
        """Whether the session or any intended muscle is stopped: exit code 1."""
        return Outcome.STOP in (self.session, *(muscle.outcome for muscle in self.muscles))
