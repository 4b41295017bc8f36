"""All that screening knows, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from filiform.errors import InvalidInput
from filiform.knowledge.screening.anatomy import Regions
from filiform.knowledge.screening.values import (
    CodedAnswer,
    Compressible,
    ConditionGroup,
    DayQuestion,
    LawEntry,
    MedicineClass,
    MuscleHazard,
    MuscleSafety,
    ObservationKind,
    Pack,
    RedFlag,
    Rule,
    SettingNote,
)
from filiform.knowledge.sources import Source, Sourced


@dataclass(frozen=True)
class ScreeningRules:
    """Rules and all they refer to. `version` is a digest of the files, `atlas` the atlas's."""

    version: str
    atlas: str
    rules: Mapping[str, Rule]
    medicines: Mapping[str, MedicineClass]
    conditions: Mapping[str, ConditionGroup]
    hazards: Mapping[str, MuscleHazard]
    muscles: Mapping[str, MuscleSafety]
    places: Regions
    observations: Mapping[str, ObservationKind]
    coded: tuple[CodedAnswer, ...]
    day_questions: tuple[DayQuestion, ...]
    settings: Mapping[str, SettingNote]
    laws: Mapping[str, LawEntry]
    packs: Mapping[str, Pack]
    red_flags: Mapping[str, RedFlag]
    sources: Mapping[str, Source]

    def raised_by(self, group: str) -> tuple[str, ...]:
        """The rules that evidence of a group raises; a rule's own id raises that rule."""
        if group in self.medicines:
            return self.medicines[group].rules
        if group in self.conditions:
            return self.conditions[group].rules
        if group in self.rules:
            return (group,)
        raise InvalidInput("group", "a medicine class, condition group or rule", got=group)

    def muscles_in(self, place: str) -> frozenset[str]:
        """The muscles of a region group or zone."""
        if place not in self._muscles_in:
            raise InvalidInput("region", "a region group of the atlas or a zone", got=place)
        return self._muscles_in[place]

    @cached_property
    def unpressed(self) -> tuple[str, ...]:
        """The muscles that cannot be pressed on, by id."""
        muscles = self.muscles.values()
        return tuple(sorted(m.id for m in muscles if m.compressible is Compressible.NO))

    @cached_property
    def code_zones(self) -> Mapping[str, str]:
        """Where conditions lie, by ICD-10-CM prefix, of all groups."""
        groups = self.conditions.values()
        zones = {prefix: zone for group in groups for prefix, zone in group.code_zones.items()}
        return MappingProxyType(zones)

    @cached_property
    def _muscles_in(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {region: set() for region in self.places.regions}
        for muscle in self.muscles.values():
            found[muscle.region].add(muscle.id)
        for zone in self.places.zones.values():
            whole = (found[region] for region in zone.regions)
            found[zone.id] = set(zone.muscles).union(*whole)
        return MappingProxyType({place: frozenset(ids) for place, ids in found.items()})

    @property
    def entries(self) -> tuple[Sourced, ...]:
        """Every entry that has sources and a review."""
        groups: tuple[Mapping[str, Sourced], ...] = (
            self.rules,
            self.medicines,
            self.conditions,
            self.hazards,
            self.observations,
            self.settings,
            self.laws,
            self.red_flags,
        )
        return tuple(entry for group in groups for entry in group.values())

    def overdue(self, on: date) -> tuple[str, ...]:
        """Ids of entries whose next review lies before `on`; a release must have none."""
        return tuple(entry.id for entry in self.entries if entry.review.next < on)
