"""The body: cells of skin, the areas clinicians name, and distances along the skin.

Reads the build products in `data/built` (see `filiform.body.build`); nothing here needs the mesh.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from filiform.body.values import Area, Cell, Side
from filiform.body.vocabulary import DATA, load_areas
from filiform.errors import InvalidInput

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]
Arrays = Mapping[str, npt.NDArray[Any]]

# Step lengths are stored in hundredths of a centimetre.
STEPS_PER_CM = 100


@dataclass(frozen=True)
class Body:
    """The surface every drawing, zone and needle is placed on. Get it with `Body.load()`.

    `version` is a digest of the division into cells: cell ids of two bodies mean the same skin
    exactly if their versions are equal. `cells` are in order of their ids, left side first.
    `areas` holds every area of the vocabulary by id, list-only places without cells.
    """

    version: str
    cells: tuple[Cell, ...]
    areas: Mapping[str, Area]
    _arrays: Arrays = field(repr=False)

    @staticmethod
    def load() -> Body:
        """The body that ships with Filiform (read once, then shared)."""
        return _load()

    def cell(self, cell: int) -> Cell:
        """The cell with this id; `InvalidInput` if there is none."""
        if not 0 <= cell < len(self.cells):
            raise InvalidInput("cell", f"a cell id from 0 to {len(self.cells) - 1}", got=cell)
        return self.cells[cell]

    def area(self, area: str) -> Area:
        """The area with this id; `InvalidInput` if the vocabulary has none."""
        if area not in self.areas:
            raise InvalidInput("area", "an area id of the vocabulary", got=area)
        return self.areas[area]

    def cells_of(self, area: str, side: Side) -> frozenset[int]:
        """Cells of an area on a side; empty for a list-only place.

        Left and right are the person's. Both means both; midline means the whole of an area that
        crosses the midline. `InvalidInput` for an unknown area or a side it does not have.
        """
        found = self.area(area)
        if side not in found.side_rule.accepts:
            expected = f"a side of {area}: {', '.join(sorted(found.side_rule.accepts))}"
            raise InvalidInput("side", expected, got=str(side))
        if side in (Side.LEFT, Side.RIGHT):
            return frozenset(c for c in found.cells if self.cells[c].side is side)
        return found.cells

    def mirror(self, cells: Iterable[int]) -> frozenset[int]:
        """The same cells on the other side of the person."""
        return frozenset(self.cell(c).mirror for c in cells)

    def area_cm2(self, cells: Iterable[int]) -> float:
        """Surface of the given cells, each counted once, in square centimetres."""
        return float(sum(self.cell(c).area_cm2 for c in sorted(set(cells))))

    def distance(self, start: int, end: int) -> float:
        """Shortest way along the skin between the middles of two cells, centimetres."""
        self.cell(end)
        return float(self.distances_from([start])[end])

    def distances_from(self, cells: Iterable[int]) -> Floats:
        """Way along the skin from the nearest of `cells` to every cell: (n,) centimetres."""
        from scipy.sparse.csgraph import dijkstra

        starts = sorted({self.cell(c).id for c in cells})
        if not starts:
            raise InvalidInput("cells", "at least one cell", got=[])
        reached = dijkstra(self._steps, indices=starts, min_only=True)
        return reached / STEPS_PER_CM

    @cached_property
    def _steps(self) -> csr_matrix[Any]:
        from scipy.sparse import csr_matrix

        half, arrays = len(self.cells) // 2, self._arrays
        left, ends = arrays["step"].astype(np.int32), arrays["step_start"]
        lengths = arrays["step_length"].astype(np.float64)
        columns = np.concatenate([left, np.where(left < half, left + half, left - half)])
        starts = np.concatenate([ends, ends[1:] + ends[-1]])
        return csr_matrix((np.tile(lengths, 2), columns, starts), shape=(2 * half, 2 * half))


@cache
def _load() -> Body:
    digests = json.loads((DATA / "built" / "digests.json").read_text(encoding="utf-8"))
    with (DATA / "built" / "cells.npz").open("rb") as file, np.load(file) as held:
        arrays = {name: held[name] for name in held.files if name != "cell_of_quad"}
    cells = _cells(arrays)
    version = str(digests["body"])

    def mirror(some: frozenset[int]) -> frozenset[int]:
        return frozenset(cells[c].mirror for c in some)

    return Body(version, cells, MappingProxyType(load_areas(version, mirror)), arrays)


def _cells(arrays: Arrays) -> tuple[Cell, ...]:
    sides = [(Side.LEFT, Side.RIGHT)[i] for i in arrays["side"]]
    starts, listed = arrays["neighbour_start"].tolist(), arrays["neighbour"].tolist()
    rows = zip(
        sides,
        arrays["area_cm2"].tolist(),
        arrays["centroid"].tolist(),
        arrays["mirror"].tolist(),
        starts,
        starts[1:],
        strict=False,
    )
    return tuple(
        Cell(i, side, area, (x, y, z), mirror, tuple(listed[first:last]))
        for i, (side, area, (x, y, z), mirror, first, last) in enumerate(rows)
    )
