"""Simulation-based calibration: does the truth look like a draw from what the network says?

The state of all muscles of a person is scored by the log-probability that the network gives it. If
its probabilities are right together, and muscles independent given the drawing, the true state
ranks among drawn ones anywhere alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiform.inference.world import Bools, Floats

DRAWS = 19
_EDGE = 1e-9


@dataclass(frozen=True)
class Ranks:
    """`share` (DRAWS + 1,): how often the truth ranks there; alike everywhere when calibrated.
    `expected` of the muscles that the network expects to be active, for each one that is."""

    share: tuple[float, ...]
    expected: float

    @property
    def lowest(self) -> float:
        """How often the truth is among the least likely quarter; .25 when calibrated."""
        return sum(self.share[: (DRAWS + 1) // 4])

    @property
    def highest(self) -> float:
        return sum(self.share[-(DRAWS + 1) // 4 :])


def ranks(chance: Floats, active: Bools) -> Ranks:
    random = np.random.default_rng(17)
    safe = np.clip(chance.astype(np.float64), _EDGE, 1 - _EDGE)
    truth = _score(safe, active)
    drawn = np.stack([_score(safe, random.random(chance.shape) < safe) for _ in range(DRAWS)])
    # Equal states are put in order by chance.
    below = (drawn < truth).sum(axis=0)
    equal = (drawn == truth).sum(axis=0)
    place = below + random.integers(0, equal + 1)
    share = np.bincount(place, minlength=DRAWS + 1) / len(place)
    return Ranks(tuple(share.tolist()), float(chance.sum() / active.sum()))


def _score(chance: Floats, active: Bools) -> Floats:
    return np.asarray(np.where(active, np.log(chance), np.log1p(-chance)).sum(axis=1))
