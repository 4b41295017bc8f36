"""Parts of the body in a patient's words, made of the region groups of the atlas."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.load import read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.sources import DATA
from filiform.knowledge.values import Muscle, Review

FILE = "parts.toml"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what a patient calls it, and the atlas's region groups in it."""

    id: str
    word: str
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Parts:
    """All parts in the order of the file; every region group belongs to exactly one."""

    version: str
    parts: Mapping[str, Part]
    review: Review

    @classmethod
    def load(cls) -> Parts:
        """The parts that ship with the product, read once per process."""
        return _shipped()

    def of(self, muscle: Muscle) -> Part:
        """The part in which a muscle lies."""
        return next(part for part in self.parts.values() if muscle.region in part.regions)

    def check(self, ids: Collection[str], field: str = "parts") -> None:
        """Raise `InvalidInput` unless all of these are parts."""
        for id in ids:
            if id not in self.parts:
                raise InvalidInput(field, f"one of {', '.join(self.parts)}", got=id)


@cache
def _shipped() -> Parts:
    return read_parts(DATA, Atlas.load().muscles)


def read_parts(folder: Traversable, muscles: Mapping[str, Muscle]) -> Parts:
    """Read the file, or raise `BrokenKnowledge` naming the entry and the key."""
    document = read_file(folder, FILE)
    review = read_review(document.table("review"))
    found: dict[str, Part] = {}
    for entry in document.entries("part"):
        part = Part(entry.text("id"), entry.text("word"), entry.texts("regions"))
        if part.id in found:
            entry.fail("id", "each id only once", part.id)
        found[part.id] = part
        entry.close()
    document.close()
    _each_region_once(found, {muscle.region for muscle in muscles.values()})
    version = hashlib.sha256(folder.joinpath(FILE).read_bytes()).hexdigest()[:12]
    return Parts(version, MappingProxyType(found), review)


def _each_region_once(parts: Mapping[str, Part], regions: set[str]) -> None:
    named = [region for part in parts.values() for region in part.regions]
    if sorted(named) != sorted(regions):
        off = sorted({*named} ^ regions) or sorted({r for r in named if named.count(r) > 1})
        raise BrokenKnowledge(
            "regions", "every region group of the atlas in exactly one part", got=off, where=FILE
        )
