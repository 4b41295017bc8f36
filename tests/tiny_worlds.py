"""Small made-up worlds for tests of inference: a strip of skin on each side, a few muscles."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.inference.fields import fields_of
from filiform.inference.prior import prior_of
from filiform.inference.settings import Settings
from filiform.inference.simulate import Model
from filiform.inference.world import ESSENTIAL, LOCAL, SPILLOVER, Bools, Floats, World

SIDE = 6
TINY = Settings(expected=1.6, elsewhere=0.3)


def tiny_world(seed: int, muscles: int = 3, twins: int = 1) -> World:
    """`SIDE` x `SIDE` cells of 2.5 cm a side; `twins` muscles have two sites, the others one."""
    random = np.random.default_rng(seed)
    left = np.array([(2.0 + 2.5 * x, 2.5 * y, 0.0) for y in range(SIDE) for x in range(SIDE)])
    left[:, 2] = np.sqrt(400 - left[:, 0] ** 2)
    centre = np.concatenate([left, left * [-1, 1, 1]]).astype(np.float32)
    distance = np.linalg.norm(centre[:, None] - centre[None], axis=2).astype(np.float32)
    sites = [2 if m < twins else 1 for m in range(muscles)]
    rows = _rows(sites)
    return World(
        distance=distance,
        centre=centre,
        cm2=np.full(len(centre), 6.25, dtype=np.float32),
        inside=_areas(),
        muscle_of_row=np.array([m for m, _ in rows]),
        active=np.array([[s in held for s in range(sum(sites))] for _, held in rows]),
        row_on=np.ones((2, len(rows)), dtype=np.bool_),
        midline=np.zeros(muscles, dtype=np.bool_),
        **_parts(sum(sites), distance, random),
    )


def tiny_model(seed: int, settings: Settings = TINY) -> Model:
    world = tiny_world(seed)
    fields = fields_of(world, settings.finest, settings.large_cm2)
    return Model(world, settings, fields, prior_of(world, settings))


def _rows(sites: list[int]) -> list[tuple[int, set[int]]]:
    rows: list[tuple[int, set[int]]] = []
    first = 0
    for muscle, count in enumerate(sites):
        held = [{first}] if count == 1 else [{first}, {first + 1}, {first, first + 1}]
        rows += [(muscle, sites_held) for sites_held in held]
        first += count
    return rows


def _areas() -> Bools:
    """Six areas of two rows by three columns of cells, and one that can only be listed."""
    grid = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    inside = np.zeros((7, SIDE * SIDE), dtype=np.bool_)
    for n in range(6):
        rows, columns = 2 * (n // 2), 3 * (n % 2)
        inside[n, grid[rows : rows + 2, columns : columns + 3]] = True
    return inside


def _parts(
    sites: int,
    distance: Floats,
    random: np.random.Generator,
) -> dict[str, npt.NDArray[Any]]:
    kind = np.tile([ESSENTIAL, SPILLOVER, LOCAL], sites)
    middle = random.integers(SIDE * SIDE, size=len(kind))
    reach = np.where(kind == LOCAL, 1.0, 4.0)
    return {
        "part_site": np.repeat(np.arange(sites), 3),
        "part_kind": kind,
        "part_area": np.where(kind == LOCAL, -1, random.integers(7, size=len(kind))),
        "part_cells": distance[middle] < reach[:, None],
    }
