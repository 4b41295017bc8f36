"""Measures of one drawing and of two: extent, patches, distances, overlap and change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from filiform.body.values import Landmark, Side
from filiform.drawing.drawing import Drawing
from filiform.drawing.skin import Skin
from filiform.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two drawings share, by skin area; all are 0 when both are empty.

    `dice` = 2 shared / (a + b), `jaccard` = shared / either, `of_first` and `of_second` are the
    shared part of each drawing (containment). All lie in 0..1.
    """

    shared_cm2: float
    dice: float
    jaccard: float
    of_first: float
    of_second: float


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a drawing: cells and cm2 gained, lost and kept."""

    gained: frozenset[int]
    lost: frozenset[int]
    kept: frozenset[int]
    gained_cm2: float
    lost_cm2: float
    kept_cm2: float


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the pain spreads.

    `regions` are the areas, with their side, that the painted cells belong to: each cell goes to
    the smallest area that holds it, so no skin is counted twice. `patches` are connected groups.
    """

    area_cm2: float
    percent_of_skin: float
    regions: frozenset[tuple[str, Side]]
    sides: frozenset[Side]
    patches: int


def overlap(first: Drawing, second: Drawing) -> Overlap:
    """Compare two drawings on the same body."""
    body = _same_body(first, second)
    shared = area_cm2(first.cells & second.cells, body)
    a, b = area_cm2(first.cells, body), area_cm2(second.cells, body)
    return Overlap(
        shared, _share(2 * shared, a + b), _share(shared, a + b - shared), _share(shared, a),
        _share(shared, b),
    )  # fmt: skip


def change(before: Drawing, after: Drawing) -> Change:
    """What changed from one drawing to a later one on the same body."""
    body = _same_body(before, after)
    gained, lost = after.cells - before.cells, before.cells - after.cells
    kept = before.cells & after.cells
    return Change(
        gained, lost, kept, area_cm2(gained, body), area_cm2(lost, body), area_cm2(kept, body)
    )


def extent(drawing: Drawing) -> Extent:
    """How far a drawing spreads over the body."""
    body = drawing.body
    return Extent(
        drawing.area_cm2,
        drawing.percent_of_skin,
        regions(drawing.cells, body),
        frozenset(body.cells[cell].side for cell in drawing.cells),
        len(patches(drawing)),
    )


def patches(drawing: Drawing) -> tuple[frozenset[int], ...]:
    """Connected groups of painted cells, largest skin area first."""
    left, found = set(drawing.cells), []
    while left:
        found.append(_grow(min(left), left, drawing.body))
        left -= found[-1]
    return tuple(sorted(found, key=lambda patch: (-area_cm2(patch, drawing.body), min(patch))))


def regions(cells: Iterable[int], body: Skin) -> frozenset[tuple[str, Side]]:
    """The smallest area, with its side, of each cell; cells in no area are left out."""
    return frozenset(
        (area, body.cells[cell].side)
        for cell in cells
        for area in [_smallest_areas(body).get(cell)]
        if area is not None
    )


def main_regions(drawing: Drawing, at_least: float = 0.2) -> frozenset[tuple[str, Side]]:
    """Areas, with their side, of which a fair share is painted: what a brush only grazed is left
    out, unless that is all there is. `at_least` is a share of the area's cells on that side.
    """
    shares = {
        (area, side): _share(len(cells & drawing.cells), len(cells))
        for area, side in regions(drawing.cells, drawing.body)
        for cells in [drawing.body.cells_of(area, side)]
    }
    enough = min(at_least, max(shares.values(), default=0.0))
    return frozenset(where for where, share in shares.items() if share >= enough)


def distance(first: Iterable[int], second: Iterable[int], body: Skin) -> float:
    """Shortest way along the skin between two groups of cells, cm, from centre to centre.

    Errors: `InvalidInput` when a group is empty.
    """
    groups = {"first": list(first), "second": list(second)}
    for field, cells in groups.items():
        if not cells:
            raise InvalidInput(field, "at least one cell")
    reached = body.distances_from(groups["first"])
    return float(np.min(np.asarray(reached)[groups["second"]]))


def centre(cells: Iterable[int], body: Skin) -> int:
    """The cell in the middle of a group: the one nearest to its weighted mean point."""
    group = [body.cells[cell] for cell in sorted(cells)]
    if not group:
        raise InvalidInput("cells", "at least one cell")
    points = np.array([cell.centroid for cell in group])
    middle = np.average(points, axis=0, weights=[cell.area_cm2 for cell in group])
    return group[int(np.linalg.norm(points - middle, axis=1).argmin())].id


def nearest_landmark(cells: Iterable[int], body: Skin) -> tuple[Landmark, Side, float]:
    """The landmark nearest to the middle of a group of cells, its side and the way in cm."""
    return body.nearest_landmark(centre(cells, body))


def area_cm2(cells: Iterable[int], body: Skin) -> float:
    """Skin area of whole cells, cm2."""
    return float(sum(body.cells[cell].area_cm2 for cell in cells))


def _same_body(first: Drawing, second: Drawing) -> Skin:
    if first.body.version != second.body.version:
        raise InvalidInput("body", f"body version {first.body.version}", got=second.body.version)
    return first.body


def _share(part: float, whole: float) -> float:
    return min(part / whole, 1.0) if whole > 0 else 0.0


def _grow(start: int, among: set[int], body: Skin) -> frozenset[int]:
    reached, edge = {start}, [start]
    while edge:
        near = [n for n in body.cells[edge.pop()].neighbours if n in among and n not in reached]
        reached.update(near)
        edge.extend(near)
    return frozenset(reached)


_smallest_cache: dict[str, dict[int, str]] = {}


def _smallest_areas(body: Skin) -> dict[int, str]:
    """The smallest area that holds each cell (cached by body version)."""
    if body.version not in _smallest_cache:
        _smallest_cache[body.version] = _smallest(body)
    return _smallest_cache[body.version]


def _smallest(body: Skin) -> dict[int, str]:
    found: dict[int, str] = {}
    by_size = sorted(body.areas.values(), key=lambda area: area_cm2(area.cells, body))
    for area in by_size:
        for side in (Side.LEFT, Side.RIGHT):
            if side in area.side_rule.accepts:
                for cell in body.cells_of(area.id, side):
                    found.setdefault(cell, area.id)
    return found
