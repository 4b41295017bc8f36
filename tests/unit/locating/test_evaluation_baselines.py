"""Baselines, orders and draws of `make evaluate` do what their page says, in tiny worlds."""

from __future__ import annotations

from itertools import product
from xml.etree import ElementTree

import numpy as np
import pytest
from benchmarks.locating.noisy_or import LEAK, NoisyOr
from benchmarks.locating.plots import plot
from benchmarks.locating.policy import CAP, Examination, finds, in_order, information
from benchmarks.locating.sbc import DRAWS, ranks
from benchmarks.locating.worlds import Block, people_of, some

from filiform.inference.coupling import Coupling, active_share, explains_of, pain_of
from filiform.inference.simulate import Model
from filiform.inference.world import Floats
from tiny_worlds import tiny_model

PEOPLE = 30


def block_of(model: Model) -> Block:
    random = np.random.default_rng(3)
    shifts = np.zeros((1, model.world.muscles))
    drawings, shift = people_of(model, shifts, 0.0, PEOPLE, random)
    pain = pain_of(model.world, drawings.skin, drawings.named)
    return Block(drawings, shift, pain, drawings.row >= 0)


def enumerated(judge: NoisyOr, painted: Floats, rate: float) -> Floats:
    """(2M,): P(active) by going through every set of muscles."""
    total, active = 0.0, np.zeros(len(judge.silent))
    for chosen in product((0.0, 1.0), repeat=len(active)):
        free = np.log1p(-LEAK) + np.asarray(chosen) @ judge.silent
        hurts = np.log(-np.expm1(free))
        weight = np.exp(judge.power * np.where(painted, hurts, free).sum())
        weight *= np.prod(np.where(np.asarray(chosen) > 0, rate, 1 - rate))
        total += weight
        active += weight * np.asarray(chosen)
    return np.asarray(active / total)


@pytest.mark.parametrize("power", [0.05, 0.15])
def test_flat_noisy_or_agrees_with_every_set_of_muscles(power: float) -> None:
    model = tiny_model(1)
    block = block_of(model)
    zones = np.random.default_rng(2).uniform(0, 0.5, (2 * model.world.muscles, model.world.cells))
    judge = NoisyOr(model, zones, power)
    odds = judge.expected / len(zones)
    found = judge(block)
    truth = [enumerated(judge, one > 0.3, odds / (1 + odds)) for one in block.pain]
    assert np.abs(found - truth).mean() < 0.03


def test_a_fixed_order_is_counted_to_the_last_active_muscle() -> None:
    score = np.array([[0.9, 0.1, 0.5], [0.2, 0.3, 0.1], [0.1, 0.2, 0.3]])
    active = np.array([[True, False, True], [False, True, False], [False, False, False]])
    found = in_order(score, active)
    assert found.count.tolist() == [2, 1, 0]
    assert found.done(1) == pytest.approx(2 / 3)


def test_more_than_are_counted_count_as_one_more() -> None:
    score, active = np.arange(100.0)[None], np.zeros((1, 100), dtype=np.bool_)
    active[0, 0] = True
    assert in_order(score, active).count.tolist() == [CAP + 1]


def examined(model: Model, block: Block) -> Examination:
    """Nothing is known of the drawing, and palpation tells everything."""
    world = model.world
    rows, muscles = len(world.muscle_of_row), world.muscles
    seen = block.drawings.row.reshape(-1, 2, muscles) >= 0
    told = np.where(np.moveaxis(seen, 0, 1)[..., world.muscle_of_row], 9.0, -9.0)
    nothing = np.zeros((muscles, 2 * muscles))
    coupling = Coupling(nothing, 0.0, explains_of(world), np.ones(2 * muscles))
    return Examination(model, coupling, block, np.full((2, PEOPLE, rows), -1.0), told)


def test_palpation_updates_what_was_palpated_and_nothing_else() -> None:
    model = tiny_model(1)
    one = examined(model, block_of(model))
    before = one.chances(np.arange(PEOPLE), np.zeros((PEOPLE, 2, model.world.muscles), np.bool_))
    only = np.zeros((PEOPLE, 2, model.world.muscles), dtype=np.bool_)
    only[:, 0, 1] = True
    after = one.chances(np.arange(PEOPLE), only)
    assert (np.abs(after[:, 1] - one.block.active[:, 1]) < 0.1).all()
    assert np.allclose(np.delete(after, 1, axis=1), np.delete(before, 1, axis=1))
    share = active_share(model.world, one.logits)
    assert np.allclose(before, np.concatenate(share, axis=1))


def test_all_are_found_at_last_and_stopping_counts_what_was_caught() -> None:
    model = tiny_model(1)
    one = examined(model, block_of(model))
    every, those, stopped = one.updated(finds, one.block.active)
    assert np.array_equal(every.count, those.count)
    assert every.count.max() <= 2 * model.world.muscles
    assert every.count[~one.block.active.any(axis=1)].max(initial=0) == 0
    assert 0 <= stopped.found <= 1


def test_palpating_tells_most_where_nothing_is_sure() -> None:
    told = information(np.array([0.001, 0.5, 0.999]))
    assert told.argmax() == 1
    assert (told >= 0).all()


def test_the_truth_ranks_anywhere_alike_when_chances_are_right() -> None:
    random = np.random.default_rng(1)
    chance = random.uniform(0.02, 0.9, (4000, 12))
    truth = random.random(chance.shape) < chance
    right, wrong = ranks(chance, truth), ranks(chance**2, truth)
    assert max(abs(share * (DRAWS + 1) - 1) for share in right.share) < 0.35
    assert right.expected == pytest.approx(1, abs=0.02)
    assert wrong.lowest > 0.5
    assert wrong.expected < 0.8


def test_some_people_keep_what_is_theirs() -> None:
    block = block_of(tiny_model(1))
    few = some(block, slice(4))
    assert len(few.drawings) == len(few.active) == len(few.pain) == len(few.shift) == 4
    assert np.array_equal(few.active, block.active[:4])


def test_a_plot_is_sound_and_names_its_lines() -> None:
    text = plot("Title", "x", "y", {"one": [(0, 0), (1, 1)], "two": [(0.5, 0.2)]}, diagonal=True)
    root = ElementTree.XML(text)
    words = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Title", "x", "y", "one", "two"} <= set(words)
    assert "M60.0 380.0 L400.0 40.0" in text
