"""What finding one muscle says about others: explained away, or supported.

Within a muscle findings are weighed exactly, by its rows. Between muscles two things are known: a
muscle that becomes likelier takes pain from those that explain the same painted skin, and muscles
near each other are often active together. How much either counts is learnt from simulated people
and examinations. A muscle never touches itself, so a stronger finding never lowers its own muscle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from filiform.inference.network import Rows, shares
from filiform.inference.simulate import Drawings, Model
from filiform.inference.train import rows_seen
from filiform.inference.world import Bools, Floats, Ints, World, mirrored


@dataclass(frozen=True, eq=False)
class Coupling:
    """`between` (M, 2M): log-odds that a muscle gains when another one, of its own or of the other
    side, rises from impossible to certain. `shared`: log-odds that it gains (it is negative) when
    all of the drawn pain that it explains is explained by others that have risen so.
    `explains` (M, n): how fully each muscle explains each cell. `lends` (2M,): 0 for muscles that
    do not count here, 1 for all others.
    """

    between: Floats
    shared: float
    explains: Floats
    lends: Floats

    def moved(self, rise: Floats, pain: Floats) -> Floats:
        """(..., M): log-odds from the rise in probability of (..., 2M) muscles, own side first;
        `pain` (..., n) is what is drawn."""
        lent = rise * self.lends
        return np.asarray(lent @ self.between.T + self.shared * taken(self.explains, lent, pain))


def taken(explains: Floats, rise: Floats, pain: Floats) -> Floats:
    """(..., M): share of the pain a muscle explains that others now explain, by their rise."""
    muscles = len(explains)
    both = np.concatenate([explains, mirrored(explains)])
    by_all = pain * (rise @ both)
    by_itself = rise[..., :muscles] * (pain @ (explains**2).T)
    own = pain @ explains.T
    return np.asarray((by_all @ explains.T - by_itself) / np.maximum(own, 1e-3))


def active_share(rows: Rows, logits: Floats) -> Floats:
    """(..., M): P(any site active)."""
    share = shares(logits, rows)
    return np.asarray(np.add.reduceat(share, rows.row_starts, axis=-1))


def with_findings(
    rows: Rows, coupling: Coupling, logits: Floats, ratios: Floats, pain: Floats
) -> Floats:
    """(2, ..., R) log-odds of rows, left and right, after findings.

    `logits` and `ratios` (2, ..., R): before, and log likelihood ratios of what was found. `pain`
    (..., n): how far each cell is painted or lies in a named area.
    """
    own = logits + ratios
    rise = active_share(rows, own) - active_share(rows, logits)
    seen = zip(both_ways(rise), (pain, mirrored(pain)), strict=True)
    moved = np.stack([coupling.moved(*side) for side in seen])
    moved = np.where(rows.midline, moved.mean(axis=0), moved)
    return np.asarray(own + moved[..., rows.muscle_of_row])


def both_ways(values: Floats) -> list[Floats]:
    """(..., 2M) twice, from (2, ..., M): own side first, as seen from the left and the right."""
    return [np.concatenate([values[s], values[1 - s]], axis=-1) for s in (0, 1)]


@dataclass(frozen=True, eq=False)
class Examined:
    """People with what palpation showed: `logits` and `ratios` (2, B, R), `row` (2, B, M), `pain`
    (B, n)."""

    logits: Floats
    ratios: Floats
    row: Ints
    pain: Floats


def examine(
    model: Model, drawings: Drawings, logits: Floats, random: np.random.Generator
) -> Examined:
    """Palpate up to eight muscles of everyone, mostly likely ones, with the model's error rates."""
    world = model.world
    row = rows_seen(world, drawings.row).reshape(2, len(drawings), world.muscles).astype(np.intp)
    palpated = _palpated(active_share(world, logits), random)
    truly = true_sites(world, drawings.row)
    ratio = site_outcomes(model, truly, random) * palpated[..., world.muscle_of_site]
    ratios = ratio @ world.active.T.astype(np.float32)
    return Examined(logits, ratios, row, pain_of(world, drawings.skin, drawings.named))


def pain_of(world: World, skin: Floats, named: Floats) -> Floats:
    """(..., n): painted skin, and the skin of areas chosen by name."""
    return np.asarray(np.maximum(skin, np.minimum(1, named @ world.named)))


def _palpated(likely: Floats, random: np.random.Generator) -> Bools:
    """(2, B, M): which muscles are palpated; how many differs between people."""
    eager = np.asarray(random.uniform(0, 6, (likely.shape[1], 1)))
    weight = likely + 0.002
    chance = np.minimum(1, eager * weight / weight.sum(axis=(0, 2), keepdims=True))
    return np.asarray(random.random(likely.shape) < chance)


def true_sites(world: World, row: npt.NDArray[np.int16]) -> Bools:
    """(2, B, S): which sites are active on the left and on the right, from `Drawings.row`."""
    seen = rows_seen(world, row).reshape(2, len(row), world.muscles).astype(np.intp)
    active = world.active[np.maximum(seen, 0)] & (seen[..., None] >= 0)
    own = np.zeros((world.muscles, world.sites), dtype=np.bool_)
    own[world.muscle_of_site, np.arange(world.sites)] = True
    return np.asarray((active & own).any(axis=2))


def site_outcomes(model: Model, truly: Bools, random: np.random.Generator) -> Floats:
    """Log likelihood ratios of familiar pain, tenderness or nothing at every site."""
    active = np.array(model.settings.palpated_active)
    inactive = np.array(model.settings.palpated_inactive)
    edges = np.where(truly[..., None], np.cumsum(active), np.cumsum(inactive))
    outcome = (random.random(truly.shape)[..., None] > edges[..., :2]).sum(axis=-1)
    return np.asarray(np.log(active / inactive)[outcome], dtype=np.float32)


def learn_coupling(model: Model, seen: Examined) -> Coupling:
    """The two weights that make the true rows likeliest, by Newton's method."""
    world = model.world
    near = _near(model)
    plain = Coupling(near, 0.0, explains_of(world), np.tile(1.0 - _lopsided(world), 2))
    own = seen.logits + seen.ratios
    rise = active_share(world, own) - active_share(world, seen.logits)
    parts = []
    for side, pain in zip(both_ways(rise), (seen.pain, mirrored(seen.pain)), strict=True):
        lent = side * plain.lends
        parts.append(np.stack([lent @ near.T, taken(plain.explains, lent, pain)], axis=-1))
    chance = np.clip(active_share(world, own).astype(np.float64), 1e-9, 1 - 1e-9)
    weights = _newton(
        np.stack(parts).reshape(-1, 2), np.log(chance / (1 - chance)).ravel(), seen.row.ravel() >= 0
    )
    return Coupling(weights[0] * near, float(weights[1]), plain.explains, plain.lends)


def _newton(parts: Floats, odds: Floats, true: Bools) -> Floats:
    """(2,) weights of a logistic regression that starts from odds."""
    known = np.flatnonzero((np.abs(parts).max(axis=1) > 0.01) & (np.abs(odds) < 6))
    parts, odds, true = parts[known], odds[known], true[known]
    weights = np.zeros(2)
    for _ in range(12):
        chance = 1 / (1 + np.exp(-(odds + parts @ weights)))
        slope = parts.T @ (true - chance) - 1e-3 * weights
        bend = (parts * (chance * (1 - chance))[:, None]).T @ parts + 1e-3 * np.eye(2)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def _near(model: Model) -> Floats:
    """(M, 2M): how much likelier a muscle is when another one is the focus; nothing of itself."""
    muscles = model.world.muscles
    near = model.prior.rate[:, :muscles].T.copy()
    near[np.arange(muscles), np.arange(muscles)] = 0
    return near


def explains_of(world: World) -> Floats:
    """(M, n): how fully a muscle explains pain in each cell, by the kind of its zone there."""
    weight = np.array([1.0, 0.6, 0.5])[world.part_kind]
    found = np.zeros((world.muscles, world.cells), dtype=np.float32)
    for part, cells in enumerate(world.part_cells):
        muscle = world.muscle_of_site[world.part_site[part]]
        found[muscle] = np.maximum(found[muscle], weight[part] * cells)
    return found


def _lopsided(world: World) -> Floats:
    """(M,) 1 if it has a site on one side only: it would break the mirror image of the others."""
    found = np.logical_or.reduceat(~world.row_on.all(axis=0), world.row_starts)
    return np.asarray(found, dtype=np.float32)
