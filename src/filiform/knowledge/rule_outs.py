"""What is no muscle and may give the same drawing, by complaint and by place.

Reads data/rule_outs, gives `RuleOuts`. It is no complete list: a complaint without an entry is a
gap of the file, not an all-clear. Form of the files: docs/reference/rule-outs.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from filiform.knowledge.atlas import Atlas, area_side_rules
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.screening import load_rules
from filiform.knowledge.sources import DATA, Confidence, Source, Sourced, cite, read_sources
from filiform.knowledge.values import Review

FOLDER = "rule_outs"
FILE = "rule_outs.toml"


class Urgency(StrEnum):
    """How soon it needs a doctor when it is there; the order of the list."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    CONSIDER = "consider"


_ORDER = tuple(Urgency)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOut(Sourced):
    """A cause that is no muscle. `complaints` and `areas` (ids) are where it is told; `look_for`
    what speaks for it; `conditions` ids of screening's groups that make it likelier."""

    name: str
    urgency: Urgency
    complaints: frozenset[str]
    areas: frozenset[str]
    look_for: tuple[str, ...]
    conditions: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Part of the document of ``filiform locate --json``."""
        return {
            "id": self.id,
            "name": self.name,
            "urgency": str(self.urgency),
            "look_for": list(self.look_for),
            "conditions": list(self.conditions),
            "sources": [source.id for source in self.sources],
            "confidence": str(self.confidence),
            "verified": self.verified,
            "reviewed": self.review.on.isoformat(),
        }


@dataclass(frozen=True)
class RuleOuts:
    """All entries by id. `version` is a digest of the file."""

    version: str
    by_id: Mapping[str, RuleOut]
    review: Review

    @classmethod
    def load(cls) -> RuleOuts:
        """The entries that ship with the product, read once per process."""
        return _shipped()

    def of(self, complaint: str | None, areas: Iterable[str]) -> tuple[RuleOut, ...]:
        """What to rule out for a complaint and for painful areas, the most urgent first."""
        hurting = frozenset(areas)
        found = [
            one for one in self.by_id.values() if complaint in one.complaints or hurting & one.areas
        ]
        return tuple(sorted(found, key=lambda one: _ORDER.index(one.urgency)))

    def overdue(self, on: date) -> tuple[str, ...]:
        """Ids of entries whose next review lies before `on`."""
        return tuple(one.id for one in self.by_id.values() if one.review.next < on)


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that an entry may name."""

    complaints: Collection[str]
    areas: Collection[str]
    conditions: Collection[str]

    @classmethod
    def shipped(cls) -> Known:
        """Those of the atlas, the body and the screening rules that ship with the product."""
        return cls(Atlas.load().complaints, area_side_rules(), load_rules().conditions)


@cache
def _shipped() -> RuleOuts:
    folder = DATA / FOLDER
    return read_rule_outs(folder, read_sources(folder), Known.shipped())


def read_rule_outs(folder: Traversable, sources: Mapping[str, Source], known: Known) -> RuleOuts:
    """Read the file, or raise `BrokenKnowledge` naming the entry and the key."""
    document = read_file(folder, FILE)
    review = read_review(document.table("review"))
    found: dict[str, RuleOut] = {}
    for entry in document.entries("rule_out"):
        one = _rule_out(entry, sources, review, known)
        if one.id in found:
            entry.fail("id", "each id only once", one.id)
        found[one.id] = one
    document.close()
    digest = hashlib.sha256(folder.joinpath(FILE).read_bytes()).hexdigest()[:12]
    return RuleOuts(digest, MappingProxyType(found), review)


def _rule_out(entry: Entry, sources: Mapping[str, Source], review: Review, known: Known) -> RuleOut:
    one = RuleOut(
        id=entry.text("id"),
        sources=cite(entry, sources),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        name=entry.text("name"),
        urgency=entry.choice("urgency", Urgency),
        complaints=frozenset(_ids(entry, "complaints", known.complaints)),
        areas=frozenset(_ids(entry, "areas", known.areas)),
        look_for=entry.texts("look_for"),
        conditions=_ids(entry, "conditions", known.conditions),
    )
    if not one.complaints and not one.areas:
        entry.fail("complaints", "a complaint or an area, else it is never told")
    if not one.look_for:
        entry.fail("look_for", "at least one sign")
    entry.close()
    return one


def _ids(entry: Entry, key: str, known: Collection[str]) -> tuple[str, ...]:
    named = entry.texts(key)
    for name in named:
        if name not in known:
            entry.fail(key, f"ids of {key}", name)
    return named
