"""What is known about the patient: answers, what the record holds, measurements."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from filiform.body.values import Side
from filiform.errors import InvalidInput

PAIRED = (Side.LEFT, Side.RIGHT)


class Reply(StrEnum):
    """An answer. Yes: the rule applies. Unsure stays open, like no answer at all."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class EvidenceKind(StrEnum):
    """Where in a record a piece of evidence stands."""

    MEDICINE = "medicine"
    CONDITION = "condition"
    ALLERGY = "allergy"
    PROCEDURE = "procedure"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the body: a `region_group` of the atlas or a zone of the screening rules.

    `side` None: both sides, or not said which.
    """

    region: str
    side: Side | None = None

    def __post_init__(self) -> None:
        _need(self.region, "region")
        check_side(self.side)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one rule's question, by the rule's id.

    `value` yes means that the rule applies, also where the wording of the question turns this
    round. `places`, `trimester` and `since` (when the operation, injury, injection or last event
    was) belong to a yes or unsure. `on`: when it was answered. `confirmed`: a member of staff has
    checked this answer against what the record says. `ref`: where it stands.
    """

    rule: str
    value: Reply
    places: tuple[Place, ...] = ()
    trimester: int | None = None
    since: date | None = None
    on: date | None = None
    confirmed: bool = False
    ref: str = ""

    def __post_init__(self) -> None:
        _need(self.rule, "rule")
        check_trimester(self.trimester)
        detail = self.places or self.trimester is not None or self.since is not None
        if self.value is Reply.NO and detail:
            raise InvalidInput("answer", "no details with the answer no", got=self.rule)


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """The answer to one of the questions of the treatment day, by the question's id.

    `value` is the literal answer to the question as worded.
    """

    question: str
    value: Reply
    places: tuple[Place, ...] = ()
    ref: str = ""

    def __post_init__(self) -> None:
        _need(self.question, "question")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A medicine, condition, allergy, operation or device found in a record or in free text.

    `group` is the id of what it was matched with: a medicine class (`med_...`), a condition group
    (`cc_...`) or, where neither exists, a rule (`ci_...`). `name` is the ingredient or condition as
    matched, one spelling for one thing, so that the same medicine listed twice counts once.
    `current` False: family history, resolved, refuted, stopped or entered in error; it stays
    visible and counts for nothing. `certain` False: the match is a guess that needs a look.
    """

    kind: EvidenceKind
    group: str
    name: str
    ref: str
    current: bool = True
    certain: bool = True
    places: tuple[Place, ...] = ()
    trimester: int | None = None
    since: date | None = None

    def __post_init__(self) -> None:
        for field in ("group", "name", "ref"):
            _need(getattr(self, field), field)
        check_trimester(self.trimester)


@dataclass(frozen=True, slots=True)
class Observation:
    """A measured value. `kind` and `unit` are those of the screening rules (UCUM units)."""

    kind: str
    value: float
    unit: str
    on: date
    ref: str

    def __post_init__(self) -> None:
        for field in ("kind", "unit", "ref"):
            _need(getattr(self, field), field)
        if isinstance(self.value, bool) or not math.isfinite(self.value) or self.value < 0:
            raise InvalidInput("value", "a number, 0 or more", got=self.value)


@dataclass(frozen=True)
class History:
    """All that is known. What is missing is missing: it never reads as no.

    `day` holds the answers of the treatment day, or None when no needling is planned today, as in
    the screening of a record. `unread` says in words what could not be read; it keeps the verdict
    at caution or above.
    """

    answers: tuple[Answer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    observations: tuple[Observation, ...] = ()
    birth_date: date | None = None
    day: tuple[DayAnswer, ...] | None = None
    unread: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _once("answers", (answer.rule for answer in self.answers))
        _once("day", (answer.question for answer in self.day or ()))

    def answer(self, rule: str) -> Answer | None:
        """The answer to a rule's question, when there is one."""
        return self._by_rule.get(rule)

    @cached_property
    def _by_rule(self) -> dict[str, Answer]:
        return {answer.rule: answer for answer in self.answers}

    @cached_property
    def current(self) -> tuple[Evidence, ...]:
        """The evidence that counts."""
        return tuple(item for item in self.evidence if item.current)


def check_side(side: Side | None) -> None:
    if side not in (None, *PAIRED):
        raise InvalidInput("side", "left, right or none", got=side)


def check_trimester(trimester: int | None) -> None:
    if trimester not in (None, 1, 2, 3) or isinstance(trimester, bool):
        raise InvalidInput("trimester", "1, 2 or 3", got=trimester)


def _need(value: str, field: str) -> None:
    if not value.strip():
        raise InvalidInput(field, "a text that is not empty", got=value)


def _once(field: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise InvalidInput(field, "one answer to each question", got=name)
        seen.add(name)
