"""Billing codes that a session may suggest: from the muscles needled, never advice.

CPT is copyright of the American Medical Association; here stand codes and short own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from filiform.errors import BrokenKnowledge
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.sources import (
    Confidence,
    Source,
    Sourced,
    cite,
    read_sources,
    shipped_sources,
)
from filiform.knowledge.values import Review
from filiform.needling.state import Needling

DATA = files("filiform.note") / "data"


class About(StrEnum):
    """What a fact is about: how the codes are counted, or what payers do."""

    RULE = "rule"
    PAYER = "payer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(Sourced):
    """A code for `least` to `most` distinct muscles of one session; None: no upper end."""

    code: str
    title: str
    least: int
    most: int | None

    def __post_init__(self) -> None:
        if self.least < 1 or (self.most is not None and self.most < self.least):
            raise BrokenKnowledge("muscles", "from 1 and rising", got=self.least, where=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFact(Sourced):
    """What to check before a code is used."""

    about: About
    text: str


@dataclass(frozen=True)
class Codes:
    """The codes and what is known about them."""

    codes: tuple[Code, ...]
    facts: tuple[CodeFact, ...]

    @classmethod
    def load(cls) -> Codes:
        """What ships with the product, read once per process."""
        return _shipped()

    def overdue(self, on: date) -> tuple[str, ...]:
        """Ids of entries whose next review lies before `on`; a release must have none."""
        return tuple(one.id for one in (*self.codes, *self.facts) if one.review.next < on)


@dataclass(frozen=True, slots=True)
class CodeSuggestion:
    """One code that fits the number of muscles, and what to check. Not billing advice.

    `both_sides`: ids of muscles needled left and right, which were counted once.
    """

    code: Code
    muscles: tuple[str, ...]
    both_sides: tuple[str, ...]
    facts: tuple[CodeFact, ...]


def suggest(needling: Needling) -> CodeSuggestion | None:
    """The code for the distinct muscles with a needle that counts; None without a needle.

    A muscle needled on both sides counts once: the lower count, as no source on file says that
    sides count apart.
    """
    targets = [marker.value.target for marker in needling.current]
    muscles = tuple(dict.fromkeys(target.muscle for target in targets))
    sides = {muscle: {t.side for t in targets if t.muscle == muscle} for muscle in muscles}
    known = Codes.load()
    for code in known.codes:
        if code.least <= len(muscles) and (code.most is None or len(muscles) <= code.most):
            both = tuple(muscle for muscle in muscles if len(sides[muscle]) > 1)
            return CodeSuggestion(code, muscles, both, known.facts)
    return None


@cache
def _shipped() -> Codes:
    return read_codes(DATA, shipped_sources())


def read_codes(folder: Traversable, shared: Mapping[str, Source]) -> Codes:
    """Read codes.toml, or raise `BrokenKnowledge` naming the entry and the key."""
    sources = {**shared, **read_sources(folder)}
    document = read_file(folder, "codes.toml")
    review = read_review(document.table("review"))
    codes = tuple(_code(entry, sources, review) for entry in document.entries("code"))
    facts = tuple(_fact(entry, sources, review) for entry in document.entries("fact"))
    document.close()
    return Codes(codes, facts)


def _code(entry: Entry, sources: Mapping[str, Source], review: Review) -> Code:
    least, most = _range(entry)
    code = Code(
        id=entry.text("id"),
        sources=cite(entry, sources),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        code=entry.text("code"),
        title=entry.text("title"),
        least=least,
        most=most,
    )
    entry.close()
    return code


def _range(entry: Entry) -> tuple[int, int | None]:
    said = entry.take("muscles")
    if not isinstance(said, list) or not 1 <= len(said) <= 2:
        entry.fail("muscles", "one or two whole numbers", said)
    if not all(type(one) is int for one in said):
        entry.fail("muscles", "whole numbers", said)
    return said[0], said[1] if len(said) == 2 else None


def _fact(entry: Entry, sources: Mapping[str, Source], review: Review) -> CodeFact:
    fact = CodeFact(
        id=entry.text("id"),
        sources=cite(entry, sources),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        about=entry.choice("about", About),
        text=entry.text("text"),
    )
    entry.close()
    return fact
