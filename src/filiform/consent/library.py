"""Read the consent files and check them against parts, zones, rules and laws."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from filiform.consent.values import Passage, Question, Topic
from filiform.errors import BrokenKnowledge
from filiform.knowledge import Review
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.parts import Parts
from filiform.knowledge.screening import ScreeningRules, load_rules
from filiform.knowledge.sources import Confidence, cite

DATA = files("filiform.consent") / "data"
_FILES = ("passages", "questions", "terms")


@dataclass(frozen=True)
class Terms:
    """For how many days consent stands, how many questions are asked, who signs alone."""

    renew_after_days: int
    most_questions: int
    adult_from_years: int
    source: str
    review: Review


@dataclass(frozen=True)
class ConsentTexts:
    """All passages and questions. `version` is a digest of the files and what they rest on."""

    version: str
    passages: tuple[Passage, ...]
    questions: tuple[Question, ...]
    terms: Terms

    @classmethod
    def load(cls) -> ConsentTexts:
        """What ships with the product, read once per process."""
        return _shipped()

    def overdue(self, on: date) -> tuple[str, ...]:
        """Ids of passages whose next review lies before `on`; a release must have none."""
        late = [passage.id for passage in self.passages if passage.review.next < on]
        return (*late, "terms") if self.terms.review.next < on else tuple(late)


@cache
def _shipped() -> ConsentTexts:
    return read_consent(DATA, load_rules(), Parts.load())


def read_consent(folder: Traversable, rules: ScreeningRules, parts: Parts) -> ConsentTexts:
    """Read a folder of consent files, or raise `BrokenKnowledge` naming file, entry and key."""
    passages = _passages(folder, rules, parts)
    questions = _questions(folder, rules, parts)
    _each_id_once([*(one.id for one in passages), *(one.id for one in questions)])
    return ConsentTexts(_digest(folder, rules, parts), passages, questions, _terms(folder))


def _passages(folder: Traversable, rules: ScreeningRules, parts: Parts) -> tuple[Passage, ...]:
    document = read_file(folder, "passages.toml")
    review = read_review(document.table("review"))
    found = [_passage(entry, rules, parts, review) for entry in document.entries("passage")]
    document.close()
    return tuple(found)


def _passage(entry: Entry, rules: ScreeningRules, parts: Parts, review: Review) -> Passage:
    passage = Passage(
        sources=cite(entry, rules.sources),
        id=entry.text("id"),
        topic=entry.choice("topic", Topic),
        text=entry.text("text"),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        parts=_known(entry, "parts", parts.parts),
        zones=_known(entry, "zones", rules.places.zones),
        rules=_known(entry, "rules", rules.rules),
        jurisdictions=_known(entry, "jurisdictions", rules.packs),
    )
    entry.close()
    return passage


def _questions(folder: Traversable, rules: ScreeningRules, parts: Parts) -> tuple[Question, ...]:
    document = read_file(folder, "questions.toml")
    read_review(document.table("review"))
    found = []
    for entry in document.entries("question"):
        choices, right_at = entry.texts("wrong"), entry.optional_count("right_at") or 1
        if right_at > len(choices) + 1:
            entry.fail("right_at", f"1 to {len(choices) + 1}", right_at)
        question = Question(
            id=entry.text("id"),
            text=entry.text("text"),
            right=entry.text("right"),
            wrong=choices,
            again=entry.text("again"),
            right_at=right_at,
            parts=_known(entry, "parts", parts.parts),
            zones=_known(entry, "zones", rules.places.zones),
        )
        found.append(question)
        entry.close()
    document.close()
    return tuple(found)


def _known(entry: Entry, key: str, known: Collection[str]) -> tuple[str, ...]:
    named = entry.optional_texts(key)
    for one in named:
        if one not in known:
            entry.fail(key, f"one of {', '.join(known)}", one)
    return named


def _terms(folder: Traversable) -> Terms:
    document = read_file(folder, "terms.toml")
    review, entry = read_review(document.table("review")), document.table("terms")
    terms = Terms(
        renew_after_days=_count(entry, "renew_after_days"),
        most_questions=_count(entry, "most_questions"),
        adult_from_years=_count(entry, "adult_from_years"),
        source=entry.text("source"),
        review=review,
    )
    entry.close()
    document.close()
    return terms


def _count(entry: Entry, key: str) -> int:
    value = entry.optional_count(key)
    if value is None:
        entry.fail(key, "this key is required")
    return value


def _each_id_once(ids: list[str]) -> None:
    for id in ids:
        if ids.count(id) > 1:
            raise BrokenKnowledge(f"{id}.id", "each id only once", got=id)


def law_version(jurisdiction: str, rules: ScreeningRules | None = None) -> str:
    """What the law of a place asks for, as a fingerprint that changes when it does; "" without."""
    packs: Mapping[str, object] = (rules or load_rules()).packs
    pack = packs.get(jurisdiction)
    return hashlib.sha256(repr(pack).encode()).hexdigest()[:12] if pack else ""


def _digest(folder: Traversable, rules: ScreeningRules, parts: Parts) -> str:
    digest = hashlib.sha256(f"{rules.version} {parts.version}".encode())
    for name in _FILES:
        digest.update(folder.joinpath(f"{name}.toml").read_bytes() + b"\0")
    return digest.hexdigest()[:12]
