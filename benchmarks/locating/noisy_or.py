"""Flat noisy-OR: every cell hurts by itself through any active muscle. Kept to show why not.

Gibbs sampling over the muscles that explain the drawing best by themselves; `power` tempers the
cells, which are not independent. Without tempering the sampler sticks: exact answers to tiny worlds
differ by .05 on average even after 3,000 sweeps, by .003 at a power of .15.
"""

from __future__ import annotations

import numpy as np

from benchmarks.locating.worlds import Block
from filiform.inference.simulate import Model
from filiform.inference.world import Bools, Floats, Ints

LEAK = 0.02
CANDIDATES, SWEEPS, WARM = 20, 60, 10
_PAINTED = 0.3


class NoisyOr:
    """`silent` (2M, n): log chance that a muscle's pain leaves a cell free."""

    def __init__(self, model: Model, zones: Floats, power: float) -> None:
        self.silent = np.log1p(-np.minimum(zones, 0.97)).astype(np.float32)
        self.power, self.expected = power, model.settings.expected
        self.exists = np.concatenate([np.ones(model.world.muscles), ~model.world.midline]) > 0
        self.leak = np.float32(np.log1p(-LEAK))

    def __call__(self, block: Block) -> Floats:
        """(B, 2M): P(muscle active); the muscles that are no candidates keep their prior."""
        painted = block.pain > _PAINTED
        level = np.log(self.expected / self.exists.sum())
        prior = np.where(self.exists, level + np.tile(block.shift, (1, 2)), -60.0)
        alone = self.power * self._alone(painted) + prior
        candidates = np.argsort(-alone, axis=1, kind="stable")[:, :CANDIDATES]
        chance = 1 / (1 + np.exp(-np.minimum(prior, 30)))
        sampled = self._sampled(painted, prior, candidates)
        np.put_along_axis(chance, candidates, sampled, axis=1)
        return chance

    def _alone(self, painted: Bools) -> Floats:
        """(B, 2M) log likelihood ratio of each muscle as the only one, against the leak alone."""
        hurts = np.log(-np.expm1(self.leak + self.silent)) - np.log(LEAK)
        return np.asarray(painted @ (hurts - self.silent).T + self.silent.sum(axis=1))

    def _sampled(self, painted: Bools, prior: Floats, candidates: Ints) -> Floats:
        people = np.arange(len(painted))
        random = np.random.default_rng(11)
        on = np.zeros(candidates.shape, dtype=np.bool_)
        free = np.full(painted.shape, self.leak, dtype=np.float32)
        total = np.zeros(candidates.shape)
        for sweep in range(WARM + SWEEPS):
            for at in range(candidates.shape[1]):
                muscle = candidates[:, at]
                silent = self.silent[muscle]
                free -= silent * on[:, at, None]
                odds = prior[people, muscle] + self.power * self._gain(painted, free, silent)
                chance = 1 / (1 + np.exp(-np.clip(odds, -60, 60)))
                on[:, at] = random.random(len(people)) < chance
                free += silent * on[:, at, None]
                if sweep >= WARM:
                    total[:, at] += chance
        return total / SWEEPS

    def _gain(self, painted: Bools, free: Floats, silent: Floats) -> Floats:
        """(B,) log-likelihood that one more active muscle adds."""
        now = np.log(-np.expm1(np.minimum(free, -1e-6)))
        with_it = np.log(-np.expm1(np.minimum(free + silent, -1e-6)))
        return np.asarray(np.where(painted, with_it - now, silent).sum(axis=1))
