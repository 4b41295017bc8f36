"""Regions, zones, hazards and compressibility: what screening knows about each muscle."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.errors import BrokenKnowledge
from filiform.knowledge.load import Entry
from filiform.knowledge.screening.reader import Backing, File, closed, known
from filiform.knowledge.screening.values import (
    Compressible,
    MuscleHazard,
    MuscleSafety,
    ReadingBasis,
    Spread,
    Zone,
)
from filiform.knowledge.values import Hazard, Muscle

_TIERS = (Hazard.LOW, Hazard.MODERATE, Hazard.HIGH)
_CSV = "screening/compressibility.csv"
_COLUMNS = ["muscle", "depth", "backing", "compressible", "basis"]

# Own reading of the anatomy: what a firm finger over the skin can press against.
_READING = {
    ("superficial", "bone"): Compressible.YES,
    ("superficial", "grip"): Compressible.YES,
    ("superficial", "soft"): Compressible.PARTLY,
    ("superficial", "belly"): Compressible.NO,
    ("intermediate", "bone"): Compressible.PARTLY,
    ("intermediate", "grip"): Compressible.PARTLY,
    ("intermediate", "soft"): Compressible.NO,
    ("deep", "bone"): Compressible.NO,
    ("deep", "soft"): Compressible.NO,
}


@dataclass(frozen=True)
class Regions:
    """The region groups of the atlas, the zones made of them, and the words hazards use."""

    regions: tuple[str, ...]
    zones: Mapping[str, Zone]
    spreads: tuple[Spread, ...]
    words: Mapping[str, tuple[str, ...]]


def read_regions(file: File, muscles: Mapping[str, Muscle]) -> Regions:
    """Zones, spreads and words; every region and muscle must be the atlas's."""
    groups = tuple(dict.fromkeys(muscle.region for muscle in muscles.values()))
    zones: dict[str, Zone] = {}
    for row in file.document.entries("zone"):
        zone = closed(row, lambda entry: _zone(entry, groups, muscles))
        known(row, "id", [zone.id], {zone.id} - {*zones, *groups}, "each id only once")
        zones[zone.id] = zone
    spreads = file.rows("spread", lambda row: _spread(row, groups, zones))
    words = file.document.table("words")
    found = {word: _word(words, word, groups) for word in words.left()}
    file.document.close()
    return Regions(groups, MappingProxyType(zones), spreads, MappingProxyType(found))


def _zone(entry: Entry, groups: Collection[str], muscles: Collection[str]) -> Zone:
    zone = Zone(
        entry.text("id"), entry.text("label"), entry.texts("regions"), entry.texts("muscles")
    )
    known(entry, "regions", zone.regions, groups, "region groups of the atlas")
    known(entry, "muscles", zone.muscles, muscles, "muscles of the atlas")
    if not (zone.regions or zone.muscles):
        entry.fail("regions", "at least one region or muscle")
    return zone


def _spread(entry: Entry, groups: Collection[str], zones: Collection[str]) -> Spread:
    spread = Spread(entry.text("zone"), frozenset(entry.texts("from")))
    known(entry, "from", spread.start, groups, "region groups of the atlas")
    known(entry, "zone", [spread.zone], zones, "a zone of this file")
    return spread


def _word(words: Entry, word: str, groups: Collection[str]) -> tuple[str, ...]:
    regions = words.texts(word)
    known(words, word, regions, groups, "region groups of the atlas")
    return regions


def read_hazard(entry: Entry, backing: Backing, muscles: Collection[str]) -> MuscleHazard:
    """One hazard entry; its muscles must be the atlas's, its tier low, moderate or high."""
    hazard = MuscleHazard(
        **backing,
        names=entry.texts("names"),
        muscles=entry.texts("muscles"),
        region=entry.text("region"),
        risk=entry.choice("risk", Hazard),
        structures=entry.texts("structures"),
        keep_safe=entry.texts("keep_safe"),
        reported=entry.optional_texts("reported"),
        avoid=entry.optional_texts("avoid"),
        pleura=entry.flag("pleura"),
        never=entry.flag("never"),
        conflict=entry.optional_text("conflict"),
    )
    known(entry, "muscles", hazard.muscles, muscles, "muscles of the atlas")
    known(entry, "risk", [hazard.risk], _TIERS, "low, moderate or high")
    return hazard


@dataclass(frozen=True, slots=True)
class Pressing:
    """One row of the compressibility table."""

    compressible: Compressible
    basis: ReadingBasis


# Nobody has read this muscle: it counts as one that cannot be pressed.
UNREAD = Pressing(Compressible.NO, ReadingBasis.OWN)


def read_pressing(folder: Traversable, muscles: Collection[str]) -> Mapping[str, Pressing]:
    """The compressibility table; an own reading must follow from depth and backing."""
    text = folder.joinpath(_CSV).read_text(encoding="utf-8")
    reader = csv.DictReader(io.StringIO(text))
    if reader.fieldnames != _COLUMNS:
        raise BrokenKnowledge("header", ", ".join(_COLUMNS), got=reader.fieldnames, where=_CSV)
    found: dict[str, Pressing] = {}
    for row in reader:
        entry = Entry({key: value or "" for key, value in row.items()}, _CSV, row["muscle"])
        muscle = entry.text("muscle")
        known(entry, "muscle", [muscle], set(muscles) - set(found), "a muscle of the atlas, once")
        found[muscle] = closed(entry, _pressing)
    return found


def _pressing(entry: Entry) -> Pressing:
    reading = (entry.text("depth"), entry.text("backing"))
    if reading not in _READING:
        entry.fail("backing", "a depth and a backing that go together", ", ".join(reading))
    pressing = Pressing(
        entry.choice("compressible", Compressible), entry.choice("basis", ReadingBasis)
    )
    if pressing.basis is ReadingBasis.OWN and pressing.compressible is not _READING[reading]:
        entry.fail("compressible", f"{_READING[reading]}, from depth and backing")
    return pressing


def muscle_safety(
    muscle: Muscle, hazards: Iterable[MuscleHazard], pressing: Pressing
) -> MuscleSafety:
    """The stricter of what the atlas and the hazard entries say about a muscle."""
    own = tuple(hazard for hazard in hazards if muscle.id in hazard.muscles)
    advanced = muscle.needling.hazard is Hazard.ADVANCED_ONLY
    atlas = Hazard.HIGH if advanced else muscle.needling.hazard
    structures = " ".join(muscle.needling.structures_at_risk).lower()
    return MuscleSafety(
        id=muscle.id,
        region=muscle.region,
        occurrence=muscle.occurrence,
        hazard=max((atlas, *(hazard.risk for hazard in own)), key=_TIERS.index),
        advanced=advanced,
        compressible=pressing.compressible,
        basis=pressing.basis,
        hazards=tuple(hazard.id for hazard in own),
        pleura=any(hazard.pleura for hazard in own)
        or "pleura" in structures
        or "lung" in structures,
        never=any(hazard.never for hazard in own),
    )
