"""Incidents: first steps for each kind, and the grades of harm, from data/incidents.toml."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.screening import RedFlag, load_rules
from filiform.knowledge.sources import Confidence, Source, cite, verified
from filiform.knowledge.values import Review

FILE = "incidents.toml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of incident: first steps, what to ask afterwards, and its danger sign if it has one.

    `steps` are empty where no source gives any. `needle`: needles may be missing, and the entry
    says how many.
    """

    id: str
    name: str
    steps: tuple[str, ...]
    asks: tuple[str, ...]
    sources: tuple[Source, ...]
    confidence: Confidence
    flag: RedFlag | None = None
    needle: bool = False

    @property
    def verified(self) -> bool:
        """Whether a source that was read backs the steps."""
        return verified(self.confidence, self.sources)


@dataclass(frozen=True, slots=True)
class Grade:
    """How grave an adverse event was, in the words of its sources."""

    id: str
    name: str
    meaning: str
    sources: tuple[Source, ...]
    confidence: Confidence


@dataclass(frozen=True)
class Incidents:
    """All kinds and grades in the order of the file. `version` is a digest of the file."""

    version: str
    kinds: Mapping[str, Kind]
    grades: Mapping[str, Grade]
    review: Review

    @classmethod
    def load(cls) -> Incidents:
        """What ships with the product, read once per process."""
        return _shipped()

    def check(self, kind: str, grade: str) -> None:
        """Raise `InvalidInput` unless both are known."""
        if kind not in self.kinds:
            raise InvalidInput("kind", f"one of {', '.join(self.kinds)}", got=kind)
        if grade not in self.grades:
            raise InvalidInput("grade", f"one of {', '.join(self.grades)}", got=grade)


@cache
def _shipped() -> Incidents:
    return read_incidents(files("filiform.needling") / "data")


def read_incidents(folder: Traversable) -> Incidents:
    """Read the file, or raise `BrokenKnowledge` naming the entry and the key."""
    document = read_file(folder, FILE)
    review = read_review(document.table("review"))
    kinds = [_kind(entry) for entry in document.entries("kind")]
    grades = [_grade(entry) for entry in document.entries("grade")]
    document.close()
    ids = [*(kind.id for kind in kinds), *(grade.id for grade in grades)]
    if len(set(ids)) < len(ids):
        raise BrokenKnowledge("id", "each id only once", got=ids, where=FILE)
    version = hashlib.sha256(folder.joinpath(FILE).read_bytes()).hexdigest()[:12]
    return Incidents(
        version,
        MappingProxyType({one.id: one for one in kinds}),
        MappingProxyType({one.id: one for one in grades}),
        review,
    )


def _kind(entry: Entry) -> Kind:
    kind = Kind(
        id=entry.text("id"),
        name=entry.text("name"),
        steps=entry.optional_texts("steps"),
        asks=entry.texts("asks"),
        sources=cite(entry, load_rules().sources) if entry.has("sources") else (),
        confidence=entry.choice("confidence", Confidence),
        flag=_flag(entry),
        needle=entry.flag("needle"),
    )
    if kind.steps and not kind.sources:
        entry.fail("sources", "at least one source for the steps")
    entry.close()
    return kind


def _flag(entry: Entry) -> RedFlag | None:
    name = entry.optional_text("flag")
    flags = load_rules().red_flags
    if name and name not in flags:
        entry.fail("flag", "the id of a danger sign in screening/red_flags.toml", name)
    return flags[name] if name else None


def _grade(entry: Entry) -> Grade:
    grade = Grade(
        id=entry.text("id"),
        name=entry.text("name"),
        meaning=entry.text("meaning"),
        sources=cite(entry, load_rules().sources),
        confidence=entry.choice("confidence", Confidence),
    )
    entry.close()
    return grade
