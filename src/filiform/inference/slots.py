"""The audit engine: a sampler over drawn zones, muscles summed out exactly.

A few slots each hold one drawn outline or nothing. A step empties one slot and fills it anew from
its full conditional over all outlines of all zones. Slow, independent of any training, and it
explains: which outline of which muscle covers which cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiform.inference.reference import OFF, Outlines, Paint, covered
from filiform.inference.world import Bools, Floats, Ints

SLOTS = 8


@dataclass(frozen=True, eq=False)
class Sampled:
    """`rows` (R,): P(row), from all steps. `halves` (2, R): from the first and the second half of
    the steps; where these differ, the run was too short. `explains` (M, n): share of the steps in
    which a muscle's drawn zone covers the cell."""

    rows: Floats
    halves: Floats
    explains: Floats

    @property
    def error(self) -> float:
        """The largest difference between the two halves."""
        return float(np.abs(self.halves[0] - self.halves[1]).max())


def sample(
    model: Outlines, paint: Paint, painted: Bools, found: Floats, steps: int, seed: int
) -> Sampled:
    """Run `steps` steps after a tenth as many to warm up; the same seed gives the same answer."""
    chain = _Chain(model, paint.logs(painted), found, np.random.default_rng(seed))
    for step in range(steps // 10):
        chain.step(step % SLOTS)
    halves = np.zeros((2, len(model.muscle)))
    explains = np.zeros((len(model.rate), len(painted)))
    for step in range(steps):
        chain.step(step % SLOTS)
        halves[2 * step // steps] += chain.rows()
        if step % SLOTS == 0:
            chain.add_cover(explains)
    halves /= np.array([[(steps + 1) // 2], [steps // 2]])
    return Sampled(halves.mean(axis=0), halves, explains / np.ceil(steps / SLOTS))


class _Chain:
    def __init__(
        self,
        model: Outlines,
        logs: tuple[Floats, Floats, Floats],
        found: Floats,
        random: np.random.Generator,
    ) -> None:
        self.model, self.logs, self.found, self.random = model, logs, found, random
        self.slots: Ints = np.full(SLOTS, OFF)
        self.on = np.zeros(len(model.site), dtype=np.bool_)
        self.muscle_of_zone = np.zeros(len(model.site), dtype=np.intp)
        for muscle, zones in enumerate(model.zones_of_muscle):
            self.muscle_of_zone[zones] = muscle
        self._known: dict[tuple[int, bytes], tuple[Floats, Floats]] = {}
        self.quiet = np.zeros(len(model.muscle))
        self.ratio_when_quiet = np.zeros(len(model.site))
        for muscle, rows in enumerate(model.rows_of_muscle):
            ratio, self.quiet[rows] = self._of(muscle)
            self.ratio_when_quiet[model.zones_of_muscle[muscle]] = ratio

    def step(self, slot: int) -> None:
        """Empty the slot and fill it from its full conditional."""
        self._put(slot, OFF)
        held = self.slots[self.slots != OFF]
        gain = self._gain(held) + np.log(self.model.share)
        with np.errstate(divide="ignore"):
            ratio = np.log(self._prior_ratio())[self.model.zone]
        # Sets, not sequences: an item may stand in any of the free slots.
        weight = np.append(gain + ratio - np.log(SLOTS - len(held)), 0.0)
        chance = np.cumsum(np.exp(weight - weight.max()))
        chosen = int(np.searchsorted(chance, self.random.random() * chance[-1], side="right"))
        self._put(slot, chosen if chosen < len(self.model.zone) else OFF)

    def _put(self, slot: int, outline: int) -> None:
        before = self.slots[slot]
        if before != OFF:
            self.on[self.model.zone[before]] = False
        self.slots[slot] = outline
        if outline != OFF:
            self.on[self.model.zone[outline]] = True

    def _gain(self, held: Ints) -> Floats:
        """(T,) log-likelihood that each outline would add to those already there."""
        in_core, in_rim, out = self.logs
        core, rim = covered(self.model, held)
        free = core == 0
        now = np.where(rim > 0, in_rim, out)
        into_core = np.where(free, in_core - now, 0.0)
        into_rim = np.where(free & (rim == 0), in_rim - out, 0.0)
        return np.asarray(self.model.core @ into_core + self.model.rim @ into_rim)

    def _prior_ratio(self) -> Floats:
        """(Z,) what drawing a zone does to the joint weight of its muscle; 0 if it is drawn."""
        ratio = self.ratio_when_quiet.copy()
        for muscle in self._busy():
            ratio[self.model.zones_of_muscle[muscle]] = self._of(muscle)[0]
        return ratio

    def _busy(self) -> set[int]:
        """Muscles of which something is drawn now."""
        return {int(m) for m in self.muscle_of_zone[self.on]}

    def _of(self, muscle: int) -> tuple[Floats, Floats]:
        """Ratios of the muscle's zones and P(row) of its rows, for what of it is drawn now."""
        key = (muscle, self.on[self.model.zones_of_muscle[muscle]].tobytes())
        if key not in self._known:
            rows = self.model.marginals(muscle, self.on, self.found)
            self._known[key] = (self._ratios(muscle), rows)
        return self._known[key]

    def _ratios(self, muscle: int) -> Floats:
        zones = self.model.zones_of_muscle[muscle]
        before = self.model.row_weights(muscle, self.on, self.found).sum()
        ratio = np.zeros(len(zones))
        for at, zone in enumerate(zones):
            if not self.on[zone]:
                self.on[zone] = True
                ratio[at] = self.model.row_weights(muscle, self.on, self.found).sum() / before
                self.on[zone] = False
        return ratio

    def rows(self) -> Floats:
        """(R,): P(row | the zones drawn now)."""
        rows = self.quiet.copy()
        for muscle in self._busy():
            rows[self.model.rows_of_muscle[muscle]] = self._of(muscle)[1]
        return rows

    def add_cover(self, explains: Floats) -> None:
        held = self.slots[self.slots != OFF]
        owner = self.muscle_of_zone[self.model.zone[held]]
        for muscle in self._busy():
            core, rim = covered(self.model, held[owner == muscle])
            explains[muscle] += (core + rim) > 0
