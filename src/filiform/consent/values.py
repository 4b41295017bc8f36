"""What a patient reads and decides, as frozen values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from filiform.errors import InvalidInput
from filiform.knowledge.sources import Sourced


class Topic(StrEnum):
    """The blocks of the page, in order."""

    WHAT = "what"
    WHY = "why"
    COMMON = "common"
    SERIOUS = "serious"
    YOURS = "yours"
    OTHER = "other"
    NOT_ACUPUNCTURE = "not_acupuncture"
    WHO = "who"
    RIGHTS = "rights"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Sourced):
    """One thing to know. Without `parts` and `zones` for every place, without `rules` for all."""

    topic: Topic
    text: str
    parts: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that shows whether the page was clear; `again` is said after a wrong answer."""

    id: str
    text: str
    right: str
    wrong: tuple[str, ...]
    again: str
    right_at: int
    parts: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.right_at <= len(self.wrong) + 1:
            raise InvalidInput("right_at", f"1 to {len(self.wrong) + 1}", got=self.right_at)


@dataclass(frozen=True, slots=True)
class Said:
    """One passage as shown, with its sources in short."""

    id: str
    topic: Topic
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as shown: the choices in their order, and which of them is right."""

    id: str
    text: str
    choices: tuple[str, ...]
    right: str
    again: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    """All that a patient is shown before deciding. `version` is that of the knowledge."""

    version: str
    jurisdiction: str
    law: str
    parts: tuple[str, ...]
    passages: tuple[Said, ...]
    questions: tuple[Asked, ...]

    def about(self, topic: Topic) -> tuple[Said, ...]:
        return tuple(one for one in self.passages if one.topic is topic)

    @property
    def digest(self) -> str:
        """A fingerprint of every word: what was signed can be told from what is shown later."""
        plain = json.dumps(self.to_json(), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(plain.encode()).hexdigest()

    def wrong(self, answers: Mapping[str, str]) -> tuple[Asked, ...]:
        """The questions not answered rightly yet; an answer is the words chosen."""
        return tuple(one for one in self.questions if answers.get(one.id) != one.right)

    def to_json(self) -> dict[str, Any]:
        """A plain table with every word; the same for equal texts."""
        return {
            "version": self.version,
            "jurisdiction": self.jurisdiction,
            "law": self.law,
            "parts": list(self.parts),
            "passages": [
                {"id": p.id, "topic": p.topic.value, "text": p.text, "sources": list(p.sources)}
                for p in self.passages
            ],
            "questions": [
                {
                    "id": q.id,
                    "text": q.text,
                    "choices": list(q.choices),
                    "right": q.right,
                    "again": q.again,
                }
                for q in self.questions
            ],
        }

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> ConsentText:
        """Read what `to_json` wrote; `InvalidInput` for anything else."""
        try:
            return cls(
                held["version"],
                held["jurisdiction"],
                held["law"],
                tuple(held["parts"]),
                tuple(
                    Said(p["id"], Topic(p["topic"]), p["text"], tuple(p["sources"]))
                    for p in held["passages"]
                ),
                tuple(
                    Asked(q["id"], q["text"], tuple(q["choices"]), q["right"], q["again"])
                    for q in held["questions"]
                ),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInput("text", "a stored consent text", got=str(error)) from None


class Decision(StrEnum):
    """What was decided."""

    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decided:
    """The latest decision of a patient. `law` and `health` are versions of what held then."""

    decision: Decision
    on: date
    parts: frozenset[str]
    jurisdiction: str = ""
    law: str = ""
    health: str = ""

    def __post_init__(self) -> None:
        if self.decision is Decision.AGREED and not self.parts:
            raise InvalidInput("parts", "at least one part of the body that may be needled")
