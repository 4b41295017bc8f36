"""All ids a case may use, gathered from atlas and body: for checking, for lists on screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from filiform.body import Area, Body, Side
from filiform.drawing import Quality
from filiform.errors import InvalidInput
from filiform.knowledge import Atlas, Complaint, Group, Muscle, Site
from filiform.locating.findings import PalpationResult, RomResult


@dataclass(frozen=True)
class Vocabulary:
    """Ids with what belongs to them. `movements` are the (joint, movement) pairs of the atlas."""

    complaints: Mapping[str, Complaint]
    groups: Mapping[str, Group]
    areas: Mapping[str, Area]
    muscles: Mapping[str, Muscle]
    sites: Mapping[str, Site]
    movements: tuple[tuple[str, str], ...]
    cells: int
    atlas_version: str
    body_version: str

    @classmethod
    def of(cls, atlas: Atlas, body: Body) -> Vocabulary:
        return cls(
            complaints=atlas.complaints,
            groups=atlas.groups,
            areas=body.areas,
            muscles=atlas.muscles,
            sites=atlas.sites,
            movements=movements_of(atlas),
            cells=len(body.cells),
            atlas_version=atlas.version,
            body_version=body.version,
        )

    def to_json(self) -> dict[str, Any]:
        """The document of ``filiform locate --vocabulary --json``."""
        return {
            "complaints": [{"id": c.id, "name": c.name} for c in self.complaints.values()],
            "groups": [{"id": g.id, "name": g.name} for g in self.groups.values()],
            "areas": [_area(area) for area in self.areas.values()],
            "muscles": [_muscle(muscle) for muscle in self.muscles.values()],
            "sites": [_site(site) for site in self.sites.values()],
            "qualities": [str(quality) for quality in Quality],
            "movements": [{"joint": j, "movement": m} for j, m in self.movements],
            "palpation_results": [str(result) for result in PalpationResult],
            "rom_results": [str(result) for result in RomResult],
            "cells": self.cells,
            "version": {"knowledge": self.atlas_version, "body": self.body_version},
        }


def movements_of(atlas: Atlas) -> tuple[tuple[str, str], ...]:
    """Every movement that some muscle limits or makes painful, sorted."""
    pairs = {(s.joint, s.movement) for m in atlas.muscles.values() for s in m.movement_signs}
    return tuple(sorted(pairs))


def unknown(field: str, what: str, got: object, known: Iterable[str]) -> InvalidInput:
    """The error for an id that is not in the vocabulary, with a suggestion if one is near."""
    near = get_close_matches(str(got)[:80], list(known), n=1, cutoff=0.6)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return InvalidInput(field, f"{what}{hint}", got=got)


def in_words(sides: Iterable[Side]) -> str:
    """``left, right or both``, in the order of `Side`."""
    words = [str(side) for side in Side if side in set(sides)]
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _area(area: Area) -> dict[str, Any]:
    return {
        "id": area.id,
        "name": area.name,
        "lay_name": area.lay_name,
        "side_rule": str(area.side_rule),
        "sides": [str(side) for side in Side if side in area.side_rule.accepts],
        "surface": area.surface,
        "sensitive": area.sensitive,
    }


def _muscle(muscle: Muscle) -> dict[str, Any]:
    return {
        "id": muscle.id,
        "name": muscle.name,
        "sides": [str(side) for side in muscle.sides],
        "sites": [site.id for site in muscle.sites],
    }


def _site(site: Site) -> dict[str, Any]:
    return {"id": site.id, "muscle": site.muscle, "sides": [str(side) for side in site.sides]}
