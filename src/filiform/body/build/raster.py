"""Which face a parallel camera sees at every sample of a picture: a z-buffer in NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.body.surface import Floats, Ints

AnyFloats = npt.NDArray[np.floating[Any]]

# Depth steps of the buffer: a tenth of a thousandth of a sample is near enough for any mesh here.
DEPTH_STEPS = 2.0**30


@dataclass(frozen=True)
class Samples:
    """What is seen at samples of a grid, k of them.

    `place` (k,) row * width + column; `triangle` (k,) index; `weights` (k, 3) of its corners.
    """

    place: Ints
    triangle: Ints
    weights: Floats


def rasterise(points: Floats, triangles: Ints, width: int, height: int) -> Samples:
    """Samples of a width x height grid at whole coordinates plus a half.

    `points` (n, 3): column, row and nearness to the viewer; `triangles` (t, 3) those that may be
    seen. Where several cover a sample the nearest counts, at equal depth the one listed first.
    """
    corners = points[triangles]
    near = corners[:, :, 2]
    scale = DEPTH_STEPS / max(float(near.max() - near.min()), 1e-9)
    nothing = np.iinfo(np.int64).max
    buffer = np.full(width * height, nothing)
    for part, column, row in _fragments(corners, width, height):
        weights = barycentric(corners[part], column + 0.5, row + 0.5)
        covered = (weights >= 0).all(axis=1)
        hit, weights = part[covered], weights[covered]
        depth = (near.max() - _blend(weights, near[hit])) * scale
        key = (depth.astype(np.int64) << 32) + hit
        np.minimum.at(buffer, (row * width + column)[covered], key)
    place = np.flatnonzero(buffer != nothing)
    triangle = buffer[place] & 0xFFFFFFFF
    weights = barycentric(corners[triangle], place % width + 0.5, place // width + 0.5)
    return Samples(place, triangle, weights)


def barycentric(corners: Floats, column: AnyFloats, row: AnyFloats) -> Floats:
    """Weights (k, 3) of the corners (k, 3, 3) at points of the picture; negative outside."""
    (ax, ay), (bx, by), (cx, cy) = (corners[:, i, :2].T for i in range(3))
    whole = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    # A triangle seen edge-on covers nothing.
    whole = np.where(whole == 0, np.nan, whole)
    second = ((column - ax) * (cy - ay) - (row - ay) * (cx - ax)) / whole
    third = ((bx - ax) * (row - ay) - (by - ay) * (column - ax)) / whole
    weights: Floats = np.stack([1 - second - third, second, third], axis=1)
    return weights


def _blend(weights: Floats, values: Floats) -> Floats:
    blended: Floats = (
        weights[:, 0] * values[:, 0] + weights[:, 1] * values[:, 1] + weights[:, 2] * values[:, 2]
    )
    return blended


def _fragments(corners: Floats, width: int, height: int) -> list[tuple[Ints, Ints, Ints]]:
    """Triangle, column and row of samples in the triangles' boxes, in parts of bounded size."""
    low = np.ceil(corners[:, :, :2].min(axis=1) - 0.5).astype(np.int64)
    high = np.floor(corners[:, :, :2].max(axis=1) - 0.5).astype(np.int64)
    low, high = np.maximum(low, 0), np.minimum(high, (width - 1, height - 1))
    size = np.maximum(high - low + 1, 0)
    count = size[:, 0] * size[:, 1]
    some = np.flatnonzero(count)
    cuts = np.searchsorted(np.cumsum(count[some]), np.arange(0, count.sum(), 2_000_000))[1:]
    return [_boxes(part, low, size, count) for part in np.split(some, cuts)]


def _boxes(part: Ints, low: Ints, size: Ints, count: Ints) -> tuple[Ints, Ints, Ints]:
    triangle = np.repeat(part, count[part])
    start = np.repeat(np.cumsum(count[part]) - count[part], count[part])
    within = np.arange(len(triangle)) - start
    wide = size[triangle, 0]
    return triangle, low[triangle, 0] + within % wide, low[triangle, 1] + within // wide


def interpolate(samples: Samples, triangles: Ints, values: Floats) -> Floats:
    """Values (n, d) of the points, at the samples: (k, d)."""
    corner = values[triangles[samples.triangle]]
    found: Floats = (
        corner[:, 0] * samples.weights[:, :1]
        + corner[:, 1] * samples.weights[:, 1:2]
        + corner[:, 2] * samples.weights[:, 2:]
    )
    return found
