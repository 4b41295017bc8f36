"""Zones as fields over the skin: how far each cell lies from the edge of a zone, and moving them.

A zone drawn larger is a higher level of its field, a zone drawn elsewhere is the field read at
shifted cells. Only cells near a zone are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from filiform.inference.world import Bools, Floats, Ints, World

REACH_CM = 13.0
DIRECTIONS = 8
STEPS_CM = (1.0, 2.0, 3.0, 4.5, 6.0)


@dataclass(frozen=True, eq=False)
class Fields:
    """`near` (F, K) cells around each field, padded with n; `depth` (F, n+1) cm to the edge,
    negative inside; `shifts` (T, n+1): the cell from which a moved field is read; `scale` (F,) of
    its drawing, 1 for a large zone; `radius` (F,) cm; `kernel` (F, n): inside, as probabilities.
    """

    near: Ints
    depth: Floats
    shifts: Ints
    scale: Floats
    radius: Floats
    kernel: Floats

    @cached_property
    def reach(self) -> Ints:
        """(F,): how many cells are near each field."""
        cells = self.kernel.shape[1]
        return np.asarray((self.near < cells).sum(axis=1))

    @cached_property
    def _edges(self) -> Floats:
        """(F * n,): cumulated kernels, one field after the other, each ending at a whole number."""
        own = np.cumsum(self.kernel, axis=1, dtype=np.float64)
        own /= np.maximum(own[:, -1:], 1e-12)
        return np.asarray((np.arange(len(own))[:, None] + own).ravel())

    def inside(self, field: Ints, at: Floats) -> Ints:
        """A cell inside each field, drawn by `at` (0..1) from its kernel."""
        cells = self.kernel.shape[1]
        found = np.searchsorted(self._edges, field + at, side="left") - field * cells
        return np.asarray(np.clip(found, 0, cells - 1))


def fields_of(world: World, finest: float, large_cm2: float) -> Fields:
    """Fields of every part of every zone. Takes some seconds."""
    size = world.part_cells.astype(np.float32) @ world.cm2
    weight = world.part_cells * world.cm2
    return Fields(
        near=_near(world),
        depth=_padded(np.stack([_depth(world.distance, part) for part in world.part_cells])),
        shifts=shifts_of(world),
        scale=np.clip(np.sqrt(size / large_cm2), finest, 1).astype(np.float32),
        radius=np.sqrt(size / np.pi).astype(np.float32),
        kernel=(weight / np.maximum(size, 1e-6)[:, None]).astype(np.float32),
    )


def _depth(distance: Floats, inside: Bools) -> Floats:
    """(n,) cm outside the edge of a set of cells, negative inside; far away where it is empty."""
    if not inside.any():
        return np.full(len(distance), 1e3, dtype=np.float32)
    out = distance[:, inside].min(axis=1)
    back = distance[:, ~inside].min(axis=1)
    return np.asarray(out - back, dtype=np.float32)


def _padded(depth: Floats) -> Floats:
    return np.pad(depth, ((0, 0), (0, 1)), constant_values=1e3)


def _near(world: World) -> Ints:
    lists = [_around(world, part) for part in world.part_cells]
    near = np.full((len(lists), max(map(len, lists))), world.cells, dtype=np.intp)
    for row, cells in zip(near, lists, strict=True):
        row[: len(cells)] = cells
    return near


def _around(world: World, part: Bools) -> Ints:
    if not part.any():
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(world.distance[:, part].min(axis=1) <= REACH_CM)


def shifts_of(world: World) -> Ints:
    """(1 + steps * directions, n+1): the first is no shift, then directions within each step."""
    place = np.arange(world.cells + 1)
    shifts = [place]
    for step in STEPS_CM:
        for turn in range(DIRECTIONS):
            shifts.append(_shift(world, step, 2 * np.pi * turn / DIRECTIONS))
    return np.stack(shifts)


def _shift(world: World, step: float, angle: float) -> Ints:
    """The cell nearest to a point `step` cm away, upwards turned by `angle`, along the skin."""
    up, across = _axes(world)
    target = world.centre + step * (np.cos(angle) * up + np.sin(angle) * across)
    found = np.empty(world.cells + 1, dtype=np.intp)
    found[world.cells] = world.cells
    for cell in range(world.cells):
        close = np.flatnonzero(world.distance[cell] <= 2 * step + 1)
        gap = ((world.centre[close] - target[cell]) ** 2).sum(axis=1)
        found[cell] = close[np.argmin(gap)]
    return found


def _axes(world: World) -> tuple[Floats, Floats]:
    """Two directions in the plane of the skin at every cell, mirrored on the other side."""
    normal = _normals(world)
    up = (
        np.array([0.0, 1.0, 0.05], dtype=np.float32)
        - normal * (normal @ np.array([0.0, 1.0, 0.05], dtype=np.float32))[:, None]
    )
    up /= np.linalg.norm(up, axis=1, keepdims=True) + 1e-6
    across = np.cross(normal, up)
    across[world.cells // 2 :] *= -1
    return up.astype(np.float32), across.astype(np.float32)


def _normals(world: World) -> Floats:
    """Outwards: the direction in which the cells around each cell spread least."""
    half = world.cells // 2
    normal = np.empty((world.cells, 3), dtype=np.float32)
    for cell in range(half):
        around = world.centre[world.distance[cell] <= 5]
        _, _, axes = np.linalg.svd(around - around.mean(axis=0), full_matrices=True)
        out = world.centre[cell] - world.centre[world.distance[cell] <= 15].mean(axis=0)
        normal[cell] = axes[2] if axes[2] @ out >= 0 else -axes[2]
    normal[half:] = normal[:half] * np.array([-1, 1, 1], dtype=np.float32)
    return normal


def nearest_shift(east: Floats, north: Floats) -> Ints:
    """Which of the shifts comes nearest to a wanted one, in cm."""
    length = np.hypot(east, north)
    turn = np.round(np.arctan2(east, north) / (2 * np.pi) * DIRECTIONS).astype(np.intp) % DIRECTIONS
    steps = np.array([0.0, *STEPS_CM])
    step = np.abs(length[..., None] - steps).argmin(axis=-1)
    return np.where(step == 0, 0, 1 + (step - 1) * DIRECTIONS + turn)
