"""Zones as fields: inside is negative, a moved field is read where it came from."""

from __future__ import annotations

import numpy as np

from filiform.inference.fields import DIRECTIONS, STEPS_CM, nearest_shift
from tiny_worlds import tiny_model

MODEL = tiny_model(1)


def test_depth_is_negative_exactly_inside() -> None:
    assert np.array_equal(MODEL.fields.depth[:, :-1] < 0, MODEL.world.part_cells)


def test_every_cell_of_a_zone_is_near_it() -> None:
    for near, cells in zip(MODEL.fields.near, MODEL.world.part_cells, strict=True):
        assert set(np.flatnonzero(cells)) <= set(near.tolist())


def test_no_shift_moves_nothing_and_shifts_move_about_as_far_as_they_say() -> None:
    shifts, world = MODEL.fields.shifts, MODEL.world
    assert np.array_equal(shifts[0], np.arange(world.cells + 1))
    middle = 6 * 2 + 2
    for step, cm in enumerate(STEPS_CM[1:3], start=1):
        for turn in range(DIRECTIONS):
            moved = shifts[1 + step * DIRECTIONS + turn][middle]
            assert abs(world.distance[middle, moved] - cm) <= 1.8


def test_shifts_of_the_two_sides_mirror_each_other() -> None:
    shifts, half = MODEL.fields.shifts, MODEL.world.cells // 2
    mirror = np.roll(np.arange(2 * half), half)
    assert (mirror[shifts[:, :half]] == shifts[:, half : 2 * half]).mean() > 0.97


def test_the_nearest_shift_is_found() -> None:
    east, north = np.array([0.1, 0.0, 3.1]), np.array([0.0, 2.1, 0.0])
    assert nearest_shift(east, north).tolist() == [0, 1 + 1 * DIRECTIONS, 1 + 2 * DIRECTIONS + 2]
