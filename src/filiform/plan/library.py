"""Read the files of the plan and check them against the sources and the groups of the atlas."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import ceil
from types import MappingProxyType

from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas, Review
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.sources import Confidence, Source, cite, read_sources, shipped_sources
from filiform.plan.values import Asks, Care, CareKind, Fact, GroupChange, Note, OnTheDay, Topic

DATA = files("filiform.plan") / "data"
_FILES = ("facts", "care", "groups", "sources")


@dataclass(frozen=True)
class PlanKnowledge:
    """All that a plan may show. `version` is a digest of the files."""

    version: str
    facts: tuple[Fact, ...]
    care: Mapping[str, Care]
    groups: Mapping[str, GroupChange]
    reviews: Mapping[str, Review]

    @classmethod
    def load(cls) -> PlanKnowledge:
        """What ships with the product, read once per process."""
        return _shipped()

    def about(self, topic: Topic) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.topic is topic)

    @property
    def soreness(self) -> Fact:
        """The window in which a needled muscle may ache."""
        return next(iter(self.about(Topic.SORENESS)))

    @property
    def sore_days(self) -> int:
        """For so many days after a needling day the muscle may ache."""
        return ceil((self.soreness.high or 0) / 24)

    def overdue(self, on: date) -> tuple[str, ...]:
        """Files whose next review lies before `on`; a release must have none."""
        return tuple(name for name, review in self.reviews.items() if review.next < on)


@cache
def _shipped() -> PlanKnowledge:
    return read_plan_knowledge(DATA, shipped_sources(), Atlas.load())


def read_plan_knowledge(
    folder: Traversable, shared: Mapping[str, Source], atlas: Atlas
) -> PlanKnowledge:
    """Read a folder of plan files, or raise `BrokenKnowledge` naming file, entry and key."""
    sources = _all_sources(read_sources(folder), shared)
    facts, facts_review = _facts(folder, sources)
    care, care_review = _care(folder, sources)
    groups, groups_review = _groups(folder, sources, care, atlas)
    reviews = {"facts": facts_review, "care": care_review, "groups": groups_review}
    return PlanKnowledge(_digest(folder), facts, care, groups, MappingProxyType(reviews))


def _all_sources(own: Mapping[str, Source], shared: Mapping[str, Source]) -> Mapping[str, Source]:
    for name in own:
        if name in shared:
            raise BrokenKnowledge(name, "an id that the shared sources do not have", got=name)
    return {**shared, **own}


def _facts(folder: Traversable, sources: Mapping[str, Source]) -> tuple[tuple[Fact, ...], Review]:
    document = read_file(folder, "facts.toml")
    review = read_review(document.table("review"))
    found = tuple(_fact(entry, sources, review) for entry in document.entries("fact"))
    document.close()
    _each_id_once([fact.id for fact in found])
    if not any(fact.topic is Topic.SORENESS and fact.high for fact in found):
        raise BrokenKnowledge("fact", "a window of soreness", where="facts.toml")
    return found, review


def _fact(entry: Entry, sources: Mapping[str, Source], review: Review) -> Fact:
    figure = entry.has("low")
    low, high = (entry.number("low"), entry.number("high")) if figure else (None, None)
    if low is not None and high is not None and not 0 < low <= high:
        entry.fail("low", "more than 0, and no more than high", low)
    fact = Fact(
        sources=cite(entry, sources),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        id=entry.text("id"),
        topic=entry.choice("topic", Topic),
        text=entry.text("text"),
        low=low,
        high=high,
        unit=entry.text("unit") if figure else "",
    )
    entry.close()
    return fact


def _care(folder: Traversable, sources: Mapping[str, Source]) -> tuple[Mapping[str, Care], Review]:
    document = read_file(folder, "care.toml")
    review = read_review(document.table("review"))
    found = [_one_care(entry, sources, review) for entry in document.entries("care")]
    document.close()
    _each_id_once([care.id for care in found])
    return MappingProxyType({care.id: care for care in found}), review


def _one_care(entry: Entry, sources: Mapping[str, Source], review: Review) -> Care:
    on_the_day = entry.choice("on_the_day", OnTheDay)
    if entry.has("free_days_after") and on_the_day is not OnTheDay.AVOID:
        entry.fail("free_days_after", "nothing where the day itself is not avoided")
    care = Care(
        sources=cite(entry, sources),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        id=entry.text("id"),
        kind=entry.choice("kind", CareKind),
        name=entry.text("name"),
        plain=entry.text("plain"),
        on_the_day=on_the_day,
        free_days_after=entry.optional_count("free_days_after"),
        known=entry.text("known"),
        cautions=_notes(entry, "caution", sources, review),
    )
    entry.close()
    return care


def _notes(
    entry: Entry, key: str, sources: Mapping[str, Source], review: Review
) -> tuple[Note, ...]:
    rows = entry.tables(key) if entry.has(key) else []
    return tuple(_note(row, sources, review) for row in rows)


def _note(row: Entry, sources: Mapping[str, Source], review: Review) -> Note:
    note = Note(
        sources=cite(row, sources),
        confidence=row.choice("confidence", Confidence),
        review=review,
        text=row.text("text"),
        plain=row.optional_text("plain"),
    )
    row.close()
    return note


def _groups(
    folder: Traversable, sources: Mapping[str, Source], care: Mapping[str, Care], atlas: Atlas
) -> tuple[Mapping[str, GroupChange], Review]:
    document = read_file(folder, "groups.toml")
    review = read_review(document.table("review"))
    found = [_group(entry, sources, care, review) for entry in document.entries("group")]
    document.close()
    _each_id_once([one.group for one in found])
    if {one.group for one in found} != set(atlas.groups):
        raise BrokenKnowledge("group", f"each of {', '.join(atlas.groups)}", where="groups.toml")
    return MappingProxyType({one.group: one for one in found}), review


def _group(
    entry: Entry, sources: Mapping[str, Source], care: Mapping[str, Care], review: Review
) -> GroupChange:
    offered = entry.texts("care")
    for one in offered:
        if one not in care:
            entry.fail("care", "ids of care.toml", one)
    asks = entry.take("asks")
    if asks not in set(Asks):
        entry.fail("asks", f"one of {', '.join(Asks)}, or empty", asks)
    change = GroupChange(
        entry.text("id"),
        tuple(care[one] for one in offered),
        Asks(asks),
        _notes(entry, "note", sources, review),
    )
    entry.close()
    return change


def _each_id_once(ids: list[str]) -> None:
    for id in ids:
        if ids.count(id) > 1:
            raise BrokenKnowledge(f"{id}.id", "each id only once", got=id)


def _digest(folder: Traversable) -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update(folder.joinpath(f"{name}.toml").read_bytes() + b"\0")
    return digest.hexdigest()[:12]
