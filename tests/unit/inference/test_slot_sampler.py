"""The sampler against going through every configuration, on many tiny worlds."""

from __future__ import annotations

import numpy as np
import pytest

from filiform.errors import InvalidInput
from filiform.inference.reference import Outlines, Paint, exact
from filiform.inference.slots import Sampled, sample
from filiform.inference.world import Bools, Floats

CELLS, WORLDS, STEPS = 24, 26, 40_000
PAINT = Paint()


def tiny(random: np.random.Generator) -> tuple[Outlines, Bools, Floats]:
    """Two muscles with two sites or one, two zones a site, two outlines a zone; one other source.
    With a drawing, and findings for half of the worlds."""
    active = np.array(
        [[1, 0, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]], dtype=np.bool_
    )
    muscle, site = np.array([0, 0, 0, 1, 2]), np.array([0, 0, 1, 2, 2, 3])
    zone = np.repeat(np.arange(6), 2)
    model = Outlines(
        core=np.zeros((12, CELLS)),
        rim=np.zeros((12, CELLS)),
        zone=zone,
        share=random.dirichlet([3, 3], 6).ravel(),
        site=site,
        felt=random.uniform(0.4, 0.95, 6),
        muscle=muscle,
        active=active,
        row_share=np.array([0.45, 0.35, 0.2, 1, 1]),
        rate=np.array([0.3, 0.25, 0.1]),
    )
    for outline in range(12):
        start, length = random.integers(CELLS - 8), random.integers(3, 8)
        model.core[outline, start + 1 : start + length - 1] = 1
        model.rim[outline, [start, start + length - 1]] = 1
    drawn = model.core[random.integers(12, size=2)].any(axis=0)
    painted = drawn ^ (random.random(CELLS) < 0.08)
    found = random.normal(0, 1, len(muscle)) * (random.random() < 0.5)
    return model, painted, found


@pytest.fixture(scope="module")
def compared() -> list[tuple[Floats, Sampled]]:
    pairs = []
    for seed in range(WORLDS):
        model, painted, found = tiny(np.random.default_rng(seed))
        truth = exact(model, PAINT, painted, found)
        pairs.append((truth, sample(model, PAINT, painted, found, STEPS, seed)))
    return pairs


@pytest.mark.slow
def test_sampler_and_enumeration_agree(compared: list[tuple[Floats, Sampled]]) -> None:
    errors = [np.abs(truth - found.rows).max() for truth, found in compared]
    assert np.mean(errors) <= 0.01
    assert max(errors) < 0.03


@pytest.mark.slow
def test_the_worlds_are_not_all_easy(compared: list[tuple[Floats, Sampled]]) -> None:
    chances = np.concatenate([truth for truth, _ in compared])
    assert ((chances > 0.2) & (chances < 0.8)).sum() > 15


@pytest.mark.slow
def test_the_two_halves_tell_how_sure_a_run_is(compared: list[tuple[Floats, Sampled]]) -> None:
    model, painted, found = tiny(np.random.default_rng(0))
    short = sample(model, PAINT, painted, found, 40, 1)
    assert short.error > np.median([run.error for _, run in compared])


def test_the_same_seed_gives_the_same_run() -> None:
    model, painted, found = tiny(np.random.default_rng(3))
    once, again = (sample(model, PAINT, painted, found, 200, 5) for _ in range(2))
    assert np.array_equal(once.rows, again.rows)
    assert np.array_equal(once.explains, again.explains)


def test_painted_cells_are_explained_by_what_covers_them() -> None:
    model, painted, found = tiny(np.random.default_rng(1))
    explains = sample(model, PAINT, painted, found, 400, 1).explains
    for muscle, zones in enumerate(model.zones_of_muscle):
        own = np.isin(model.zone, zones)
        reachable = (model.core[own] + model.rim[own]).any(axis=0)
        assert not explains[muscle][~reachable].any()
    assert explains.max() <= 1


def test_a_finding_raises_its_own_row_exactly_as_bayes_says() -> None:
    model, _, found = tiny(np.random.default_rng(2))
    nothing = np.zeros(CELLS, dtype=np.bool_)
    plain = exact(model, PAINT, nothing, np.zeros_like(found))
    raised = np.zeros_like(found)
    raised[3] = np.log(4.0)
    after = exact(model, PAINT, nothing, raised)
    assert after[3] / (1 - after[3]) == pytest.approx(4 * plain[3] / (1 - plain[3]))


def test_worlds_too_large_and_paint_without_sense_are_refused() -> None:
    model, painted, found = tiny(np.random.default_rng(2))
    many = Outlines(**{**vars(model), "site": np.zeros(30, dtype=np.intp)})
    big = Outlines(**{**vars(many), "zone": np.repeat(np.arange(30), 2)})
    with pytest.raises(InvalidInput, match="configurations"):
        exact(big, PAINT, painted, found)
    with pytest.raises(InvalidInput, match="paint"):
        Paint(core=0.2)
