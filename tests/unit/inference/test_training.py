"""Training follows the gradient, learns a tiny world, and cannot tell left from right."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from filiform.errors import InvalidInput
from filiform.inference import train as training
from filiform.inference.network import Network, shares, views
from filiform.inference.progress import State, save_state
from filiform.inference.simulate import simulate, textbook
from filiform.inference.train import Plan, batch_of, loss_and_gradients, train
from filiform.inference.world import Floats, mirrored
from tiny_worlds import tiny_model

MODEL = tiny_model(1)
WORLD = MODEL.world
SHIFT = np.zeros((64, WORLD.muscles), dtype=np.float32)
PEOPLE = simulate(MODEL, textbook(WORLD), SHIFT, 64, np.random.default_rng(1))


@pytest.fixture(scope="module")
def trained() -> tuple[Network, list[float]]:
    return train(MODEL, SHIFT[:1], Plan(seed=1, blocks=40, batch=256))


def some_weights(random: np.random.Generator) -> list[Floats]:
    inputs = WORLD.cells + 2 * WORLD.areas + 2
    sizes = [(inputs, 8), (8,), (8, 7), (7,), (7, len(WORLD.muscle_of_row))]
    sizes.append((len(WORLD.muscle_of_row),))
    return [random.normal(0, 0.5, size) for size in sizes]


def test_gradients_are_those_of_the_loss() -> None:
    random = np.random.default_rng(2)
    weights, batch = some_weights(random), batch_of(WORLD, PEOPLE, SHIFT, np.arange(40))
    loss, gradients = loss_and_gradients(WORLD, weights, batch)
    for weight, gradient in zip(weights, gradients, strict=True):
        at = np.unravel_index(np.abs(gradient).argmax(), gradient.shape)
        weight[at] += 1e-3
        assert loss_and_gradients(WORLD, weights, batch)[0] - loss == pytest.approx(
            1e-3 * gradient[at], rel=0.05, abs=1e-5
        )
        weight[at] -= 1e-3


def test_learning_lowers_the_loss(trained: tuple[Network, list[float]]) -> None:
    _, losses = trained
    assert losses[-1] < 0.85 * losses[0]


def test_one_drawing_is_read_as_it_was_learnt(trained: tuple[Network, list[float]]) -> None:
    network, _ = trained
    batch = views(PEOPLE.skin, PEOPLE.named)
    hidden = np.maximum(batch @ network.first + network.first_bias, 0)
    hidden = np.maximum(hidden @ network.second + network.second_bias, 0)
    whole = hidden @ network.third + network.third_bias
    one = network.both_sides(PEOPLE.skin[5], PEOPLE.named[5])
    assert np.allclose(one, [whole[5], whole[64 + 5]], atol=1e-4)


def test_a_mirrored_drawing_gives_exactly_the_mirrored_answer(
    trained: tuple[Network, list[float]],
) -> None:
    network, _ = trained
    for skin, named in zip(PEOPLE.skin[:20], PEOPLE.named[:20], strict=True):
        there = network.both_sides(mirrored(skin), mirrored(named))
        assert np.array_equal(there, network.both_sides(skin, named)[::-1])


def test_shares_of_a_muscle_leave_room_for_silence() -> None:
    logits = np.random.default_rng(3).normal(0, 3, (5, len(WORLD.muscle_of_row)))
    found = shares(logits, WORLD)
    total = np.add.reduceat(found, WORLD.row_starts, axis=1)
    assert ((total > 0) & (total < 1)).all()
    odds = found[:, 0] / (1 - total[:, 0])
    assert np.allclose(np.log(odds), logits[:, 0])


SHORT = Plan(seed=3, blocks=4, batch=256)


class Interrupted(Exception):
    """The power fails."""


def same(one: Network, other: Network) -> bool:
    return all(
        np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Network)
    )


def test_an_interrupted_training_goes_on_and_ends_with_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, losses = train(MODEL, SHIFT[:1], SHORT)
    monkeypatch.setattr(training, "_SAVED_EVERY", 2)

    def save_and_fail(folder: Path, key: str, state: State) -> None:
        save_state(folder, key, state)
        raise Interrupted

    with monkeypatch.context() as failing:
        failing.setattr(training, "save_state", save_and_fail)
        with pytest.raises(Interrupted):
            train(MODEL, SHIFT[:1], SHORT, keep=tmp_path)
    resumed, _ = train(MODEL, SHIFT[:1], SHORT, workers=2, keep=tmp_path)
    assert same(resumed, whole)
    assert len(losses) == 1


def test_the_state_of_another_plan_is_not_gone_on_from(tmp_path: Path) -> None:
    train(MODEL, SHIFT[:1], replace(SHORT, blocks=1), keep=tmp_path)
    resumed, _ = train(MODEL, SHIFT[:1], replace(SHORT, blocks=1, seed=4), keep=tmp_path)
    fresh, _ = train(MODEL, SHIFT[:1], replace(SHORT, blocks=1, seed=4))
    assert same(resumed, fresh)


def test_a_damaged_state_is_no_state(tmp_path: Path) -> None:
    (tmp_path / "state.npz").write_bytes(b"PK nothing")
    train(MODEL, SHIFT[:1], replace(SHORT, blocks=1), keep=tmp_path)


def test_a_plan_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="plan"):
        Plan(seed=1, blocks=0)
