"""The patient's words for complaints, kinds of people and places, grouped as people think of them.

Ids come from the atlas and the body; this file only adds plain words. Every complaint, every group
and every area has exactly one place, or the file is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas
from filiform.knowledge.atlas import area_side_rules
from filiform.knowledge.load import Entry, read_file

DATA = files("filiform.intake") / "data"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it is called and, where that may not be enough, what is meant."""

    id: str
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body with the complaints people have there."""

    id: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the body with its areas, by id, from top to bottom."""

    id: str
    title: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """All plain words. `private` are complaints for which the areas hidden from charts matter."""

    parts: tuple[Part, ...]
    groups: tuple[Choice, ...]
    places: tuple[Place, ...]
    private: frozenset[str]

    @classmethod
    def load(cls) -> Words:
        """What ships with the product, read once per process."""
        return _shipped()

    def complaint(self, complaint: str) -> Choice:
        """The words for a complaint that is in the vocabulary."""
        return next(c for part in self.parts for c in part.choices if c.id == complaint)

    def group(self, group: str) -> Choice:
        """The words for a group that is in the vocabulary."""
        return next(choice for choice in self.groups if choice.id == group)


@cache
def _shipped() -> Words:
    return read_words(DATA)


def read_words(folder: Traversable) -> Words:
    """Read a folder of word files, or raise `BrokenKnowledge` naming file, entry and key."""
    atlas = Atlas.load()
    document = read_file(folder, "words.toml")
    parts = tuple(_part(entry) for entry in document.entries("part"))
    groups = tuple(_choice(entry) for entry in document.entries("group"))
    private = frozenset(document.texts("private"))
    document.close()
    places = tuple(_place(entry) for entry in _places(folder))
    complaints = [choice.id for part in parts for choice in part.choices]
    _all_once("words.toml", "part", complaints, atlas.complaints)
    _all_once("words.toml", "group", [choice.id for choice in groups], atlas.groups)
    _all_once("places.toml", "place", [a for p in places for a in p.areas], area_side_rules())
    _known(private, atlas.complaints)
    return Words(parts, groups, places, private)


def _places(folder: Traversable) -> list[Entry]:
    document = read_file(folder, "places.toml")
    entries = document.entries("place")
    document.close()
    return entries


def _part(entry: Entry) -> Part:
    choices = tuple(_choice(row) for row in entry.entries("complaint"))
    part = Part(entry.text("id"), entry.text("title"), choices)
    entry.close()
    return part


def _choice(entry: Entry) -> Choice:
    choice = Choice(entry.text("id"), entry.text("title"), entry.optional_text("hint"))
    entry.close()
    return choice


def _place(entry: Entry) -> Place:
    place = Place(entry.text("id"), entry.text("title"), entry.texts("areas"))
    entry.close()
    return place


def _all_once(file: str, field: str, named: list[str], vocabulary: Collection[str]) -> None:
    for name in named:
        if name not in vocabulary or named.count(name) > 1:
            raise BrokenKnowledge(field, "each id of the vocabulary once", got=name, where=file)
    missing = sorted(set(vocabulary) - set(named))
    if missing:
        raise BrokenKnowledge(field, f"{missing[0]} as well", where=file)


def _known(private: Collection[str], complaints: Collection[str]) -> None:
    unknown = sorted(set(private) - set(complaints))
    if unknown:
        raise BrokenKnowledge("private", "complaint ids", got=unknown[0], where="words.toml")
