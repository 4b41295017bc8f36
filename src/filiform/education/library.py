"""Read the education files: every entry names its sources, its confidence and its review."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, TypeVar

from filiform.education.values import (
    Certainty,
    Contrast,
    EvidenceCard,
    Statement,
    Topic,
    Urgency,
    WarningQuestion,
)
from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas, Review
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.sources import Confidence, Source, Sourced, cite, shipped_sources

DATA = files("filiform.education") / "data"
_FILES = ("statements", "contrasts", "evidence", "warnings")

T = TypeVar("T", bound=Sourced)


@dataclass(frozen=True)
class Education:
    """All that patients and the public may be told.

    `version` is a digest of the files and of the sources they cite.
    """

    version: str
    sources: Mapping[str, Source]
    statements: tuple[Statement, ...]
    contrasts: tuple[Contrast, ...]
    evidence: tuple[EvidenceCard, ...]
    warnings: tuple[WarningQuestion, ...]

    @classmethod
    def load(cls) -> Education:
        """What ships with the product, read once per process."""
        return _shipped()

    def about(self, topic: Topic) -> tuple[Statement, ...]:
        """The statements of a topic that patients may see, in the order of the file."""
        return tuple(s for s in self.statements if s.topic is topic and s.verified)

    @property
    def cards(self) -> tuple[EvidenceCard, ...]:
        """The evidence cards that patients may see."""
        return tuple(card for card in self.evidence if card.verified)

    @property
    def questions(self) -> tuple[WarningQuestion, ...]:
        """The warning questions that the public is asked, emergencies first."""
        shown = [question for question in self.warnings if question.verified]
        return tuple(sorted(shown, key=lambda q: q.urgency is not Urgency.EMERGENCY))

    @property
    def entries(self) -> tuple[Sourced, ...]:
        """Everything, in the order of the files."""
        return (*self.statements, *self.contrasts, *self.evidence, *self.warnings)

    def overdue(self, on: date) -> tuple[str, ...]:
        """Ids of entries whose next review lies before `on`; a release must have none."""
        return tuple(entry.id for entry in self.entries if entry.review.next < on)


@cache
def _shipped() -> Education:
    return read_education(DATA, Atlas.load().groups, shipped_sources())


def read_education(
    folder: Traversable, groups: Mapping[str, object], sources: Mapping[str, Source]
) -> Education:
    """Read a folder of education files, or raise `BrokenKnowledge` naming file, entry and key."""
    statements = _read(folder, "statements", sources, _statement)
    contrasts = _read(folder, "contrasts", sources, _contrast)
    evidence = _read(folder, "evidence", sources, _card(groups))
    warnings = _read(folder, "warnings", sources, _warning)
    cited = _cited((*statements, *contrasts, *evidence, *warnings))
    version = _digest(folder, cited)
    education = Education(version, cited, statements, contrasts, evidence, warnings)
    _each_id_once(education)
    return education


def _read(
    folder: Traversable,
    name: str,
    sources: Mapping[str, Source],
    make: Callable[[Entry, dict[str, Any]], T],
) -> tuple[T, ...]:
    """All entries of a file; `make` reads what is special about them."""
    document = read_file(folder, f"{name}.toml")
    review = read_review(document.table("review"))
    made = []
    for entry in document.entries("entry"):
        made.append(make(entry, _backing(entry, sources, review)))
        entry.close()
    document.close()
    return tuple(made)


def _backing(entry: Entry, sources: Mapping[str, Source], review: Review) -> dict[str, Any]:
    return {
        "sources": cite(entry, sources),
        "id": entry.text("id"),
        "confidence": entry.choice("confidence", Confidence),
        "review": review,
    }


def _statement(entry: Entry, backing: dict[str, Any]) -> Statement:
    return Statement(topic=entry.choice("topic", Topic), text=entry.text("text"), **backing)


def _contrast(entry: Entry, backing: dict[str, Any]) -> Contrast:
    return Contrast(
        point=entry.text("point"),
        dry_needling=entry.text("dry_needling"),
        acupuncture=entry.text("acupuncture"),
        **backing,
    )


def _warning(entry: Entry, backing: dict[str, Any]) -> WarningQuestion:
    return WarningQuestion(
        question=entry.text("question"), urgency=entry.choice("urgency", Urgency), **backing
    )


def _card(
    groups: Mapping[str, object],
) -> Callable[[Entry, dict[str, Any]], EvidenceCard]:
    def make(entry: Entry, backing: dict[str, Any]) -> EvidenceCard:
        certainty, meant = entry.choices("certainty", Certainty), entry.optional_texts("groups")
        if list(certainty) != sorted(set(certainty), key=lambda c: c.rank) or len(certainty) > 2:
            entry.fail("certainty", "one word or two, the lower first", list(certainty))
        for group in meant:
            if group not in groups:
                entry.fail("groups", "ids of groups in complaints.toml", group)
        title, finding = entry.text("title"), entry.text("finding")
        return EvidenceCard(
            title=title, finding=finding, certainty=certainty, groups=meant, **backing
        )

    return make


def _each_id_once(education: Education) -> None:
    seen: set[str] = set()
    for entry in education.entries:
        if entry.id in seen:
            raise BrokenKnowledge(f"{entry.id}.id", "each id only once", got=entry.id)
        seen.add(entry.id)


def _cited(entries: Iterable[Sourced]) -> Mapping[str, Source]:
    found = {source.id: source for entry in entries for source in entry.sources}
    return MappingProxyType(dict(sorted(found.items())))


def _digest(folder: Traversable, cited: Mapping[str, Source]) -> str:
    digest = hashlib.sha256(repr(sorted(map(str, cited.values()))).encode())
    for name in _FILES:
        digest.update(folder.joinpath(f"{name}.toml").read_bytes() + b"\0")
    return digest.hexdigest()[:12]
