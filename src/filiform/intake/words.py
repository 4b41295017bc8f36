"""The patient's words for complaints and kinds of people, grouped as people think of them.

Ids come from the atlas; this file only adds plain words. Every complaint and every group is there
exactly once, or the file is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas
from filiform.knowledge.load import Entry, read_file

DATA = files("filiform.intake") / "data"
_FILE = "words.toml"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it is called and, where that may not be enough, what is meant."""

    id: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body with the complaints people have there, and the view that shows it."""

    id: str
    title: str
    view: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """All plain words. `private` are complaints for which the areas hidden from charts matter."""

    parts: tuple[Part, ...]
    groups: tuple[Choice, ...]
    private: frozenset[str]

    @classmethod
    def load(cls) -> Words:
        """What ships with the product, read once per process."""
        return _shipped()

    def complaint(self, complaint: str) -> Choice:
        """The words for a complaint that is in the vocabulary."""
        return next(c for part in self.parts for c in part.choices if c.id == complaint)

    def view_of(self, complaint: str) -> str:
        """The view of the body to start with; the front for a complaint not said yet."""
        parts = (p for p in self.parts if any(c.id == complaint for c in p.choices))
        return next((part.view for part in parts), "front")

    def group(self, group: str) -> Choice:
        """The words for a group that is in the vocabulary."""
        return next(choice for choice in self.groups if choice.id == group)


@cache
def _shipped() -> Words:
    return read_words(DATA)


def read_words(folder: Traversable) -> Words:
    """Read a folder of word files, or raise `BrokenKnowledge` naming file, entry and key."""
    atlas = Atlas.load()
    document = read_file(folder, _FILE)
    parts = tuple(_part(entry) for entry in document.entries("part"))
    groups = tuple(_choice(entry) for entry in document.entries("group"))
    private = frozenset(document.texts("private"))
    document.close()
    complaints = [choice.id for part in parts for choice in part.choices]
    _all_once("part", complaints, atlas.complaints)
    _all_once("group", [choice.id for choice in groups], atlas.groups)
    _known(private, atlas.complaints)
    return Words(parts, groups, private)


def _part(entry: Entry) -> Part:
    choices = tuple(_choice(row) for row in entry.entries("complaint"))
    part = Part(entry.text("id"), entry.text("title"), entry.text("view"), choices)
    entry.close()
    return part


def _choice(entry: Entry) -> Choice:
    choice = Choice(entry.text("id"), entry.text("title"), entry.optional_text("hint"))
    entry.close()
    return choice


def _all_once(field: str, named: list[str], vocabulary: Collection[str]) -> None:
    for name in named:
        if name not in vocabulary or named.count(name) > 1:
            raise BrokenKnowledge(field, "each id of the vocabulary once", got=name, where=_FILE)
    missing = sorted(set(vocabulary) - set(named))
    if missing:
        raise BrokenKnowledge(field, f"{missing[0]} as well", where=_FILE)


def _known(private: Collection[str], complaints: Collection[str]) -> None:
    unknown = sorted(set(private) - set(complaints))
    if unknown:
        raise BrokenKnowledge("private", "complaint ids", got=unknown[0], where=_FILE)
