"""Which pixels a stroke covers.

A stroke is a disc drawn along its points. A pixel is covered when its centre is. The element in
the browser fills the same spans, row by row, so that both paint the same pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from filiform.drawing.skin import Skin
from filiform.drawing.values import Stroke

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# Segments are worked through in blocks so that a hostile stroke cannot ask for gigabytes.
_BLOCK = 256
# An edge that rises less, or a segment that is shorter, is met by the discs at its ends alone.
_FLAT = 1e-9
# Finding where a row of a segment begins and ends costs as much as painting so many pixels.
_ROW_WORK = 40


@dataclass(frozen=True)
class Covered:
    """Covered pixels within a frame of the picture that starts at (`top`, `left`)."""

    top: int
    left: int
    mask: Mask

    @property
    def window(self) -> tuple[slice, slice]:
        rows, columns = self.mask.shape
        return slice(self.top, self.top + rows), slice(self.left, self.left + columns)


def cover(stroke: Stroke, width: int, height: int) -> Covered:
    """Rasterise a stroke on a picture of `width` x `height` pixels."""
    points = np.asarray(stroke.points, dtype=np.float64) * (width, height)
    radius = stroke.radius * width
    left, top = (int(v) for v in np.floor(points.min(0) - radius).clip(0, (width, height)))
    right, bottom = (int(v) for v in np.ceil(points.max(0) + radius).clip(0, (width, height)))
    frame = _Frame(top, left, max(bottom - top, 0), max(right - left, 0))
    starts, ends = (points[:-1], points[1:]) if len(points) > 1 else (points, points)
    steps = np.zeros((frame.rows, frame.columns + 1), dtype=np.int32)
    if frame.rows and frame.columns:
        for i in range(0, len(starts), _BLOCK):
            _add_spans(steps, frame, starts[i : i + _BLOCK], ends[i : i + _BLOCK], radius)
    return Covered(top, left, steps.cumsum(axis=1)[:, :-1] > 0)


def work(strokes: Sequence[Stroke], body: Skin) -> float:
    """What painting costs, in pixels touched: a frame around each stroke, its rows, and two
    pictures at each change of view. The browser counts the same (sketch.js)."""
    pixels, before = 0.0, ""
    for stroke in strokes:
        view = body.views[stroke.view]
        pixels += _stroke_work(stroke, view.width, view.height)
        pixels += 2 * view.width * view.height * (stroke.view != before)
        before = stroke.view
    return pixels


def _stroke_work(stroke: Stroke, width: int, height: int) -> float:
    x, y = zip(*stroke.points, strict=True)
    reach = 2 * stroke.radius * width
    across: float = min(width, (max(x) - min(x)) * width + reach)
    along: float = min(height, (max(y) - min(y)) * height + reach)
    rise: float = sum(abs(b - a) for a, b in pairwise(y))
    return across * along + _ROW_WORK * (rise * height + len(y) * reach)


@dataclass(frozen=True)
class _Frame:
    top: int
    left: int
    rows: int
    columns: int


def _add_spans(
    steps: npt.NDArray[np.int32], frame: _Frame, starts: Floats, ends: Floats, radius: float
) -> None:
    """Mark where each segment's span begins (+1) and has ended (-1) on each row."""
    segment, row = _rows_of(starts, ends, radius, frame)
    low, high = _span(starts[segment], ends[segment], row.astype(np.float64) + 0.5, radius)
    first = (np.ceil(low - 0.5) - frame.left).clip(0, frame.columns)
    last = (np.floor(high - 0.5) - frame.left).clip(-1, frame.columns - 1)
    kept = first <= last
    row, first, last = row[kept] - frame.top, first[kept], last[kept]
    np.add.at(steps, (row, first.astype(np.int64)), 1)
    np.add.at(steps, (row, last.astype(np.int64) + 1), -1)


def _rows_of(starts: Floats, ends: Floats, radius: float, frame: _Frame) -> tuple[Ints, Ints]:
    """Every (segment, row) pair that may be covered."""
    bottom = frame.top + frame.rows
    low = np.minimum(starts[:, 1], ends[:, 1]) - radius
    high = np.maximum(starts[:, 1], ends[:, 1]) + radius
    first = np.ceil(low - 0.5).clip(frame.top, bottom).astype(np.int64)
    last = np.floor(high - 0.5).clip(frame.top - 1, bottom - 1).astype(np.int64)
    count = np.maximum(last - first + 1, 0)
    segment = np.repeat(np.arange(len(starts)), count)
    offset = np.arange(len(segment)) - np.repeat(count.cumsum() - count, count)
    return segment, first[segment] + offset


def _span(a: Floats, b: Floats, y: Floats, radius: float) -> tuple[Floats, Floats]:
    """From where to where the row at height `y` lies within `radius` of segment a-b.

    The shape is convex: a row ends on one of the two discs or on one of the two long edges.
    """
    low, high = np.full(len(y), np.inf), np.full(len(y), -np.inf)
    for centre in (a, b):
        left_over = radius**2 - (y - centre[:, 1]) ** 2
        half = np.sqrt(np.maximum(left_over, 0))
        inside = left_over >= 0
        low = np.where(inside, np.minimum(low, centre[:, 0] - half), low)
        high = np.where(inside, np.maximum(high, centre[:, 0] + half), high)
    along = b - a
    length = np.hypot(along[:, 0], along[:, 1])
    scale = radius / np.where(length > _FLAT, length, 1)
    normal = np.stack([-along[:, 1] * scale, along[:, 0] * scale], axis=1)
    for start, end in ((a + normal, b + normal), (a - normal, b - normal)):
        rise = end[:, 1] - start[:, 1]
        sloped = np.abs(rise) > _FLAT
        share = (y - start[:, 1]) / np.where(sloped, rise, 1)
        x = start[:, 0] + share * (end[:, 0] - start[:, 0])
        meets = sloped & (share >= 0) & (share <= 1)
        low = np.where(meets, np.minimum(low, x), low)
        high = np.where(meets, np.maximum(high, x), high)
    return low, high
