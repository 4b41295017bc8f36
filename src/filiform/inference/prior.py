"""Which muscles are active before anything is drawn: a focus, others near it or its pain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiform.inference.settings import Settings
from filiform.inference.world import (
    ESSENTIAL,
    LOCAL,
    SPILLOVER,
    Bools,
    Floats,
    Ints,
    World,
    mirrored,
)


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
    """(2M, 2M) up to 1 for muscles at the same place, or where the focus' pain is felt."""
    centres = muscle_centres(world)
    half = world.cells // 2
    both = np.concatenate([centres, (centres + half) % world.cells])
    apart = world.distance[np.ix_(both, both)]
    beside = np.exp(-0.5 * (apart / settings.near_cm) ** 2)
    within = settings.satellite * np.exp(-0.5 * (_from_zone(world) / settings.satellite_cm) ** 2)
    return np.asarray(np.maximum(beside, within), dtype=np.float32)


def _from_zone(world: World) -> Floats:
    """(2M, 2M) cm from where a muscle's pain is felt to the sites of another muscle."""
    zone = _cells_of(world, ESSENTIAL)
    sites = _cells_of(world, LOCAL)
    apart = np.full((world.muscles, world.cells), 99.0)
    for muscle in np.flatnonzero(zone.any(axis=1)):
        apart[muscle] = world.distance[zone[muscle]].min(axis=0)
    same = np.stack([apart[:, own].min(axis=1, initial=99.0) for own in sites], axis=1)
    across = mirrored(apart)
    other = np.stack([across[:, own].min(axis=1, initial=99.0) for own in sites], axis=1)
    return np.block([[same, other], [other, same]])


def _cells_of(world: World, kind: int) -> Bools:
    """(M, n) the cells of all parts of one kind of each muscle."""
    found = np.zeros((world.muscles, world.cells), dtype=np.bool_)
    of_kind = np.flatnonzero(world.part_kind == kind)
    for part in of_kind:
        found[world.muscle_of_site[world.part_site[part]]] |= world.part_cells[part]
    return found


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
