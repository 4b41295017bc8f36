"""How often studies found trigger points in which muscle, and how far palpation can be trusted.

Reads data/prevalence.toml and data/palpation.toml, gives the frozen `Prevalence` and `Palpation`.
Small samples in which only some muscles were examined: weak priors, never rates; a muscle that no
study examined is not rare. Form of the files: docs/reference/prevalence.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.knowledge.atlas import DATA, Atlas
from filiform.knowledge.figures import Direction, Evidence, Figure, Measure, Source, Unit
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.values import Certainty, Review

PREVALENCE_FILE = "prevalence.toml"
PALPATION_FILE = "palpation.toml"


@dataclass(frozen=True)
class Prevalence:
    """All figures by id; `groups` expands group names; `populations` are complaint strings that
    also inform a group of patients. `version` is a digest of the file."""

    version: str
    figures: Mapping[str, Figure]
    groups: Mapping[str, tuple[str, ...]]
    populations: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    review: Review

    @classmethod
    def load(cls) -> Prevalence:
        """The figures that ship with the product, read once per process."""
        return _shipped()

    def members(self, name: str) -> tuple[str, ...]:
        """The muscles behind a muscle id or a group name."""
        return self.groups.get(name, (name,))

    def about(self, complaints: Iterable[str]) -> tuple[Figure, ...]:
        """Every figure of these study populations, in the order of the file."""
        wanted = set(complaints)
        return tuple(f for f in self.figures.values() if f.complaint in wanted)


@dataclass(frozen=True)
class Palpation:
    """How far examiners agree. No reference standard exists: agreement, not accuracy."""

    version: str
    evidence: Mapping[str, Evidence]
    sources: Mapping[str, Source]
    review: Review

    @classmethod
    def load(cls) -> Palpation:
        """The statements that ship with the product, read once per process."""
        return _shipped_palpation()


@cache
def _shipped() -> Prevalence:
    return read_prevalence(DATA, Atlas.load())


@cache
def _shipped_palpation() -> Palpation:
    return read_palpation(DATA)


def read_prevalence(folder: Traversable, atlas: Atlas) -> Prevalence:
    """Read the figures, or raise `BrokenKnowledge` naming file, entry and key."""
    document = read_file(folder, PREVALENCE_FILE)
    groups = _name_lists(document.table("group"), atlas.muscles, "muscle ids")
    complaints = {name for c in atlas.complaints.values() for name in c.prevalence}
    result = Prevalence(
        version=_digest(folder, PREVALENCE_FILE),
        groups=groups,
        populations=_name_lists(document.table("population"), complaints, "study populations"),
        sources=_sources(document.table("reference")),
        review=read_review(document.table("review")),
        figures=MappingProxyType({f.id: f for f in map(_figure, _unique(document, "entry"))}),
    )
    document.close()
    _check_figures(result, set(atlas.muscles) | set(groups), complaints, document)
    return result


def read_palpation(folder: Traversable) -> Palpation:
    """Read the statements on palpation, or raise `BrokenKnowledge`."""
    document = read_file(folder, PALPATION_FILE)
    result = Palpation(
        version=_digest(folder, PALPATION_FILE),
        sources=_sources(document.table("reference")),
        review=read_review(document.table("review")),
        evidence=MappingProxyType({e.id: e for e in map(_evidence, _unique(document, "evidence"))}),
    )
    document.close()
    for entry in result.evidence.values():
        if entry.source not in result.sources:
            document.fail(f"{entry.id}.source", "an id under [reference]", entry.source)
    return result


def _check_figures(
    found: Prevalence, muscles: set[str], complaints: set[str], document: Entry
) -> None:
    for figure in found.figures.values():
        if figure.complaint not in complaints:
            expected = "a string that a complaint of complaints.toml names"
            document.fail(f"{figure.id}.complaint", expected, figure.complaint)
        for name in (figure.muscle, *figure.named):
            if name not in muscles:
                document.fail(f"{figure.id}.muscle", "a muscle or group id", name)
        if figure.source not in found.sources:
            document.fail(f"{figure.id}.source", "an id under [reference]", figure.source)


def _name_lists(table: Entry, known: Iterable[str], what: str) -> Mapping[str, tuple[str, ...]]:
    allowed, lists = set(known), {}
    for name in table.left():
        lists[name] = table.texts(name)
        for member in lists[name]:
            if member not in allowed:
                table.fail(name, what, member)
    return MappingProxyType(lists)


def _sources(table: Entry) -> Mapping[str, Source]:
    return MappingProxyType({name: _source(table.table(name), name) for name in table.left()})


def _source(entry: Entry, name: str) -> Source:
    source = Source(
        name,
        entry.text("citation"),
        entry.optional_text("url"),
        entry.optional_text("design"),
        entry.optional_text("population"),
    )
    entry.close()
    return source


def _unique(document: Entry, key: str) -> list[Entry]:
    entries, seen = document.entries(key), set[str]()
    for entry in entries:
        if entry.name in seen:
            entry.fail("id", "each id only once", entry.name)
        seen.add(entry.name)
    return entries


def _figure(entry: Entry) -> Figure:
    low, high = _range(entry)
    direction = entry.optional_choice("direction", Direction)
    if (low is None) is (direction is None):
        entry.fail("value", "a number (value or range), or else a direction")
    figure = Figure(
        id=entry.text("id"),
        complaint=entry.text("complaint"),
        muscle=entry.text("muscle"),
        measure=entry.choice("measure", Measure),
        source=entry.text("source"),
        certainty=entry.choice("certainty", Certainty),
        low=low,
        high=high,
        unit=_unit(entry, low, high),
        direction=direction,
        n=entry.optional_count("n"),
        population=entry.optional_text("population"),
        named=entry.optional_texts("named"),
        note=entry.optional_text("note"),
        details=tuple((key, str(value)) for key, value in entry.rest().items()),
    )
    unknown = {key for key, _ in figure.details} - _DETAILS
    if unknown:
        entry.fail(sorted(unknown)[0], "no such key in this kind of entry")
    return figure


_DETAILS = {
    "body_side",
    "ci95",
    "comparator",
    "controls_value",
    "count",
    "odds_ratio",
    "sd",
    "spread",
    "spread_range",
    "unit_of_n",
}


def _range(entry: Entry) -> tuple[float | None, float | None]:
    if entry.has("value"):
        value = entry.number("value")
        return value, value
    if entry.has("range"):
        low, high = entry.numbers("range", 2)
        if low > high:
            entry.fail("range", "the lower number first", [low, high])
        return low, high
    return None, None


def _unit(entry: Entry, low: float | None, high: float | None) -> Unit | None:
    if low is None or high is None:
        return None
    unit = entry.choice("unit", Unit)
    if low < 0 or (unit is Unit.PERCENT and high > 100):
        entry.fail("value", "0 to 100 percent, or a count or ratio of 0 or more", [low, high])
    return unit


def _evidence(entry: Entry) -> Evidence:
    low, high = _range(entry)
    values = [v for v in (low, high) if v is not None]
    evidence = Evidence(
        id=entry.text("id"),
        kind=entry.text("kind"),
        about=entry.text("about"),
        statistic=entry.text("statistic"),
        source=entry.text("source"),
        certainty=entry.choice("certainty", Certainty),
        values=tuple(dict.fromkeys(values)),
        interval=entry.numbers("interval", 2) if entry.has("interval") else (),
        n=entry.optional_count("n"),
        examiners=entry.optional_text("examiners"),
        note=entry.optional_text("note"),
    )
    entry.close()
    return evidence


def _digest(folder: Traversable, path: str) -> str:
    return hashlib.sha256(folder.joinpath(path).read_bytes()).hexdigest()[:12]
