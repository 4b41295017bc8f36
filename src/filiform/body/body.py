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

from filiform.body.outline import Polygon, outlines
from filiform.body.values import Area, Cell, Landmark, Side
from filiform.body.views import (
    SLOPE_STEPS,
    View,
    id_map_png,
    load_views,
    picture_png,
    read_id_map,
)
from filiform.body.vocabulary import DATA, load_areas
from filiform.errors import InvalidInput

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]
Arrays = Mapping[str, npt.NDArray[Any]]

# Step lengths are stored in hundredths of a centimetre.
STEPS_PER_CM = 100


@dataclass(frozen=True, eq=False)
class Body:
    """The surface every drawing, zone and needle is placed on. Get it with `Body.load()`.

    `version` is a digest of the division into cells: cell ids of two bodies mean the same skin
    exactly if their versions are equal. `cells` are in order of their ids, left side first.
    `areas` holds every area of the vocabulary by id, list-only places without cells; `views`
    every picture by id, in the order in which to offer them.
    """

    version: str
    cells: tuple[Cell, ...]
    areas: Mapping[str, Area]
    views: Mapping[str, View]
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

    def view(self, view: str) -> View:
        """The view with this id; `InvalidInput` if there is none."""
        if view not in self.views:
            raise InvalidInput("view", f"one of {', '.join(self.views)}", got=view)
        return self.views[view]

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

    def nearest_landmark(self, cell: int) -> tuple[Landmark, Side, float]:
        """The landmark nearest to the middle of a cell along the skin, its side, the way in cm."""
        from filiform.body.surface import load_landmarks

        row = self.cell(cell).id % (len(self.cells) // 2)
        landmark = list(load_landmarks().values())[int(self._arrays["landmark"][row])]
        side = Side.MIDLINE if landmark.side == "midline" else self.cells[cell].side
        return landmark, side, float(self._arrays["landmark_cm"][row])

    def picture(self, view: str) -> bytes:
        """The picture of a view as PNG: warm grey skin on a clear ground."""
        return picture_png(self.view(view).id)

    def id_picture(self, view: str) -> bytes:
        """The id map of a view as PNG: red + 256 green = cell + 1, 0 where there is no cell;
        blue = 16 x skin surface per picture surface, at most 255."""
        return id_map_png(self.view(view).id)

    def id_map(self, view: str) -> npt.NDArray[np.int32]:
        """Cell at the centre of each pixel: (height, width), -1 where there is none. Read only."""
        return read_id_map(self.view(view).id).cells

    def pixel_surface(self, view: str) -> Floats:
        """Skin that each pixel shows: (height, width) cm2, 0 where there is no cell.

        More than the pixel's own area where the skin is seen aslant (up to 16 times).
        """
        per_step = 1 / SLOPE_STEPS / self.view(view).px_per_cm ** 2
        by_step: Floats = np.arange(256, dtype=np.float64) * per_step
        return by_step[read_id_map(view).slopes]

    def seen_cm2(self, view: str) -> Floats:
        """Skin of each cell that a view shows: (n,) cm2, the sum of its `pixel_surface`."""
        row = list(self.views).index(self.view(view).id)
        seen: Floats = self._arrays["seen_cm2"][row].astype(np.float64)
        return seen

    def best_view(self, cells: Iterable[int]) -> str:
        """The view to look at these cells in: of those that show nearly the most of them, the
        one of the largest scale. Skin seen aslant counts only as large as it looks. A close-up
        that enlarges little gives way to a view of the whole body that shows the cells well.
        `InvalidInput` without cells."""
        wanted = [self.cell(c).id for c in cells]
        if not wanted:
            raise InvalidInput("cells", "at least one cell", got=[])
        shown = self._arrays["shown_cm2"][:, wanted].sum(axis=1)
        cm2 = dict(zip(self.views, shown.tolist(), strict=True))
        able = [view for view in self.views.values() if cm2[view.id] >= 0.8 * max(shown)]
        best = max(able, key=lambda view: view.px_per_cm)
        whole = max((v for v in self.views.values() if v.kind == "body"), key=lambda v: cm2[v.id])
        enlarges = best.px_per_cm >= 2 * whole.px_per_cm
        return best.id if enlarges or cm2[whole.id] < 0.5 * max(shown) else whole.id

    def outline(self, view: str, cells: Iterable[int]) -> list[Polygon]:
        """Smooth closed lines around the cells as a view shows them, in its pixels, largest first.

        The last point joins the first; fill by the even-odd rule. Empty if the view shows none.
        """
        wanted = np.zeros(len(self.cells) + 1, dtype=np.bool_)
        wanted[[self.cell(c).id for c in cells]] = True
        # Cells end in steps of at most 0.7 cm.
        return outlines(wanted[self.id_map(view)], max(15, round(0.75 * self.view(view).px_per_cm)))

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
    with (DATA / "built" / "views.npz").open("rb") as file, np.load(file) as held:
        arrays |= {name: held[name] for name in held.files}
    cells = _cells(arrays)
    version = str(digests["body"])

    def mirror(some: frozenset[int]) -> frozenset[int]:
        return frozenset(cells[c].mirror for c in some)

    areas = MappingProxyType(load_areas(version, mirror))
    return Body(version, cells, areas, load_views(version), arrays)


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
