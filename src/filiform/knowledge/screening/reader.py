"""What all screening files share: a review, and entries with sources and confidence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Protocol, TypedDict, TypeVar

from filiform.errors import BrokenKnowledge
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.sources import Confidence, Source, cite
from filiform.knowledge.values import Review


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


T = TypeVar("T")
N = TypeVar("N", bound=Named)


class Backing(TypedDict):
    """The keys of `Sourced`."""

    id: str
    sources: tuple[Source, ...]
    confidence: Confidence
    review: Review


@dataclass(frozen=True)
class File:
    """One open file: its document and the review that its entries share."""

    document: Entry
    review: Review
    sources: Mapping[str, Source]

    @classmethod
    def open(cls, folder: Traversable, name: str, sources: Mapping[str, Source]) -> File:
        document = read_file(folder, f"screening/{name}.toml")
        return cls(document, read_review(document.table("review")), sources)

    def backing(self, entry: Entry) -> Backing:
        """Id, sources, confidence and review of an entry."""
        return {
            "id": entry.text("id"),
            "sources": cite(entry, self.sources),
            "confidence": entry.choice("confidence", Confidence),
            "review": self.review,
        }

    def read(self, key: str, make: Callable[[Entry, Backing], N]) -> Mapping[str, N]:
        """All entries under `key`, by id; each closed and each id only once."""
        found: dict[str, N] = {}
        for entry in self.document.entries(key):
            value = make(entry, self.backing(entry))
            entry.close()
            if value.id in found:
                entry.fail("id", "each id only once", value.id)
            found[value.id] = value
        return MappingProxyType(found)

    def rows(self, key: str, make: Callable[[Entry], T]) -> tuple[T, ...]:
        """All tables under `key` that carry no sources of their own."""
        return tuple(closed(row, make) for row in self.document.tables(key))


def closed(entry: Entry, make: Callable[[Entry], T]) -> T:
    """What `make` reads, after which nothing may be left."""
    entry.identify()
    value = make(entry)
    entry.close()
    return value


def known(
    entry: Entry, key: str, names: Iterable[str], allowed: Collection[str], what: str
) -> None:
    """Refuse the first name that is not one of `allowed`."""
    for name in names:
        if name not in allowed:
            entry.fail(key, what, name)


def check_ids(**files: Mapping[str, object]) -> None:
    """Refuse an id that two files share: a reason must name one entry."""
    seen: set[str] = set()
    for file, names in files.items():
        for name in names:
            if name in seen:
                where = f"screening/{file}.toml"
                raise BrokenKnowledge(f"{name}.id", "each id only once", got=name, where=where)
            seen.add(name)
