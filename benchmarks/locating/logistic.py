"""A logistic regression per muscle, learnt from simulated people: the strongest cheap baseline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from benchmarks.locating.worlds import LEARNING, Block, people_of
from filiform.inference.network import views
from filiform.inference.simulate import Model
from filiform.inference.world import Floats, World

# Other people than those that are ranked, in worlds as wrong as the network's.
WORLDS, PEOPLE, ROUNDS, BATCH = 120, 1500, 3, 750
_RATE, _DECAY = 0.004, (0.9, 0.999)


@dataclass
class Logistic:
    """`weight` (inputs, M) and `bias` (M,): muscles of the side seen as the left; the right sees
    the drawing with its sides exchanged, as the network does."""

    weight: Floats
    bias: Floats
    world: World

    def __call__(self, block: Block) -> Floats:
        """(B, 2M): P(muscle active)."""
        seen = sparse.csr_array(views(block.drawings.skin, block.drawings.named))
        odds = (seen @ self.weight + self.bias).reshape(2, len(block.active), -1) + block.shift
        odds[:, :, self.world.midline] = odds[:, :, self.world.midline].mean(axis=0)
        chance = 1 / (1 + np.exp(-odds))
        chance[1][:, self.world.midline] = 0
        return np.asarray(np.concatenate(chance, axis=1))


def learnt(model: Model, shifts: Floats) -> Logistic:
    """By Adam's steps over the same people again and again. Some two minutes."""
    world = model.world
    blocks = [_seen(model, shifts, number) for number in range(WORLDS)]
    each = model.settings.expected / (2 * world.muscles)
    found = Logistic(
        np.zeros((blocks[0][0].shape[1], world.muscles), dtype=np.float32),
        np.full(world.muscles, np.log(each / (1 - each)), dtype=np.float32),
        world,
    )
    steps = _Steps(found)
    random = np.random.default_rng((LEARNING, 7))
    for done in range(ROUNDS):
        for number in random.permutation(WORLDS):
            for who in np.array_split(random.permutation(2 * PEOPLE), 2 * PEOPLE // BATCH):
                inputs, shift, active = (part[who] for part in blocks[number])
                steps.learn(inputs, shift, active, 0.3**done)
    return found


Seen = tuple[sparse.csr_array, Floats, Floats]


def _seen(model: Model, shifts: Floats, number: int) -> Seen:
    """(2B, inputs), (2B, M) and (2B, M): everyone from the left, then everyone from the right."""
    random = np.random.default_rng((LEARNING, number))
    drawings, shift = people_of(model, shifts, 1.0, PEOPLE, random)
    left, right = np.split(drawings.row >= 0, 2, axis=1)
    right = np.where(model.world.midline, left, right)
    seen = views(drawings.skin, drawings.named)
    return sparse.csr_array(seen), np.tile(shift, (2, 1)), np.concatenate([left, right])


class _Steps:
    """Adam's running means."""

    def __init__(self, found: Logistic) -> None:
        self.found, self.count = found, 0
        self.means = [np.zeros_like(found.weight), np.zeros_like(found.bias)]
        self.squares = [np.zeros_like(found.weight), np.zeros_like(found.bias)]

    def learn(self, inputs: sparse.csr_array, shift: Floats, active: Floats, rate: float) -> None:
        odds = inputs @ self.found.weight + self.found.bias + shift
        error = (1 / (1 + np.exp(-odds)) - active).astype(np.float32) / np.float32(len(odds))
        self.count += 1
        slopes = [np.asarray(inputs.T @ error), error.sum(axis=0)]
        for n, value in enumerate((self.found.weight, self.found.bias)):
            self._step(n, value, slopes[n], rate)

    def _step(self, n: int, value: Floats, slope: Floats, rate: float) -> None:
        first, second = _DECAY
        self.means[n] += (1 - first) * (slope - self.means[n])
        self.squares[n] += (1 - second) * (slope**2 - self.squares[n])
        mean = self.means[n] / (1 - first**self.count)
        square = self.squares[n] / (1 - second**self.count)
        value -= np.float32(rate * _RATE) * mean / (np.sqrt(square) + 1e-8)
