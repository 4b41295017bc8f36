"""What matching finds: what was matched, with what, how surely, and whether it counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.errors import InvalidInput
from filiform.screening.history import Evidence, EvidenceKind


class How(StrEnum):
    """How a name was found: by a code, by a known spelling, or by one that is nearly known."""

    CODE = "code"
    EXACT = "exact"
    FUZZY = "fuzzy"


class Kind(StrEnum):
    """What a past counts for. Lasting: once is enough. Acute: it ends. Chronic: it stays."""

    LASTING = "lasting"
    CHRONIC = "chronic"
    ACUTE = "acute"


class Status(StrEnum):
    """What the words around a name, or the status of a record, say about now."""

    CURRENT = "current"
    POSSIBLE = "possible"
    STOPPED_LATELY = "stopped_lately"
    STOPPED = "stopped"
    PAST = "past"
    OVER = "over"
    NEGATED = "negated"
    FAMILY = "family"
    ALLERGY = "allergy"
    LOCAL_FORM = "local_form"
    PREVENTION = "prevention"


_COUNTS = frozenset({Status.CURRENT, Status.POSSIBLE, Status.STOPPED_LATELY})
_COUNTS_WHEN_LASTING = frozenset({Status.STOPPED, Status.PAST, Status.OVER})


class System(StrEnum):
    """The code systems that are understood."""

    ATC = "ATC"
    RXNORM = "RxNorm"
    ICD10CM = "ICD-10-CM"
    ICD10 = "ICD-10"
    SNOMED = "SNOMED CT"


@dataclass(frozen=True, slots=True)
class Coding:
    """A code in a system; `display` is the name that came with it."""

    system: System
    code: str
    display: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A medicine class (`med_...`), condition group (`cc_...`) or rule (`ci_...`) that was meant.

    `name`: the ingredient or condition, one spelling for one thing. `text`: the code, or the words
    at `start` to `end` of what was read. `score`: 100 for codes and known spellings, else how alike
    the spelling is (0 to 100). `alternatives`: names that are spelt as nearly. `named` False: the
    code tells the class or group only, and `name` is the one that came with it.
    """

    target: str
    name: str
    text: str
    how: How
    status: Status = Status.CURRENT
    kind: Kind = Kind.CHRONIC
    score: float = 100.0
    system: System | None = None
    start: int = 0
    end: int = 0
    alternatives: tuple[str, ...] = ()
    named: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.score <= 100:
            raise InvalidInput("score", "more than 0, up to 100", got=self.score)
        if (self.how is How.CODE) is not (self.system is not None):
            raise InvalidInput("system", "the code system of a code, and only of a code")

    @property
    def counts(self) -> bool:
        """Whether it bears on today; what does not stays visible."""
        lasting = self.kind is Kind.LASTING and self.status in _COUNTS_WHEN_LASTING
        return self.status in _COUNTS or lasting

    @property
    def certain(self) -> bool:
        """False: a guess at the spelling, or the text itself is not sure."""
        return self.how is not How.FUZZY and self.status is not Status.POSSIBLE

    def evidence(self, kind: EvidenceKind, ref: str) -> Evidence:
        """As a piece of a history, standing at `ref`."""
        return Evidence(
            kind, self.target, self.name, ref, current=self.counts, certain=self.certain
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text, in its order.

    `unknown`: the parts of a list of medicines that were not understood. `known`: something was
    recognised at all, also a medicine that belongs to no class.
    """

    matches: tuple[Match, ...] = ()
    unknown: tuple[str, ...] = ()
    known: bool = False
