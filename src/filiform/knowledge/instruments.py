"""What patients score: instruments with their range, how they are counted, and their licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.sources import DATA, Confidence, Source, Sourced, cite, shipped_sources
from filiform.knowledge.values import Review

FILE = "instruments.toml"


class Better(StrEnum):
    """Which way of the scale is the good one."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Sourced):
    """A scale of whole numbers. `version` is stored with each answer: versions never mix."""

    name: str
    version: str
    lowest: int
    highest: int
    better: Better
    asks: str
    counting: str
    licence: str


@dataclass(frozen=True)
class Instruments:
    """All instruments by id."""

    by_id: Mapping[str, Instrument]

    @classmethod
    def load(cls) -> Instruments:
        """The instruments that ship with the product, read once per process."""
        return _shipped()

    def __getitem__(self, id: str) -> Instrument:
        return self.by_id[id]


@cache
def _shipped() -> Instruments:
    return read_instruments(DATA, shipped_sources())


def read_instruments(folder: Traversable, sources: Mapping[str, Source]) -> Instruments:
    """Read the file, or raise `BrokenKnowledge` naming the entry and the key."""
    document = read_file(folder, FILE)
    review = read_review(document.table("review"))
    found: dict[str, Instrument] = {}
    for entry in document.entries("instrument"):
        one = _instrument(entry, sources, review)
        if one.id in found:
            entry.fail("id", "each id only once", one.id)
        found[one.id] = one
    document.close()
    return Instruments(MappingProxyType(found))


def _instrument(entry: Entry, sources: Mapping[str, Source], review: Review) -> Instrument:
    one = Instrument(
        id=entry.text("id"),
        sources=cite(entry, sources),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        name=entry.text("name"),
        version=entry.text("version"),
        lowest=int(entry.number("lowest")),
        highest=int(entry.number("highest")),
        better=entry.choice("better", Better),
        asks=entry.text("asks"),
        counting=entry.text("counting"),
        licence=entry.text("licence"),
    )
    if one.lowest >= one.highest:
        entry.fail("highest", "more than the lowest", one.highest)
    entry.close()
    return one
