"""Work out where every site lies on the cells: ``python -m filiform.knowledge.build [--check]``.

Without options it writes `data/built/sites.json`; with ``--check`` it compares and writes nothing
(exit 1 if the committed file differs). Sites are placed on the left; the right is the mirror image.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.body import Body
from filiform.body.placement import Placement
from filiform.body.surface import DATA as BODY_DATA
from filiform.body.surface import Ints, Surface, distances_from, load_surface
from filiform.errors import BrokenKnowledge
from filiform.knowledge.atlas import Atlas

SITES = Path(__file__).parent / "data" / "built" / "sites.json"
SPLITS = 2
# The local zone is one fingerbreadth (2 cm by convention) along the skin around the site: the
# unit in which the sources give locations, so that the drawing claims nothing finer than they do.
FINGERBREADTH_CM = 2.0
# A cell belongs to the local zone when half of its surface lies in it, as with areas.
HALF = 0.5


def build_sites() -> dict[str, Any]:
    """Point, cell and surrounding cells of every site that has a point on the skin."""
    grid = _Grid()
    sites = {
        site.id: grid.place(site.id, site.position.placement)
        for site in Atlas.load().sites.values()
        if site.position.placement is not None
    }
    return {"body": Body.load().version, "sites": sites}


class _Grid:
    """The neutral skin split twice, and the cell of each of its faces (-1: no skin)."""

    def __init__(self) -> None:
        self.surface: Surface = load_surface("neutral", SPLITS)
        self.cell: Ints = cell_of_quad()
        self.areas = self.surface.quad_areas()
        self.half = len(Body.load().cells) // 2
        skin = self.cell >= 0
        self.size = np.bincount(self.cell[skin], weights=self.areas[skin])

    def place(self, site: str, placement: Placement) -> dict[str, Any]:
        vertex = placement.vertex(SPLITS)
        own = self._cell_at(site, vertex)
        point = [round(float(x), 4) for x in self.surface.vertices[vertex]]
        around = sorted({own, *self._cells_around(vertex)})
        return {"point": point, "cell": own, "around": around}

    def _cell_at(self, site: str, vertex: int) -> int:
        """The cell with most of the faces that touch the point; of the left, on the midline."""
        touching = self.cell[(self.surface.quads == vertex).any(axis=1)]
        left = touching[(touching >= 0) & (touching < self.half)]
        if not left.size:
            raise BrokenKnowledge(f"{site}.position", "a point on the skin of the left half")
        return int(np.bincount(left).argmax())

    def _cells_around(self, vertex: int) -> list[int]:
        radius = FINGERBREADTH_CM / 100
        reached = distances_from([vertex], splits=SPLITS, limit=2 * radius)
        inside = (reached[self.surface.quads].mean(axis=1) <= radius) & (self.cell >= 0)
        covered = np.bincount(
            self.cell[inside], weights=self.areas[inside], minlength=len(self.size)
        )
        return [int(cell) for cell in np.flatnonzero(covered >= HALF * self.size)]


def cell_of_quad() -> Ints:
    """The cell of every face of the neutral skin split twice; -1: no skin."""
    with (BODY_DATA / "built" / "cells.npz").open("rb") as file, np.load(file) as arrays:
        cells: npt.NDArray[np.int16] = arrays["cell_of_quad"]
    return cells.astype(np.int64)


def as_text(built: dict[str, Any]) -> str:
    """JSON with one site a line, so that a change shows as one line."""
    lines = [f"  {json.dumps(site)}: {json.dumps(place)}" for site, place in built["sites"].items()]
    body = json.dumps(built["body"])
    return f'{{"body": {body}, "sites": {{\n' + ",\n".join(lines) + "\n}}\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m filiform.knowledge.build")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    asked = parser.parse_args(arguments)
    text = as_text(build_sites())
    if not asked.check:
        SITES.parent.mkdir(exist_ok=True)
        SITES.write_text(text, encoding="utf-8")
        return 0
    if not SITES.is_file() or SITES.read_text(encoding="utf-8") != text:
        sys.stderr.write(f"{SITES.name}: building anew gives something else\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
