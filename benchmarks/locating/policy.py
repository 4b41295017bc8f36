"""In which order to palpate: how many muscles until every active one has been palpated.

Everyone is palpated with the same made-up findings under every order (common random numbers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from benchmarks.locating.worlds import LEARNING, Block
from filiform.inference.coupling import (
    Coupling,
    active_share,
    site_outcomes,
    true_sites,
    with_findings,
)
from filiform.inference.simulate import Model
from filiform.inference.weights import Weights
from filiform.inference.world import Bools, Floats
from filiform.locating.training import batch_logits

CAP = 60
STOP_AT = 0.5
# As in the product (docs/reference/locating-constants.md): nats of information against one find.
GAIN_WEIGHT = 4.0
Utility = Callable[[Floats], Floats]


@dataclass(frozen=True)
class Palpations:
    """`count` (B,): palpations until every active muscle has been; `CAP` + 1: more than that."""

    count: npt.NDArray[np.intp]

    @classmethod
    def of_all(cls, worlds: Iterable[Palpations]) -> Palpations:
        return cls(np.concatenate([one.count for one in worlds]))

    @property
    def mean(self) -> float:
        return float(self.count.mean())

    @property
    def error(self) -> float:
        return float(self.count.std() / np.sqrt(len(self.count)))

    def quantile(self, share: float) -> int:
        return int(np.quantile(self.count, share, method="higher"))

    def done(self, after: int) -> float:
        """Share of people of whom all active muscles have been palpated after so many."""
        return float((self.count <= after).mean())


@dataclass(frozen=True)
class Stopping:
    """Stopping once fewer than `STOP_AT` active muscles are expected among those not palpated:
    how many palpations, and the share of active muscles found, as promised and in truth."""

    palpations: float
    promised: float
    found: float

    @classmethod
    def of_all(cls, worlds: Sequence[Stopping]) -> Stopping:
        """The mean over worlds of equal size."""
        return cls(
            fmean(one.palpations for one in worlds),
            fmean(one.promised for one in worlds),
            fmean(one.found for one in worlds),
        )


def in_order(score: Floats, active: Bools) -> Palpations:
    """A fixed order, best score first."""
    place = np.argsort(np.argsort(-score, axis=1, kind="stable"), axis=1)
    last = np.where(active, place, -1).max(axis=1) + 1
    return Palpations(np.minimum(last, CAP + 1))


@dataclass(frozen=True, eq=False)
class Examination:
    """People before palpation: `logits` and what palpation would show, `told` (2, B, R)."""

    model: Model
    coupling: Coupling
    block: Block
    logits: Floats
    told: Floats

    @classmethod
    def of(cls, model: Model, weights: Weights, block: Block) -> Examination:
        world, random = model.world, np.random.default_rng((LEARNING, 5))
        logits = batch_logits(model, weights.network, block.drawings, block.shift)
        outcome = site_outcomes(model, true_sites(world, block.drawings.row), random)
        told = outcome @ world.active.T.astype(np.float32)
        middle = world.midline[world.muscle_of_row]
        told[1][:, middle] = told[0][:, middle]
        return cls(model, weights.coupling, block, logits, told)

    def chances(self, who: npt.NDArray[np.intp], palpated: Bools) -> Floats:
        """(b, 2M): P(active) after what has been palpated, (b, 2, M)."""
        world = self.model.world
        ratios = self.told[:, who] * np.moveaxis(palpated, 0, 1)[..., world.muscle_of_row]
        logits = self.logits[:, who]
        odds = with_findings(world, self.coupling, logits, ratios, self.block.pain[who])
        return both_sides(active_share(world, odds), world.midline)

    def after(self, counts: Sequence[int]) -> dict[int, Floats]:
        """(b, 2M): P(active) once so many muscles have been palpated, the likeliest each time."""
        everyone = np.arange(len(self.block.active))
        palpated = np.zeros(self.block.active.shape, dtype=np.bool_)
        found = {}
        for done in range(max(counts) + 1):
            chance = self.chances(everyone, self._twice(palpated))
            if done in counts:
                found[done] = chance
            palpated[everyone, np.argmax(np.where(palpated, -1, chance), axis=1)] = True
        return found

    def _twice(self, palpated: Bools) -> Bools:
        """(b, 2, M): a muscle without a side is palpated once and seen from both."""
        midline = self.model.world.midline
        twice = palpated.reshape(len(palpated), 2, len(midline)).copy()
        twice[:, 1, midline] = twice[:, 0, midline]
        return twice

    def updated(self, utility: Utility, visible: Bools) -> tuple[Palpations, Palpations, Stopping]:
        """Ranked anew after every palpation; the muscle of the highest utility comes next. Until
        all active muscles have been palpated, until those have that are `visible` (B, 2M)."""
        active = self.block.active
        palpated = np.zeros(active.shape, dtype=np.bool_)
        count = np.full(len(active), CAP + 1)
        seen, stopped = count.copy(), _Stop(active)
        for done in range(CAP + 1):
            who = np.flatnonzero((count > CAP) | ~stopped.over)
            if not who.size:
                break
            for counted, wanted in ((count, active), (seen, visible)):
                missing = (wanted[who] & ~palpated[who]).any(axis=1)
                counted[who] = np.where(missing, counted[who], np.minimum(counted[who], done))
            chance = np.where(palpated[who], 0, self.chances(who, self._twice(palpated[who])))
            stopped.look(who, chance, palpated, done)
            palpated[who, np.argmax(np.where(palpated[who], -1, utility(chance)), axis=1)] = True
        return Palpations(count), Palpations(seen), stopped.found()


class _Stop:
    def __init__(self, active: Bools) -> None:
        self.active, people = active, len(active)
        self.over = np.zeros(people, dtype=np.bool_)
        self.after, self.left = np.full(people, CAP + 1), np.zeros(people)
        self.caught = np.zeros(people)

    def look(self, who: npt.NDArray[np.intp], chance: Floats, palpated: Bools, done: int) -> None:
        left = chance.sum(axis=1)
        now = who[(~self.over[who]) & ((left < STOP_AT) | (done == CAP))]
        self.over[now], self.after[now] = True, done
        self.left[who] = np.where(np.isin(who, now), left, self.left[who])
        self.caught[now] = (self.active[now] & palpated[now]).sum(axis=1)

    def found(self) -> Stopping:
        caught, expected = self.caught.sum(), self.left.sum()
        return Stopping(
            float(self.after.mean()),
            float(caught / (caught + expected)),
            float(caught / self.active.sum()),
        )


def both_sides(chance: Floats, midline: Bools) -> Floats:
    """(b, 2M) from (2, b, M); a muscle without a side is counted once, on the left."""
    return np.concatenate([chance[0], np.where(midline, 0.0, chance[1])], axis=1)


def finds(chance: Floats) -> Floats:
    return chance


def finds_and_information(chance: Floats) -> Floats:
    """The product's utility without costs, by the simulation's palpation."""
    return chance + GAIN_WEIGHT * information(chance)


def information(chance: Floats, hit: float = 0.6, false: float = 0.08) -> Floats:
    """Nats that palpating for familiar pain is expected to tell about a muscle."""
    found = chance * hit + (1 - chance) * false
    return np.asarray(_entropy(found) - chance * _entropy(hit) - (1 - chance) * _entropy(false))


def _entropy(share: Floats | float) -> Floats:
    share = np.clip(share, 1e-12, 1 - 1e-12)
    return np.asarray(-share * np.log(share) - (1 - share) * np.log1p(-share))
