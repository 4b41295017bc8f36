"""Where each site lies on the cells of the body: read from data/built/sites.json.

`python -m filiform.knowledge.build` works the places out from the positions in data/muscles.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from filiform.body import Body, Side
from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.values import Site

BUILT = files("filiform.knowledge") / "data" / "built" / "sites.json"


@dataclass(frozen=True, slots=True)
class Place:
    """A site on the skin: its point (metres, body axes), its cell, and the cells around it."""

    point: tuple[float, float, float]
    cell: int
    around: frozenset[int]

    def mirrored(self, body: Body) -> Place:
        x, y, z = self.point
        return Place((-x, y, z), body.cells[self.cell].mirror, body.mirror(self.around))


def site_place(site: Site, side: Side, body: Body | None = None) -> Place | None:
    """Where the site of this side is drawn; None if it has no honest point on the skin.

    `InvalidInput` for a side on which the site does not exist.
    """
    if side not in site.sides:
        expected = f"a side of {site.id}: {', '.join(site.sides)}"
        raise InvalidInput("side", expected, got=str(side))
    body = body or Body.load()
    left = left_places(body.version).get(site.id)
    return left.mirrored(body) if left and side is Side.RIGHT else left


@cache
def left_places(version: str) -> Mapping[str, Place]:
    """Left and midline places by site id, if they were made for the body of this version."""
    held = json.loads(BUILT.read_text(encoding="utf-8"))
    if held["body"] != version:
        expected = f"places on body {version}: run python -m filiform.knowledge.build"
        raise BrokenKnowledge("body", expected, got=held["body"], where="built/sites.json")
    return MappingProxyType({name: _place(place) for name, place in held["sites"].items()})


def _place(held: Mapping[str, list[float] | int]) -> Place:
    point, cell, around = held["point"], held["cell"], held["around"]
    if not isinstance(point, list) or not isinstance(around, list) or not isinstance(cell, int):
        raise BrokenKnowledge("sites", "point, cell and around", where="built/sites.json")
    x, y, z = point
    return Place((x, y, z), cell, frozenset(int(near) for near in around))
