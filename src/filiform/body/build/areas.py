"""Which cells make up each anatomical area, from the shapes of `areas.toml`.

Everything is worked out on the left half; the right side is the mirror image.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from filiform.body.build.halfskin import HalfSkin, Mask
from filiform.body.build.outline import Outliner
from filiform.body.build.shapes import FILE, Shapes, load_shapes
from filiform.body.surface import Floats, Ints, Surface, load_landmarks, load_surface
from filiform.errors import BrokenKnowledge

# A cell belongs to an area when at least this share of its surface lies inside the shape.
HALF = 0.5
# ... or this share, if more than half of its border is shared with such cells ...
PART = 1 / 3
# ... or, best covered cells first, until the cells hold this share of the shape.
MOST = 0.6


def build_areas(surface: Surface, cell_of_quad: npt.NDArray[Any]) -> dict[str, list[int]]:
    """Left cell ids of every area that has a shape.

    `surface` is the neutral shape split twice, `cell_of_quad` (quads,) the cell of each of its
    quads, -1 off the skin, left cells first. Raises `BrokenKnowledge` naming entry and key when a
    shape is empty or leaves skin that no area covers.
    """
    shapes = load_shapes()
    skin = HalfSkin.of(surface, cell_of_quad >= 0)
    cells = cell_of_quad[skin.quad].astype(np.int64)
    outlines = outline_areas(skin, shapes)
    grid = _Grid(skin, cells)
    taken = {area: grid.cells_of(mask, area) for area, mask in outlines.items()}
    grid.hand_out_rest(taken, outlines)
    return {area: sorted(found) for area, found in taken.items()}


def outline_areas(skin: HalfSkin, shapes: Shapes) -> dict[str, Mask]:
    """The quads of each area on the left half."""
    outliner = Outliner(skin, shapes)
    return {area: outliner.named(area) for area in shapes.areas}


class _Grid:
    """The cells of the left half and how far shapes cover them."""

    def __init__(self, skin: HalfSkin, cells: Ints) -> None:
        self.skin = skin
        self.cells = cells
        self.count = int(cells.max()) + 1
        self.size = np.bincount(cells, weights=skin.areas, minlength=self.count)
        self.pairs, self.lengths = skin.borders(cells)

    def covered(self, mask: Mask) -> Floats:
        """Surface of each cell inside the mask, square metres."""
        return np.bincount(
            self.cells[mask], weights=self.skin.areas[mask], minlength=self.count
        ).astype(np.float64)

    def cells_of(self, mask: Mask, area: str) -> set[int]:
        """The cells at least half inside; for a narrow shape, more of the best covered ones."""
        inside = self.covered(mask)
        if not inside.any():
            raise BrokenKnowledge(f"area.{area}.shape", "a shape that holds skin", where=FILE)
        share = inside / self.size
        order = np.argsort(-share, kind="stable")
        held = np.cumsum(inside[order])
        enough = int(np.searchsorted(held, MOST * inside.sum())) + 1
        found = order[: max(enough, int((share >= HALF).sum()))]
        return self._largest_piece(self._without_notches(found, inside))

    def _without_notches(self, found: Ints, inside: Floats) -> Ints:
        """Add cells that the shape covers in part and that lie mostly between cells found."""
        chosen = np.zeros(self.count, dtype=np.bool_)
        chosen[found] = True
        one, other = self.pairs.T
        whole = np.bincount(one, self.lengths, self.count) + np.bincount(
            other, self.lengths, self.count
        )
        shared = np.bincount(one, self.lengths * chosen[other], self.count) + np.bincount(
            other, self.lengths * chosen[one], self.count
        )
        return np.flatnonzero(chosen | ((inside >= PART * self.size) & (shared > HALF * whole)))

    def _largest_piece(self, found: Ints) -> set[int]:
        chosen = np.zeros(self.count, dtype=np.bool_)
        chosen[found] = True
        labels = self._pieces(chosen)
        sizes = np.bincount(labels[found], weights=self.size[found])
        return {int(cell) for cell in found if labels[cell] == sizes.argmax()}

    def _pieces(self, chosen: Mask) -> Ints:
        first, second = self.pairs[chosen[self.pairs].all(axis=1)].T
        ones = np.ones(len(first), dtype=np.int8)
        graph = csr_matrix((ones, (first, second)), shape=(self.count,) * 2)
        return cast(Ints, connected_components(graph, directed=False)[1])

    def hand_out_rest(self, taken: dict[str, set[int]], outlines: dict[str, Mask]) -> None:
        """Give each cell that no area took to the adjoining area that covers most of it."""
        inside = {area: self.covered(mask) for area, mask in outlines.items()}
        for cell in sorted(set(range(self.count)) - set().union(*taken.values())):
            beside = self._beside(cell)
            adjoining = [area for area in taken if beside & taken[area] and inside[area][cell] > 0]
            if not adjoining:
                raise BrokenKnowledge("area", f"a shape for the skin at {self._near(cell)}")
            taken[max(adjoining, key=lambda area: float(inside[area][cell]))].add(cell)

    def _beside(self, cell: int) -> set[int]:
        touching = self.pairs[(self.pairs == cell).any(axis=1)]
        return {int(other) for other in touching.ravel()} - {cell}

    def _near(self, cell: int) -> str:
        middle = self.skin.centres[self.cells == cell].mean(axis=0)
        vertices = load_surface("neutral").vertices
        away = {
            name: float(np.linalg.norm(vertices[mark.vertex] - middle))
            for name, mark in load_landmarks().items()
        }
        return min(away, key=lambda name: away[name])
