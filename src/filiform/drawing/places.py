"""A drawing place by place: how much of it lies where, how it feels there and how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from filiform.body.values import Side
from filiform.drawing.skin import Skin
from filiform.drawing.values import CellPaint, Intensity, Quality

MAIN_SHARE = 0.25
"""Of the largest place: less is more often the edge of a brush than a place that is meant."""
MOST_MAIN = 6

Spot = tuple[str, Side]


@dataclass(frozen=True, slots=True)
class Place:
    """One area on one side as it is painted.

    `cm2` is painted skin, `share` (0-1) its part of all painted skin. `quality` is that of most of
    it, `intensity` (0-10) the strongest; None where the patient said nothing.
    """

    area: str
    side: Side
    cm2: float
    share: float
    quality: Quality | None
    intensity: Intensity


def places(paint: Iterable[CellPaint], body: Skin) -> tuple[Place, ...]:
    """Every painted place, the largest first; cells in no area are left out.

    Areas overlap, so each cell is told once: by the area that tells most of what is left to tell
    while being painted itself (painted skin, times the painted share of the area). A stroke so
    short that it covers no cell by half is told by the cells it touches.
    """
    touched = {one.cell: one for one in paint}
    counted = {cell: one for cell, one in touched.items() if one.painted} or touched
    whole = sum(_cm2(one, body) for one in counted.values())
    made = [
        _place(spot, [counted[cell] for cell in sorted(cells)], whole, body)
        for spot, cells in _told(counted, body)
    ]
    return tuple(sorted(made, key=lambda place: (-place.cm2, place.area, place.side)))


def place_cells(paint: Iterable[CellPaint], body: Skin) -> dict[Spot, frozenset[int]]:
    """The cells of every painted place that `places` tells of, each cell once; largest first."""
    touched = {one.cell: one for one in paint}
    counted = {cell: one for cell, one in touched.items() if one.painted} or touched
    found = {spot: frozenset(cells) for spot, cells in _told(counted, body)}
    size = {spot: sum(_cm2(counted[c], body) for c in cells) for spot, cells in found.items()}
    return {spot: found[spot] for spot in sorted(found, key=lambda one: (-size[one], one))}


def main_places(all_of: Sequence[Place]) -> tuple[Place, ...]:
    """The first few of those that `places` gives: all that are not small beside the largest."""
    return tuple(one for one in all_of if one.cm2 >= MAIN_SHARE * all_of[0].cm2)[:MOST_MAIN]


def _told(counted: Mapping[int, CellPaint], body: Skin) -> Iterator[tuple[Spot, set[int]]]:
    """Areas that tell the painted cells, best first, each with the cells that it is the one for."""
    left, areas = set(counted), _areas(body)

    def worth(spot: Spot) -> tuple[float, Spot]:
        cells, cm2 = areas[spot]
        told = sum(_cm2(counted[cell], body) for cell in sorted(cells & left))
        return told * told / cm2, spot

    while True:
        (most, best) = max(map(worth, areas), default=(0.0, ("", Side.LEFT)))
        if not most:
            return
        yield best, left & areas[best][0]
        left -= areas[best][0]


_areas_cache: dict[str, dict[Spot, tuple[frozenset[int], float]]] = {}


def _areas(body: Skin) -> dict[Spot, tuple[frozenset[int], float]]:
    """Cells and skin of each area on each side it has, by body version."""
    if body.version not in _areas_cache:
        _areas_cache[body.version] = {
            (area.id, side): (cells, sum(body.cells[cell].area_cm2 for cell in sorted(cells)))
            for area in body.areas.values()
            for side in (Side.LEFT, Side.RIGHT)
            if side in area.side_rule.accepts and (cells := body.cells_of(area.id, side))
        }
    return _areas_cache[body.version]


def _place(spot: Spot, some: list[CellPaint], whole: float, body: Skin) -> Place:
    cm2 = sum(_cm2(one, body) for one in some)
    felt: defaultdict[Quality, float] = defaultdict(float)
    for one in some:
        if one.quality is not None:
            felt[one.quality] += _cm2(one, body)
    quality = max(felt, key=felt.__getitem__, default=None)
    said = [one.intensity for one in some if one.intensity is not None]
    return Place(*spot, cm2, cm2 / whole, quality, max(said, default=None))


def _cm2(one: CellPaint, body: Skin) -> float:
    return one.coverage * body.cells[one.cell].area_cm2
