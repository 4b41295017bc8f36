"""The reference model: outlines of zones instead of free drawing, and its exact answer.

Muscle -> row of active sites -> each zone off or drawn as one of its outlines -> cells. Other
sources of pain are muscles too, of one site and one zone each, that nobody asks about. `exact`
goes through every configuration: for tiny worlds, to check the sampler (`slots`) against.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.errors import InvalidInput
from filiform.inference.world import Bools, Floats, Ints

OFF = -1
MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class Paint:
    """P(cell painted) in the core of a drawn zone, in its rim, elsewhere; `beta` tempers the
    likelihood, because neighbouring cells are not independent."""

    core: float = 0.95
    rim: float = 0.55
    out: float = 0.012
    beta: float = 0.3

    def __post_init__(self) -> None:
        if not 0 < self.out < self.rim < self.core < 1 or not 0 < self.beta <= 1:
            raise InvalidInput("paint", "0 < out < rim < core < 1 and 0 < beta <= 1")

    def logs(self, painted: Bools) -> tuple[Floats, Floats, Floats]:
        """(n,) tempered log-likelihood of each cell in a core, in a rim and elsewhere."""
        chance = np.array([self.core, self.rim, self.out])[:, None]
        found = self.beta * np.where(painted, np.log(chance), np.log(1 - chance))
        return found[0], found[1], found[2]


@dataclass(frozen=True, eq=False)
class Outlines:
    """T outlines of Z zones of S sites in R rows of M muscles, over n cells.

    `core`, `rim` (T, n): dense or SciPy sparse, 0 or 1, apart from each other. `zone` (T,) and
    `share` (T,): its zone, and how often that zone is drawn so. `site` (Z,), `felt` (Z,): the
    zone's site, and P(drawn | site active). `muscle` (R,), `active` (R, S), `row_share` (R,):
    P(row | muscle active). `rate` (M,): P(muscle active).
    """

    core: Any
    rim: Any
    zone: Ints
    share: Floats
    site: Ints
    felt: Floats
    muscle: Ints
    active: Bools
    row_share: Floats
    rate: Floats

    @cached_property
    def zones_of_muscle(self) -> tuple[Ints, ...]:
        """Zones of every muscle."""
        muscle_of_site = self.muscle[np.argmax(self.active, axis=0)]
        of_zone = muscle_of_site[self.site]
        return tuple(np.flatnonzero(of_zone == m) for m in range(len(self.rate)))

    @cached_property
    def rows_of_muscle(self) -> tuple[Ints, ...]:
        return tuple(np.flatnonzero(self.muscle == m) for m in range(len(self.rate)))

    def row_weights(self, muscle: int, on: npt.NDArray[np.bool_], found: Floats) -> Floats:
        """Silence and every row of a muscle: joint weight with which of its zones are drawn.

        `on` (Z,) zones drawn; `found` (R,) log likelihood ratios of findings. Outlines' shares are
        left out: they are the same for every row.
        """
        zones, rows = self.zones_of_muscle[muscle], self.rows_of_muscle[muscle]
        drawn, felt = on[zones], self.felt[zones]
        holds = self.active[np.ix_(rows, self.site[zones])]
        each = np.where(holds, np.where(drawn, felt, 1 - felt), np.where(drawn, 0.0, 1.0))
        weight = self.rate[muscle] * self.row_share[rows] * np.exp(found[rows])
        silent = 0.0 if drawn.any() else 1 - self.rate[muscle]
        return np.concatenate([[silent], weight * each.prod(axis=1)])

    def marginals(self, muscle: int, on: npt.NDArray[np.bool_], found: Floats) -> Floats:
        """(rows of the muscle,): P(row | which zones are drawn, findings)."""
        weights = self.row_weights(muscle, on, found)
        return np.asarray(weights[1:] / weights.sum())


def exact(model: Outlines, paint: Paint, painted: Bools, found: Floats) -> Floats:
    """(R,): P(row | drawing, findings) by going through every configuration of outlines."""
    choices = [[OFF, *np.flatnonzero(model.zone == z).tolist()] for z in range(len(model.site))]
    if np.prod([float(len(c)) for c in choices]) > MOST:
        raise InvalidInput("model", f"at most {MOST} configurations")
    logs = paint.logs(painted)
    total, sums = 0.0, np.zeros(len(model.muscle))
    for state in product(*choices):
        weight, rows = _weigh(model, np.asarray(state), logs, found)
        total += weight
        sums += weight * rows
    return np.asarray(sums / total)


def _weigh(
    model: Outlines, state: Ints, logs: tuple[Floats, Floats, Floats], found: Floats
) -> tuple[float, Floats]:
    """Joint weight of a configuration, and P(row) given it."""
    on = state != OFF
    rows = np.zeros(len(model.muscle))
    weight = float(np.prod(model.share[state[on]]))
    for muscle, own in enumerate(model.rows_of_muscle):
        joint = model.row_weights(muscle, on, found)
        weight *= joint.sum()
        rows[own] = joint[1:] / max(joint.sum(), 1e-300)
    return weight * float(np.exp(log_likelihood(model, state[on], logs))), rows


def log_likelihood(model: Outlines, drawn: Ints, logs: tuple[Floats, Floats, Floats]) -> float:
    """Of the drawing, when these outlines lie on the skin."""
    in_core, in_rim, out = logs
    core, rim = covered(model, drawn)
    return float(np.where(core > 0, in_core, np.where(rim > 0, in_rim, out)).sum())


def covered(model: Outlines, drawn: Ints) -> tuple[Ints, Ints]:
    """(n,) how many of these outlines have each cell in their core, and in their rim."""
    counts = [np.asarray(part[drawn].sum(axis=0)).ravel() for part in (model.core, model.rim)]
    return counts[0].astype(np.intp), counts[1].astype(np.intp)
