"""The frame in which zones and pain are compared: seen from the side of the muscle.

A column is a skin cell or a place that can only be listed. The first half of the columns is the
same side as the muscle (ipsilateral), the second half the other side. Zones are laid out once, for
the left; a right-hand muscle sees the pain with its halves exchanged. So a mirrored drawing gives
exactly the mirrored ranking: it is the same arithmetic.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from filiform.body import Area, Body, Cell, Side, SideRule
from filiform.locating.constants import Constants

Floats = npt.NDArray[np.float32]

# Size of skin that lies in no named area, for weights only.
_UNNAMED_CM2 = 60.0


@dataclass(frozen=True)
class Frame:
    """Columns and their sizes. `half` columns a side: `cells` skin cells, then listed places.

    `cm2` (2 half,) is the surface of each column. `weight` (2 half,) is what it counts: surface
    divided by the root of the size of the named areas it lies in, so that a named area counts as
    the root of its size, and a temple is not drowned by a back. `rows` numbers the areas; `inside`
    (areas, half) is 1 where a column of one side belongs to the area. Where areas of both sides
    stand in one array, those of the other side follow, `len(rows)` further; `area_cm2` (2 areas,)
    is such an array. `neighbours` are cells of the same half.
    """

    half: int
    cells: int
    cm2: Floats
    weight: Floats
    rows: dict[str, int]
    inside: Floats
    area_cm2: Floats
    listed: dict[str, int]
    neighbours: tuple[tuple[int, ...], ...]

    @cached_property
    def version(self) -> str:
        """Digest of which columns each area has."""
        content = "\0".join(self.rows).encode() + np.packbits(self.inside > 0).tobytes()
        return hashlib.sha256(content).hexdigest()[:12]

    def columns(self, area: str, other_side: bool) -> npt.NDArray[np.intp]:
        """Columns of an area on the same or the other side."""
        found = np.flatnonzero(self.inside[self.rows[area]])
        return found + self.half if other_side else found

    def row(self, area: str, other_side: bool) -> int:
        return self.rows[area] + (len(self.rows) if other_side else 0)


def frame_of(body: Body, constants: Constants) -> Frame:
    """Lay out the columns for a body."""
    cells = len(body.cells) // 2
    listed = {
        area.id: cells + n for n, area in enumerate(a for a in body.areas.values() if not a.surface)
    }
    half = cells + len(listed)
    cm2 = _sizes(body, cells, len(listed), constants.listed_cm2)
    rows = {area: n for n, area in enumerate(body.areas)}
    inside = np.zeros((len(rows), half), dtype=np.float32)
    for area in body.areas.values():
        inside[rows[area.id], _left_columns(area, body, listed, cells)] = 1
    return Frame(
        half=half,
        cells=cells,
        cm2=np.tile(cm2, 2),
        weight=np.tile(_weights(inside, cm2), 2),
        rows=rows,
        inside=inside,
        area_cm2=np.tile(inside @ cm2, 2),
        listed=listed,
        neighbours=tuple(tuple(c for c in cell.neighbours if c < cells) for cell in _left(body)),
    )


def _left(body: Body) -> tuple[Cell, ...]:
    return body.cells[: len(body.cells) // 2]


def _sizes(body: Body, cells: int, listed: int, listed_cm2: float) -> Floats:
    skin = [cell.area_cm2 for cell in body.cells[:cells]]
    return np.asarray([*skin, *([listed_cm2] * listed)], dtype=np.float32)


def _left_columns(area: Area, body: Body, listed: dict[str, int], cells: int) -> list[int]:
    if not area.surface:
        return [listed[area.id]]
    if area.side_rule is SideRule.RIGHT_ONLY:
        return sorted(body.mirror(area.cells))
    return sorted(body.cells_of(area.id, Side.LEFT))


def _weights(inside: Floats, cm2: Floats) -> Floats:
    """Surface over the root of the mean size of the areas a column lies in."""
    count = inside.sum(axis=0)
    mean = np.where(count > 0, (inside @ cm2) @ inside / np.maximum(count, 1), _UNNAMED_CM2)
    return np.asarray(cm2 / np.sqrt(mean), dtype=np.float32)
