"""What a patient has said so far: a draft that may be half finished, and what it comes to."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from filiform.errors import InvalidInput
from filiform.screening.history import Answer, DayAnswer, Place, Reply, check_trimester
from filiform.screening.interview.words import Advice, Asking, Page, PatientWords

MAX_TEXT = 4_000
CHOICES = "choices"
REF = "patient"
_MONTH = re.compile(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
_MOST_CHOICES = 300
_KEYS = frozenset({"value", "where", "trimester", "since"})


class Box(StrEnum):
    """A field of free text."""

    MEDICINES = "medicines"
    ALLERGIES = "allergies"
    CONDITIONS = "conditions"


class Choice(StrEnum):
    """What the patient says to something that was understood; or `alt:` and another spelling."""

    RIGHT = "right"
    NOW = "now"
    STOPPED = "stopped"
    WRONG = "wrong"


ALTERNATIVE = "alt:"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer. `where` holds ticks such as "shoulder:left", `since` a month "2026-05".

    Details that are empty were not said. Errors: `InvalidInput` for details with a no.
    """

    value: Reply
    where: tuple[str, ...] = ()
    trimester: int | None = None
    since: str = ""

    def __post_init__(self) -> None:
        check_trimester(self.trimester)
        if self.since and not _MONTH.fullmatch(self.since):
            raise InvalidInput("since", "a month such as 2026-01", got=self.since)
        if self.value is Reply.NO and (self.where or self.trimester or self.since):
            raise InvalidInput("answer", "no details with the answer no")

    @classmethod
    def from_json(cls, value: object, name: str) -> Said:
        """Read what `to_json` wrote. Errors: `InvalidInput` naming the field."""
        if not isinstance(value, Mapping) or not set(value) <= _KEYS:
            raise InvalidInput(name, "an answer with its details", got=value)
        reply, where, since = (value.get(key) for key in ("value", "where", "since"))
        if not isinstance(reply, str) or reply not in [*Reply]:
            raise InvalidInput(name, f"one of {', '.join(Reply)}", got=reply)
        if not isinstance(where or [], list) or not all(isinstance(t, str) for t in where or []):
            raise InvalidInput(f"{name}.where", "a list of texts", got=where)
        if not isinstance(since or "", str):
            raise InvalidInput(f"{name}.since", "a month such as 2026-01", got=since)
        return cls(Reply(reply), tuple(where or ()), value.get("trimester"), since or "")

    def to_json(self) -> dict[str, Any]:
        written = {"where": list(self.where), "trimester": self.trimester, "since": self.since}
        return {"value": str(self.value)} | {key: item for key, item in written.items() if item}

    @property
    def places(self) -> tuple[Place, ...]:
        """The regions and zones that the ticks stand for, each once."""
        words = PatientWords.load()
        return _both(dict.fromkeys(place for tick in self.where for place in words.place(tick)))

    def to_answer(self, rule: str, on: date) -> Answer:
        """As an answer of the history, given on the day `on`."""
        since = _last_day(self.since, on) if self.since else None
        return Answer(rule, self.value, self.places, self.trimester, since, on, ref=REF)

    def to_day_answer(self, question: str) -> DayAnswer:
        """As an answer of the treatment day."""
        return DayAnswer(question, self.value, self.places, REF)


@dataclass(frozen=True)
class Saying:
    """Answers by rule, texts by box, what was said to what was understood, and pages gone through.

    A page counts as gone through once it was left with everything on it said.
    """

    answers: Mapping[str, Said] = field(default_factory=dict)
    texts: Mapping[Box, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    done: frozenset[str] = frozenset()

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any], done: frozenset[str]) -> Saying:
        """From the stored fields; questions and words that newer rules lack are left out."""
        known = PatientWords.load().questions
        answers = {n: Said.from_json(v, n) for n, v in fields.items() if n in known}
        texts = {box: fields[box] for box in Box if box in fields}
        return cls(answers, texts, fields.get(CHOICES, {}), done)

    def asks(self, question: Asking) -> bool:
        """Whether a question is asked: follow-ups only after a yes or an unsure."""
        before = [self.answers.get(rule) for rule in question.after]
        return not before or any(said and said.value is not Reply.NO for said in before)

    def open_on(self, page: Page) -> tuple[Asking, ...]:
        """The questions of a page that still need an answer."""
        return tuple(q for q in page.questions if self.asks(q) and q.rule not in self.answers)

    @property
    def missing_page(self) -> Page | None:
        """The first page that was not gone through."""
        pages = PatientWords.load().pages
        return next((p for p in pages if p.id not in self.done or self.open_on(p)), None)

    @property
    def advice(self) -> frozenset[Advice]:
        """What is to be told at once because of a yes."""
        asked = PatientWords.load().questions
        yes = (rule for rule, said in self.answers.items() if said.value is Reply.YES)
        return frozenset(a for rule in yes if (a := asked[rule].advice) is not None)

    def to_answers(self, on: date) -> tuple[Answer, ...]:
        """The answers to all questions that are asked, as given on the day `on`."""
        asked = PatientWords.load().questions.values()
        return tuple(
            self.answers[q.rule].to_answer(q.rule, on)
            for q in asked
            if q.rule in self.answers and self.asks(q)
        )


def check_field(name: str, value: object, on: date) -> None:
    """Refuse what no page could have sent. Errors: `InvalidInput` naming the field."""
    if name in [*Box]:
        _check_text(name, value)
    elif name == CHOICES:
        _check_choices(value)
    elif (question := PatientWords.load().questions.get(name)) is not None:
        _check_said(question, Said.from_json(value, name), on)
    else:
        raise InvalidInput("answers", "ids of rules that patients are asked about", got=name)


def check_today(name: str, value: object) -> Said:
    """One answer of the treatment day in stored form. Errors: `InvalidInput` naming the field."""
    asked = {question.rule: question for question in PatientWords.load().today.questions}
    if name not in asked:
        raise InvalidInput("answers", f"one of {', '.join(asked)}", got=name)
    said = Said.from_json(value, name)
    _check_said(asked[name], said, date.max)
    return said


def _check_text(name: str, value: object) -> None:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        got = len(value) if isinstance(value, str) else value
        raise InvalidInput(name, f"a text of at most {MAX_TEXT:,} characters", got=got)


def _check_choices(value: object) -> None:
    if not isinstance(value, Mapping) or len(value) > _MOST_CHOICES:
        raise InvalidInput(CHOICES, f"at most {_MOST_CHOICES} choices by key")
    for choice in value.values():
        known = isinstance(choice, str) and len(choice) < 100
        if not known or not (choice in [*Choice] or choice.startswith(ALTERNATIVE)):
            raise InvalidInput(CHOICES, f"one of {', '.join(Choice)}", got=choice)


def _check_said(question: Asking, said: Said, on: date) -> None:
    words = PatientWords.load()
    for tick in said.where:
        if not question.where or not words.place(tick):
            raise InvalidInput(f"{question.rule}.where", "parts of the body", got=tick)
    if said.trimester and not question.trimester:
        raise InvalidInput(f"{question.rule}.trimester", "no trimester", got=said.trimester)
    if said.since and not question.since:
        raise InvalidInput(f"{question.rule}.since", "no date", got=said.since)
    if said.since > f"{on:%Y-%m}":
        raise InvalidInput(f"{question.rule}.since", f"no month after {on:%Y-%m}", got=said.since)


def _last_day(month: str, on: date) -> date:
    """The last day of a month, or `on` when that is earlier: the strictest reading."""
    year, number = int(month[:4]), int(month[5:])
    return min(date(year, number, monthrange(year, number)[1]), on)


def _both(places: Mapping[Place, None]) -> tuple[Place, ...]:
    return tuple(sorted(places, key=lambda place: (place.region, place.side or "")))
