"""The generative model draws what it says it draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from filiform.errors import InvalidInput
from filiform.inference.prior import shifted
from filiform.inference.simulate import Drawings, simulate, textbook, wrong_world
from filiform.inference.world import mirrored
from tiny_worlds import tiny_model, tiny_world

MODEL = tiny_model(1)
NONE = np.zeros((4000, MODEL.world.muscles), dtype=np.float32)


def people(seed: int = 1, names: float | None = None) -> Drawings:
    random = np.random.default_rng(seed)
    return simulate(MODEL, textbook(MODEL.world), NONE, len(NONE), random, names)


def test_the_same_seed_gives_the_same_people() -> None:
    assert np.array_equal(people().skin, people().skin)
    assert not np.array_equal(people().skin, people(2).skin)


def test_muscles_are_active_as_often_as_the_prior_says() -> None:
    expected = MODEL.prior.focus @ MODEL.prior.rate
    found = (people().row >= 0).mean(axis=0)
    assert np.abs(found - expected).max() < 0.03


def test_sites_of_a_muscle_are_active_as_the_prior_says() -> None:
    row = people().row[:, 0]
    counts = np.bincount(row[row >= 0], minlength=3) / (row >= 0).sum()
    assert np.abs(counts[:3] - MODEL.prior.row[0, :3]).max() < 0.04


def test_a_complaint_moves_the_odds_of_its_muscle() -> None:
    assert shifted(np.array([0.5]), np.log([3.0])) == pytest.approx([0.75])
    shift = NONE.copy()
    shift[:, 2] = 1.5
    random = np.random.default_rng(1)
    asked = simulate(MODEL, textbook(MODEL.world), shift, len(shift), random)
    assert (asked.row[:, 2] >= 0).mean() > (people().row[:, 2] >= 0).mean() + 0.1


def test_painted_skin_lies_at_zones_of_active_muscles() -> None:
    quiet = replace(MODEL.settings, others=0, widespread=0, names_only=0, shift_cm=0.1)
    quiet = replace(quiet, person_shift_cm=0.1, wobble_cm=0.1, spill=0, extent_cm=0.1)
    model = replace(MODEL, settings=replace(quiet, person_extent_cm=0.1))
    random = np.random.default_rng(3)
    found = simulate(model, textbook(model.world), NONE, len(NONE), random)
    left = model.world.part_cells
    for person in range(200):
        rows = found.row[person]
        may = np.zeros(model.world.cells, dtype=np.bool_)
        for at in np.flatnonzero(rows >= 0):
            held = model.world.active[rows[at]][model.world.part_site]
            cells = left[held].any(axis=0)
            may |= mirrored(cells) if at >= model.world.muscles else cells
        near = model.world.distance[:, may].min(axis=1, initial=99) < 3
        assert not (found.skin[person] > 0)[~near].any()


def test_names_only_paints_nothing_and_both_ways_are_drawn() -> None:
    assert not people(names=1.0).skin.any()
    assert people(names=0.0).skin.any(axis=1).mean() > 0.8
    assert people(names=1.0).named.any(axis=1).mean() > 0.8


def test_a_wrong_world_differs_and_amount_zero_does_not() -> None:
    random = np.random.default_rng(5)
    wrong, right = wrong_world(MODEL, random, 2.0), wrong_world(MODEL, random, 0.0)
    assert np.abs(wrong.move).max() > 1
    assert wrong.lost.any() or (wrong.stands_for != np.arange(len(wrong.lost))).any()
    assert not right.move.any()
    assert not right.lost.any()


def test_arrays_of_the_wrong_shape_are_refused() -> None:
    world = tiny_world(1)
    with pytest.raises(InvalidInput, match="distance"):
        replace(world, distance=world.distance[:-1])


def test_the_digest_changes_with_a_zone_only() -> None:
    world = tiny_world(1)
    moved = world.part_cells.copy()
    moved[0, 0] = not moved[0, 0]
    assert replace(world, part_cells=moved).digest != world.digest
    assert replace(world, distance=world.distance + 1e-6).digest == world.digest
