"""Which muscles are active before anything is drawn: a focus, and muscles near it more often."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiform.inference.settings import Settings
from filiform.inference.world import LOCAL, SPILLOVER, Floats, Ints, World


@dataclass(frozen=True, eq=False)
class Prior:
    """Muscles of both sides: 2M, the left ones first. Given the focus they are independent.

    `rate` (2M, 2M): P(muscle active | focus). `focus` (2M,): how often each is the focus.
    `row` (2, R): P(row | muscle active) on the left and on the right.
    """

    rate: Floats
    focus: Floats
    row: Floats


def prior_of(world: World, settings: Settings) -> Prior:
    exists = _exists(world)
    near = _near(world, settings) * exists
    np.fill_diagonal(near, 0)
    extra = settings.expected - settings.focus_active - settings.elsewhere - settings.other_side
    rate = extra * near / np.maximum(near.sum(axis=1, keepdims=True), 1e-9)
    rate += settings.elsewhere / exists.sum()
    np.clip(rate, 0, settings.most_likely, out=rate)
    both = np.arange(2 * world.muscles)
    rate[both, (both + world.muscles) % len(both)] += settings.other_side
    rate[both, both] = settings.focus_active
    rate *= exists
    return Prior(
        rate=rate.astype(np.float32),
        focus=(exists / exists.sum()).astype(np.float32),
        row=np.stack([_row_share(world, settings, side) for side in (0, 1)]),
    )


def _exists(world: World) -> Floats:
    """(2M,) 1 where a muscle exists on that side; one without a side is kept on the left."""
    on = [np.maximum.reduceat(row, world.row_starts) for row in world.row_on]
    return np.concatenate([on[0], on[1] & ~world.midline]).astype(np.float32)


def _near(world: World, settings: Settings) -> Floats:
    """(2M, 2M) 1 for muscles at the same place, falling to 0 with the way along the skin."""
    centres = muscle_centres(world)
    half = world.cells // 2
    both = np.concatenate([centres, (centres + half) % world.cells])
    apart = world.distance[np.ix_(both, both)]
    return np.asarray(np.exp(-0.5 * (apart / settings.near_cm) ** 2), dtype=np.float32)


def muscle_centres(world: World) -> Ints:
    """(M,): the cell in the middle of where each muscle lies and is felt."""
    kind = np.where(world.part_kind == SPILLOVER, 0.25, 1.0) * np.where(
        world.part_kind == LOCAL, 2.0, 1.0
    )
    felt = np.zeros((world.muscles, world.cells), dtype=np.float32)
    share = world.part_cells / np.maximum(world.part_cells.sum(axis=1, keepdims=True), 1)
    np.add.at(felt, world.muscle_of_site[world.part_site], kind[:, None] * share)
    return np.asarray(np.argmin(felt @ np.minimum(world.distance, 60), axis=1))


def _row_share(world: World, settings: Settings, side: int) -> Floats:
    weight = settings.several_sites ** (world.active.sum(axis=1) - 1.0) * world.row_on[side]
    total = np.add.reduceat(weight, world.row_starts)[world.muscle_of_row]
    return np.asarray(weight / np.maximum(total, 1e-9), dtype=np.float32)


def shifted(rate: Floats, shift: Floats) -> Floats:
    """Rates with log-odds moved by `shift`."""
    odds = rate / np.maximum(1 - rate, 1e-6) * np.exp(shift)
    return np.asarray(odds / (1 + odds), dtype=np.float32)
