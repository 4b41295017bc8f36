"""The atlas for practitioners: a muscle with its points and zones, and what can refer to a place.

Knowledge only, nothing about a patient. For staff: the public page shows no zones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from filiform.body import Area, Body, Side
from filiform.knowledge import Atlas, Hazard, Muscle, Site, ZonePart, ZoneSide
from filiform.knowledge.zones import site_zone
from filiform_clinic.ui.body_chart import Chart


@dataclass(frozen=True, slots=True)
class PointRow:
    """A trigger point site in words."""

    location: str
    essential: list[str]
    spillover: list[str]
    note: str


@dataclass(frozen=True, slots=True)
class MusclePage:
    """A muscle on one side: in words, and on the body."""

    muscle: Muscle
    side: Side
    points: list[PointRow]
    sources: list[str]
    chart: Chart

    @property
    def advanced_only(self) -> bool:
        return self.muscle.needling.hazard is Hazard.ADVANCED_ONLY


@dataclass(frozen=True, slots=True)
class Referring:
    """A muscle that can be felt at a place, and the points of it that are."""

    muscle: Muscle
    points: list[str]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """An area: muscles by how usual it is that they are felt there."""

    area: Area
    nearly_all: list[Referring]
    some: list[Referring]
    lies_here: list[Referring]
    chart: Chart


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose by name."""

    id: str
    name: str
    region: str = ""


def muscle_names() -> list[Choice]:
    """Every muscle, by region and in the order of the atlas."""
    muscles = Atlas.load().muscles.values()
    return [Choice(one.id, one.name, one.region.replace("_", " ")) for one in muscles]


def area_names() -> list[Choice]:
    """Every area by name."""
    found = [Choice(one.id, one.name) for one in Body.load().areas.values()]
    return sorted(found, key=lambda one: one.name.casefold())


def muscle_page(muscle: Muscle, side: Side) -> MusclePage:
    """What the atlas knows of a muscle on a side that it has."""
    sites = [site for site in muscle.sites if side in site.sides]
    references = Atlas.load().references
    return MusclePage(
        muscle=muscle,
        side=side,
        points=[_point(site) for site in sites],
        sources=[references[name].citation for name in muscle.references],
        chart=_chart(muscle, sites, side),
    )


def place_page(area: Area) -> PlacePage:
    """What can refer to a place."""
    here = frozenset({area.id})
    cells = sorted(area_cells(area))
    zone = {"label": area.name, "essential": cells, "spillover": []}
    return PlacePage(
        area=area,
        nearly_all=list(_referring(lambda site: here & _areas(site.essential))),
        some=list(
            _referring(lambda site: here & (_areas(site.spillover) - _areas(site.essential)))
        ),
        lies_here=list(_referring(lambda site: here & {site.local_area})),
        chart=Chart(mode="show", layers={"zones": [zone]}, view=_view(cells)),
    )


def area_cells(area: Area) -> set[int]:
    """Its cells on every side; none where it cannot be painted."""
    body, cells = Body.load(), set[int]()
    for side in (Side.LEFT, Side.RIGHT):
        if area.surface and side in area.side_rule.accepts:
            cells |= body.cells_of(area.id, side)
    if area.surface and not cells:
        cells |= body.cells_of(area.id, Side.MIDLINE)
    return cells


def _referring(chosen: Any) -> Iterator[Referring]:
    for muscle in Atlas.load().muscles.values():
        points = [site.location for site in muscle.sites if chosen(site)]
        if points:
            yield Referring(muscle, points)


def _areas(parts: tuple[ZonePart, ...]) -> frozenset[str]:
    return frozenset(part.area for part in parts)


def _point(site: Site) -> PointRow:
    return PointRow(site.location, _words(site.essential), _words(site.spillover), site.note)


def _words(parts: tuple[ZonePart, ...]) -> list[str]:
    areas = Body.load().areas
    side = {ZoneSide.IPSILATERAL: "", ZoneSide.MIDLINE: " (middle)", ZoneSide.BILATERAL: " (both)"}
    return [areas[part.area].name + side[part.side] for part in parts]


def _chart(muscle: Muscle, sites: list[Site], side: Side) -> Chart:
    body = Body.load()
    zones = [site_zone(site, side, body) for site in sites]
    local = sorted(set[int]().union(*(zone.local for zone in zones)))
    essential = set[int]().union(*(zone.essential for zone in zones))
    spillover = set[int]().union(*(zone.spillover for zone in zones)) - essential
    layers = {
        "hypotheses": [{"label": muscle.name, "cells": local, "level": "likely"}] if local else [],
        "zones": [
            {
                "label": muscle.name,
                "essential": sorted(essential),
                "spillover": sorted(spillover),
            }
        ],
    }
    return Chart(mode="show", layers=layers, view=_view(sorted(essential) or local))


def _view(cells: list[int]) -> str:
    return Body.load().best_view(cells) if cells else "front"
