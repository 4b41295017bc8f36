"""Train the network on drawings of simulated people, each block from a world of its own.

``python -m filiform.locating.training`` calls it with the product's world. Adam on the likelihood
of every muscle's row. The plan alone decides what is learnt: not the clock, not how many processes
simulate, and not whether a run was interrupted and went on from its last state (`progress`).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt

from filiform.errors import InvalidInput
from filiform.inference.network import Network, shares, views
from filiform.inference.progress import State, read_state, save_state
from filiform.inference.simulate import Drawings, Model, simulate, wrong_world
from filiform.inference.world import Floats, Ints, World

HIDDEN = (512, 384)
BLOCK = 2048
_AHEAD = 3
_TOLD_EVERY = 20
_SAVED_EVERY = 5 * _TOLD_EVERY


@dataclass(frozen=True, slots=True)
class Plan:
    """What is learnt from: `blocks` of `BLOCK` people, each of a world of its own, `passes` times
    (people cost more to simulate than to learn from), `batch` views a step; highest rate."""

    seed: int
    blocks: int
    batch: int = 1024
    rate: float = 1.5e-3
    passes: int = 2

    def __post_init__(self) -> None:
        if self.blocks < 1 or self.batch < 2 or self.passes < 1 or not self.rate > 0:
            raise InvalidInput("plan", "at least one block, pass and view of each side; a rate")


@dataclass(frozen=True, eq=False)
class Batch:
    """Views (b, inputs), the shift of complaint (b, M), the true row (b, M) and which may be."""

    inputs: Floats
    shift: Floats
    row: npt.NDArray[np.int16]
    right: npt.NDArray[np.bool_]


def train(
    model: Model, shifts: Floats, plan: Plan, *, workers: int = 1, keep: Path | None = None
) -> tuple[Network, list[float]]:
    """The trained network and the mean loss of every twenty blocks.

    `keep`: a folder for the state, from which an interrupted run of the same plan goes on.
    """
    return _Trainer(model, plan, workers, keep).run(shifts)


@dataclass
class _Trainer:
    model: Model
    plan: Plan
    workers: int
    keep: Path | None
    weights: list[Floats] = field(default_factory=list)
    first_moment: list[Floats] = field(default_factory=list)
    second_moment: list[Floats] = field(default_factory=list)
    step: int = 0
    losses: list[float] = field(default_factory=list)

    def run(self, shifts: Floats) -> tuple[Network, list[float]]:
        first = self._start()
        recent: list[float] = []
        start = time.monotonic()
        for number, drawings, shift in _blocks(self, shifts, first):
            for batch in _batches(self.model.world, drawings, shift, self.plan, number):
                recent.append(self.learn(batch, number / self.plan.blocks))
            ended = number + 1 == self.plan.blocks
            if ended or (number + 1) % _TOLD_EVERY == 0:
                self.losses.append(float(np.mean(recent)))
                recent = []
                _tell(number + 1, self.plan.blocks, self.losses[-1], time.monotonic() - start)
            if self.keep is not None and (ended or (number + 1) % _SAVED_EVERY == 0):
                save_state(self.keep, self._key, self._state(number + 1))
        return Network(*self.weights), self.losses

    @property
    def _key(self) -> str:
        return f"{self.plan} {self.model.world.digest} {self.model.settings}"

    def _start(self) -> int:
        """The first block to learn: 0, or where an earlier run of the same plan stopped."""
        self.weights = _first_weights(self.model, np.random.default_rng(self.plan.seed))
        self.first_moment = [np.zeros_like(w) for w in self.weights]
        self.second_moment = [np.zeros_like(w) for w in self.weights]
        state = read_state(self.keep, self._key) if self.keep is not None else None
        if state is None:
            return 0
        self.weights, self.first_moment, self.second_moment = (list(a) for a in state.arrays)
        self.step, self.losses = state.step, list(state.losses)
        return state.block

    def _state(self, block: int) -> State:
        arrays = (tuple(self.weights), tuple(self.first_moment), tuple(self.second_moment))
        return State(block, self.step, tuple(self.losses), arrays)

    def learn(self, batch: Batch, passed: float) -> float:
        """One step; the mean negative log-likelihood of a view."""
        loss, gradients = loss_and_gradients(self.model.world, self.weights, batch)
        self.step += 1
        rate = self.plan.rate * _pace(self.step, passed)
        for at, gradient in enumerate(gradients):
            self._adam(at, gradient, rate)
        return loss

    def _adam(self, at: int, gradient: Floats, rate: float) -> None:
        first, second = self.first_moment[at], self.second_moment[at]
        first *= 0.9
        first += 0.1 * gradient
        second *= 0.99
        second += 0.01 * np.square(gradient)
        size = rate * np.sqrt(1 - 0.99**self.step) / (1 - 0.9**self.step)
        self.weights[at] -= np.float32(size) * first / (np.sqrt(second) + np.float32(1e-7))


def _pace(step: int, passed: float) -> float:
    """Up within 200 steps, then down along half a cosine."""
    return min(1.0, step / 200) * (0.01 + 0.99 * 0.5 * (1 + float(np.cos(np.pi * min(1, passed)))))


def _first_weights(model: Model, random: np.random.Generator) -> list[Floats]:
    world = model.world
    sizes = (world.cells + 2 * world.areas + 2, *HIDDEN, len(world.muscle_of_row))
    weights = []
    for size_in, size_out in pairwise(sizes):
        # Some sixty inputs of the first layer are not zero.
        spread = np.sqrt(2 / min(size_in, 120))
        weights.append(random.normal(0, spread, (size_in, size_out)).astype(np.float32))
        weights.append(np.zeros(size_out, dtype=np.float32))
    weights[4] *= 0.1
    share = 0.012 * model.prior.row[0]
    weights[5] = np.log(np.maximum(share, 1e-5)).astype(np.float32)
    return weights


def loss_and_gradients(
    world: World, weights: list[Floats], batch: Batch
) -> tuple[float, list[Floats]]:
    """Mean negative log-likelihood of the true rows, and its gradient by every weight."""
    from scipy.sparse import csr_matrix

    first, bias1, second, bias2, third, bias3 = weights
    sparse = csr_matrix(batch.inputs)
    hidden1 = np.maximum(sparse @ first + bias1, 0)
    hidden2 = np.maximum(hidden1 @ second + bias2, 0)
    logits = hidden2 @ third + bias3 + batch.shift[:, world.muscle_of_row]
    loss, error = _loss(world, logits, batch)
    back2 = (error @ third.T) * (hidden2 > 0)
    back1 = (back2 @ second.T) * (hidden1 > 0)
    return loss, [
        np.asarray(sparse.T @ back1),
        back1.sum(axis=0),
        hidden1.T @ back2,
        back2.sum(axis=0),
        hidden2.T @ error,
        error.sum(axis=0),
    ]


def _loss(world: World, logits: Floats, batch: Batch) -> tuple[float, Floats]:
    logits = np.minimum(logits, 30.0)
    impossible = batch.right[:, None] & ~world.row_on[1] | ~batch.right[:, None] & ~world.row_on[0]
    logits = np.where(impossible, np.float32(-60), logits)
    share = shares(logits, world).astype(np.float32)
    who, muscle = np.nonzero(batch.row >= 0)
    row = batch.row[who, muscle]
    silent = 1 - np.add.reduceat(share, world.row_starts, axis=1)
    likelihood = np.log(np.maximum(silent, 1e-9))
    likelihood[who, muscle] = np.log(np.maximum(share[who, row], 1e-9))
    error = share
    error[who, row] -= 1
    return float(-likelihood.sum() / len(logits)), error / np.float32(len(logits))


def _blocks(
    trainer: _Trainer, shifts: Floats, first: int
) -> Iterator[tuple[int, Drawings, Floats]]:
    """Blocks of drawings in order, made by other processes while the network learns."""
    plan = trainer.plan
    with ProcessPoolExecutor(
        trainer.workers,
        get_context("spawn"),
        initializer=_remember,
        initargs=(trainer.model, shifts),
    ) as pool:
        soon = range(first, min(plan.blocks, first + _AHEAD))
        waiting = [pool.submit(_block, (plan.seed, n)) for n in soon]
        for number in range(first, plan.blocks):
            drawings, shift = waiting.pop(0).result()
            if number + _AHEAD < plan.blocks:
                waiting.append(pool.submit(_block, (plan.seed, number + _AHEAD)))
            yield number, drawings, shift
        pool.shutdown(cancel_futures=True)


_HELD: dict[str, tuple[Model, Floats]] = {}


def _remember(model: Model, shifts: Floats) -> None:
    _HELD["held"] = (model, shifts)


def _block(key: tuple[int, int]) -> tuple[Drawings, Floats]:
    """One world, and its people with their complaints."""
    model, shifts = _HELD["held"]
    random = np.random.default_rng(key)
    wrong = wrong_world(model, random)
    shift = person_shifts(shifts, BLOCK, random)
    return simulate(model, wrong, shift, BLOCK, random), shift


def person_shifts(shifts: Floats, count: int, random: np.random.Generator) -> Floats:
    """(count, M) log-odds of a complaint each, stronger or weaker than the table says."""
    chosen = shifts[random.integers(len(shifts), size=count)]
    return (chosen * random.uniform(0, 1.6, (count, 1))).astype(np.float32)


def _batches(
    world: World, drawings: Drawings, shift: Floats, plan: Plan, number: int
) -> Iterator[Batch]:
    """Both views of everyone who drew anything, in random order."""
    drew = np.flatnonzero(drawings.skin.any(axis=1) | drawings.named.any(axis=1))
    random, half = np.random.default_rng((plan.seed, number, 1)), plan.batch // 2
    for _ in range(plan.passes):
        order = random.permutation(drew)
        for at in range(0, len(order) - half + 1, half):
            yield batch_of(world, drawings, shift, order[at : at + half])


def batch_of(world: World, drawings: Drawings, shift: Floats, who: Ints) -> Batch:
    return Batch(
        inputs=views(drawings.skin[who], drawings.named[who]),
        shift=np.concatenate([shift[who], shift[who]]),
        row=rows_seen(world, drawings.row[who]),
        right=np.repeat([False, True], len(who)),
    )


def rows_seen(world: World, row: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """(2b, M) true rows as seen from the left and from the right; a midline muscle is in both."""
    left, right = row[:, : world.muscles], row[:, world.muscles :].copy()
    right[:, world.midline] = left[:, world.midline]
    return np.concatenate([left, right])


def _tell(number: int, blocks: int, loss: float, seconds: float) -> None:
    sys.stderr.write(f"block {number}/{blocks}  loss {loss:.4f}  {seconds:.0f} s\n")
    sys.stderr.flush()
