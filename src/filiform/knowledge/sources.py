"""Where entries come from, and how well they are backed: shared by screening and education."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.values import Review

DATA = files("filiform.knowledge") / "data"
FILE = "sources.toml"

_UNNAMED = "Authors as listed"
_INITIALS = re.compile(r" [A-Z]{1,3}$")


class Confidence(StrEnum):
    """How well a statement is backed: a cited source says it; several agree; neither."""

    SOURCED = "sourced"
    CONSENSUS = "consensus"
    WEAK = "weak"


class Basis(StrEnum):
    """How much of the source was read; a source that was only cited backs nothing by itself."""

    FULL = "full"
    SECTION = "section"
    ABSTRACT = "abstract"
    EXCERPT = "excerpt"
    SECONDARY = "secondary"
    CITED_ONLY = "cited_only"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from. `note`: what is still to be confirmed in it."""

    id: str
    authors: str
    title: str
    year: int | None
    address: str
    basis: Basis
    note: str = ""

    @property
    def short(self) -> str:
        """How the source is named in running text: first author or body, and year.

        Where nobody wrote the authors down, the title stands for them.
        """
        if self.authors.startswith(_UNNAMED):
            title = self.title.split(". ")[0]
            return f"{title} ({self.year})" if self.year else title
        first = self.authors.split(",")[0].split(" and ")[0].strip()
        # "Chys M" is a person with initials, "American College of Cardiology" is not.
        name = first.rsplit(" ", 1)[0] if _INITIALS.search(first) else first
        return f"{name} {self.year}" if self.year else name


def verified(confidence: Confidence, sources: tuple[Source, ...]) -> bool:
    """Whether an entry may be shown as fact: backed, and by at least one source that was read."""
    read = any(source.basis is not Basis.CITED_ONLY for source in sources)
    return read and confidence is not Confidence.WEAK


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """What every sourced entry carries: an id, its sources, how well they back it, its review."""

    id: str
    sources: tuple[Source, ...]
    confidence: Confidence
    review: Review

    @property
    def verified(self) -> bool:
        """False: shown as unverified to practitioners, never to patients."""
        return verified(self.confidence, self.sources)


@cache
def shipped_sources() -> Mapping[str, Source]:
    """The sources that ship with the product, by id, read once per process."""
    return read_sources(DATA)


def read_sources(folder: Traversable) -> Mapping[str, Source]:
    """The sources in `folder`, or `BrokenKnowledge` naming the source and the key."""
    document = read_file(folder, FILE)
    return MappingProxyType({name: _source(document.table(name), name) for name in document.left()})


def cite(entry: Entry, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    """The sources that an entry cites: at least one, each known."""
    cited = entry.texts("sources")
    if not cited:
        entry.fail("sources", "at least one source")
    for source in cited:
        if source not in sources:
            entry.fail("sources", f"ids of {FILE}", source)
    return tuple(sources[source] for source in cited)


def _source(entry: Entry, name: str) -> Source:
    source = Source(
        id=name,
        authors=entry.text("authors"),
        title=entry.text("title"),
        year=_year(entry),
        address=entry.optional_text("address"),
        basis=entry.choice("basis", Basis),
        note=entry.optional_text("note"),
    )
    entry.close()
    return source


def _year(entry: Entry) -> int | None:
    if not entry.has("year"):
        return None
    year = entry.take("year")
    if not isinstance(year, int) or not 1900 <= year <= 2100:
        entry.fail("year", "a year such as 2023", year)
    return year
