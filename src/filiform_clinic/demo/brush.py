"""Paint an area as a hand would, a little unsteady; and where a needle goes on the body."""

from __future__ import annotations

import random

import numpy as np

from filiform.body import Body, Side
from filiform.drawing import Stroke
from filiform.knowledge import Atlas
from filiform.knowledge.places import site_place
from filiform.needling import Position
from filiform_clinic.demo.told import Pain

_BRUSH_CM = 1.1
_MOST_POINTS = 60


def hand(seed: int) -> random.Random:
    """A shaky hand; the same seed shakes the same."""
    return random.Random(seed)  # noqa: S311 (no secret depends on it)


def paint(pains: tuple[Pain, ...], body: Body, rng: random.Random) -> list[Stroke]:
    """Strokes for all areas, on the view that shows each best."""
    strokes = []
    for number, pain in enumerate(pains):
        for side in (Side.LEFT, Side.RIGHT) if pain.side is Side.BOTH else (pain.side,):
            cells = body.cells_of(pain.area, side)
            strokes.append(_stroke(f"demo-{number}-{side}", pain, cells, body, rng))
    return strokes


def point_of(muscle: str, side: Side, body: Body) -> Position | None:
    """The middle of a muscle's first site on the view that shows it best; None without a point."""
    sites = (site for site in Atlas.load().muscles[muscle].sites if side in site.sides)
    place = next((found for site in sites if (found := site_place(site, side, body))), None)
    if place is None:
        return None
    view = body.views[body.best_view([place.cell])]
    rows, columns = np.nonzero(body.id_map(view.id) == place.cell)
    middle = len(rows) // 2
    x, y = (columns[middle] + 0.5) / view.width, (rows[middle] + 0.5) / view.height
    return Position(view.id, round(float(x), 4), round(float(y), 4), place.cell)


def _stroke(name: str, pain: Pain, cells: frozenset[int], body: Body, rng: random.Random) -> Stroke:
    view = body.views[body.best_view(cells)]
    rows, columns = np.nonzero(np.isin(body.id_map(view.id), sorted(cells)))
    radius = _BRUSH_CM * view.px_per_cm
    points = []
    # Row after row, to and fro, from edge to edge of what the area shows there.
    for turn, row in enumerate(np.arange(rows.min() + radius / 2, rows.max(), radius)):
        there = columns[np.abs(rows - row) <= radius / 2]
        ends = sorted((float(there.min()), float(there.max())), reverse=turn % 2 == 1)
        points += [(column, float(row)) for column in ends] if len(there) else []
    shaky = [(x + rng.gauss(0, radius / 6), y + rng.gauss(0, radius / 6)) for x, y in points]
    return Stroke(
        id=name,
        view=view.id,
        points=tuple((x / view.width, y / view.height) for x, y in shaky[:_MOST_POINTS]),
        radius=radius / view.width,
        quality=pain.quality,
        intensity=pain.intensity,
    )
