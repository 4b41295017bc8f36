"""A flat body whose every area is known: a sheet of square cells, seen from two distances.

The sheet is 8 x 6 cells of 2 x 2 cm. The front view shows all of it at 5 px per cm, the close-up
its four middle columns at 10 px per cm. The person's right half is on the left of the picture.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from filiform.body.values import Area, Cell, Landmark, Side, SideRule

COLUMNS, ROWS, CELL_CM = 8, 6, 2.0
HALF = COLUMNS * ROWS // 2
GREY = (200, 200, 200, 255)


@dataclass(frozen=True)
class FlatLabel:
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class FlatView:
    id: str
    title: str
    width: int
    height: int
    px_per_cm: float
    kind: str = "body"
    labels: tuple[FlatLabel, ...] = ()


def cell_at(column: int, row: int) -> int:
    """Left cells (right half of the picture) come first; the mirror is half the cells away."""
    left = column >= COLUMNS // 2
    distance = column - COLUMNS // 2 if left else COLUMNS // 2 - 1 - column
    return row * (COLUMNS // 2) + distance + (0 if left else HALF)


def column_row(cell: int) -> tuple[int, int]:
    row, distance = divmod(cell % HALF, COLUMNS // 2)
    return (COLUMNS // 2 + distance if cell < HALF else COLUMNS // 2 - 1 - distance), row


def _cell(cell: int) -> Cell:
    column, row = column_row(cell)
    around = [(column + i, row + j) for i, j in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    return Cell(
        cell,
        Side.LEFT if cell < HALF else Side.RIGHT,
        CELL_CM**2,
        ((column - 3.5) * CELL_CM / 100, -row * CELL_CM / 100, 0.0),
        (cell + HALF) % (2 * HALF),
        tuple(cell_at(c, r) for c, r in around if 0 <= c < COLUMNS and 0 <= r < ROWS),
    )


def _area(name: str, rule: SideRule, left: Iterable[int], sensitive: bool = False) -> Area:
    cells = frozenset(left)
    if rule is not SideRule.RIGHT_ONLY:
        cells |= {(cell + HALF) % (2 * HALF) for cell in cells}
    return Area(name, name, f"the {name}", name, rule, bool(cells), sensitive, "front", cells)


class FlatBody:
    """See the module; implements `filiform.drawing.skin.Skin`."""

    version = "flat-1"

    def __init__(self) -> None:
        self.cells = tuple(_cell(cell) for cell in range(2 * HALF))
        self.views = {
            "front": FlatView(
                "front", "Front", 80, 60, 5.0, labels=(FlatLabel("R", 4, 4), FlatLabel("L", 76, 4))
            ),
            "close": FlatView("close", "Close-up", 80, 120, 10.0),
        }
        rows = {row: [cell_at(c, row) for c in range(4, 8)] for row in range(ROWS)}
        self.areas = {
            "brow": _area("brow", SideRule.PAIRED, rows[0]),
            "face": _area("face", SideRule.PAIRED, rows[0] + rows[1] + rows[2]),
            "belt": _area("belt", SideRule.CROSSES_MIDLINE, rows[4]),
            "liver": _area("liver", SideRule.RIGHT_ONLY, [cell_at(c, 5) for c in range(4)]),
            "deep": _area("deep", SideRule.PAIRED, []),
            "private": _area("private", SideRule.PAIRED, rows[3], sensitive=True),
        }

    def cells_of(self, area_id: str, side: Side) -> frozenset[int]:
        cells = self.areas[area_id].cells
        if side in (Side.LEFT, Side.RIGHT):
            return frozenset(cell for cell in cells if self.cells[cell].side is side)
        return cells

    def mirror(self, cells: Iterable[int]) -> frozenset[int]:
        return frozenset(self.cells[cell].mirror for cell in cells)

    def id_map(self, view: str) -> npt.NDArray[np.int32]:
        front = np.array([[cell_at(c, r) for c in range(COLUMNS)] for r in range(ROWS)], np.int32)
        shown, scale = (front, 10) if view == "front" else (front[:, 2:6], 20)
        return shown.repeat(scale, axis=0).repeat(scale, axis=1)

    def pixel_surface(self, view: str) -> npt.NDArray[np.float64]:
        shape = (self.views[view].height, self.views[view].width)
        return np.full(shape, 1 / self.views[view].px_per_cm ** 2)

    def seen_cm2(self, view: str) -> npt.NDArray[np.float64]:
        ids = self.id_map(view)
        on = ids >= 0
        return np.bincount(
            ids[on], weights=self.pixel_surface(view)[on], minlength=2 * HALF
        ).astype(np.float64)

    def picture(self, view: str) -> bytes:
        """Plain grey, as large as the view."""
        out = io.BytesIO()
        shown = self.views[view]
        Image.new("RGBA", (shown.width, shown.height), GREY).save(out, "PNG")
        return out.getvalue()

    def distances_from(self, cells: Iterable[int]) -> npt.NDArray[np.float64]:
        here = np.array([column_row(cell) for cell in range(2 * HALF)], dtype=float)
        starts = np.array([column_row(cell) for cell in cells], dtype=float)
        steps = np.abs(here[:, None] - starts[None]).sum(axis=2)
        return np.asarray(steps.min(axis=1) * CELL_CM, dtype=np.float64)

    def nearest_landmark(self, cell: int) -> tuple[Landmark, Side, float]:
        return Landmark("navel", "Navel", "midline", 0, "middle"), Side.MIDLINE, 1.0
