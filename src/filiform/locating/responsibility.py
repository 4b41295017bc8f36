"""Which muscle explains which part of the pain: shares that follow from the shown probabilities.

Every muscle covers painted skin as fully as its zones do, times its probability. Together they
cover a cell as if each did so by itself; what nobody covers is left to other sources of pain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from filiform.body import Side
from filiform.locating.engine import SIDES, Engine, Marginals, Unit

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Responsibility:
    """Painted columns (C,) of the frame as seen from the left, their weight (C,), and `share`: by
    muscle and side the part 0..1 of each column that it explains. `other` (C,) is what is left."""

    columns: npt.NDArray[np.intp]
    weight: Numbers
    share: Mapping[Unit, Numbers]
    other: Numbers
    half: int
    cells: int

    def total(self, share: Numbers, within: Numbers | None = None) -> float:
        """Part of all pain, or of the columns marked 1 in `within`, that a share makes up."""
        weight = self.weight if within is None else self.weight * within
        whole = float(weight.sum())
        return float((share * weight).sum()) / whole if whole else 0.0

    def inside(self, cells: Iterable[int]) -> Numbers:
        """(C,) 1 where a column is one of these skin cells."""
        own = {self._column(cell) for cell in cells}
        return np.asarray([float(column in own) for column in self.columns.tolist()])

    def at(self, columns: Iterable[int]) -> Numbers:
        """(C,) 1 where a column is one of these, seen from the left."""
        return np.isin(self.columns, list(columns)).astype(np.float64)

    @cached_property
    def largest(self) -> Numbers:
        """(C,) the largest part that a muscle explains."""
        return np.asarray(np.max(np.stack([*self.share.values()]), axis=0))

    def most_of(self, unit: Unit, at_least: float) -> tuple[int, ...]:
        """Skin cells of which no other muscle explains more, and it at least such a part."""
        share = self.share[unit]
        return self._skin((share >= at_least) & (share >= self.largest))

    def cells_of(self, unit: Unit, at_least: float) -> tuple[int, ...]:
        """Skin cells of which the muscle explains at least such a part."""
        return self._skin(self.share[unit] >= at_least)

    def _skin(self, chosen: npt.NDArray[np.bool_]) -> tuple[int, ...]:
        found = self.columns[chosen].tolist()
        return tuple(sorted(c for c in map(self._cell, found) if c is not None))

    def _column(self, cell: int) -> int:
        return cell if cell < self.cells else cell - self.cells + self.half

    def _cell(self, column: int) -> int | None:
        other, place = divmod(column, self.half)
        return place + other * self.cells if place < self.cells else None


def responsibility(engine: Engine, found: Marginals) -> Responsibility:
    """Shares of every muscle in every painted column. Takes some milliseconds."""
    frame, zones = engine.zones.frame, engine.zones
    covered = found.pain.left[1].astype(np.float64) * frame.weight
    columns = np.flatnonzero(covered)
    each = {side: _by_muscle(engine, found, side, columns) for side in SIDES}
    silent = np.ones(len(columns))
    total = np.zeros(len(columns))
    for share in each.values():
        silent *= np.prod(1 - share, axis=0)
        total += share.sum(axis=0)
    scale = (1 - silent) / np.maximum(total, 1e-12)
    shares = {
        (muscle.id, side): each[side][n] * scale
        for n, muscle in enumerate(zones.muscles)
        for side in muscle.sides
    }
    return Responsibility(columns, covered[columns], shares, silent, frame.half, frame.cells)


def _by_muscle(
    engine: Engine, found: Marginals, side: Side, columns: npt.NDArray[np.intp]
) -> Numbers:
    """(muscles, C): how far each muscle covers each column, by its sites on that side."""
    zones, half = engine.zones, engine.zones.frame.half
    seen = (columns + half) % (2 * half) if side is Side.RIGHT else columns
    there = np.asarray([side in site.sides for site in zones.sites])
    single = _single_rows(engine)
    covers = zones.explains[single][:, seen] * (found.site[side] * there)[:, None]
    silent = np.ones((len(zones.muscles), len(columns)))
    np.multiply.at(silent, zones.muscle_of_site, 1 - covers)
    return np.asarray(1 - silent)


def _single_rows(engine: Engine) -> npt.NDArray[np.intp]:
    """(sites,): the row in which each site alone is active."""
    rows = {row.sites[0]: n for n, row in enumerate(engine.zones.rows) if len(row.sites) == 1}
    return np.asarray([rows[n] for n in range(len(engine.zones.sites))])
