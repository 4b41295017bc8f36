"""From a case to numbers a column: what is painted, how strongly, and what was chosen by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from filiform.body import Body, Side
from filiform.drawing import CellPaint
from filiform.drawing.values import PAINTED_FROM
from filiform.locating.constants import Constants
from filiform.locating.frame import Floats, Frame
from filiform.locating.values import Case


@dataclass(frozen=True)
class Pain:
    """The pain as seen from the left (`left`) or, with halves exchanged, from the right.

    Rows of `left` (3, 2 half): covered share 0..1; the share weighted by intensity; 1 where an
    area was chosen by name. `certainty` 0..1 says how much the drawing as a whole can tell.
    """

    left: Floats
    certainty: float

    @cached_property
    def right(self) -> Floats:
        """The same with the halves exchanged: what a right-hand muscle sees as its own side."""
        half = self.left.shape[1] // 2
        return np.ascontiguousarray(np.concatenate([self.left[:, half:], self.left[:, :half]], 1))

    @property
    def empty(self) -> bool:
        return not self.left[0].any()


def pain_of(case: Case, body: Body, frame: Frame, constants: Constants) -> Pain:
    """Lay the drawing of a case over the columns. The order of areas and cells has no effect."""
    left = np.zeros((3, 2 * frame.half), dtype=np.float32)
    for area in case.areas:
        for column in _area_columns(area.area, area.side, body, frame):
            _lay(left, column, 1.0, _strength(area.intensity, constants))
            left[2, column] = 1
    _lay_cells(left, [paint for paint in case.cells if paint.coverage > 0], frame, constants)
    return Pain(left, _certainty(left, frame, constants))


def _lay(left: Floats, column: int, covered: float, strength: float) -> None:
    left[0, column] = max(left[0, column], covered)
    left[1, column] = max(left[1, column], covered * strength)


def _lay_cells(
    left: Floats, painted: Sequence[CellPaint], frame: Frame, constants: Constants
) -> None:
    column = np.asarray([_column(paint.cell, frame) for paint in painted], dtype=np.intp)
    covered = np.asarray([_covered(paint) for paint in painted], dtype=np.float32)
    strength = {one: _strength(one, constants) for one in {p.intensity for p in painted}}
    # As exact as one by one: the product first, then single precision.
    weighed = [_covered(paint) * strength[paint.intensity] for paint in painted]
    np.maximum.at(left[0], column, covered)
    np.maximum.at(left[1], column, np.asarray(weighed, dtype=np.float32))


def _covered(paint: CellPaint) -> float:
    """Half a cell painted is the cell painted; less counts as the share it is of that half."""
    return min(1.0, paint.coverage / PAINTED_FROM)


def _strength(intensity: float | None, constants: Constants) -> float:
    said = constants.intensity_unsaid if intensity is None else intensity
    return constants.intensity_floor + (1 - constants.intensity_floor) * said / 10


def _column(cell: int, frame: Frame) -> int:
    return cell if cell < frame.cells else cell - frame.cells + frame.half


def _area_columns(area: str, side: Side, body: Body, frame: Frame) -> list[int]:
    if area not in frame.listed:
        return [_column(cell, frame) for cell in sorted(body.cells_of(area, side))]
    here = frame.listed[area]
    sides = {Side.LEFT: [here], Side.RIGHT: [here + frame.half]}
    return sides.get(side, [here, here + frame.half])


def _certainty(left: Floats, frame: Frame, constants: Constants) -> float:
    """Near 0 for a speck and for pain nearly everywhere."""
    painted = left[0] * frame.cm2
    # Halves are summed apart so that a mirrored drawing gives the same number to the last bit.
    cm2 = float(painted[: frame.half].sum() + painted[frame.half :].sum())
    share = cm2 / float(2 * frame.cm2[: frame.cells].sum())
    too_wide = (share - constants.wide_from) / (constants.wide_to - constants.wide_from)
    return cm2 / (cm2 + constants.speck_cm2) * min(1.0, max(0.0, 1 - too_wide))
