"""The trained network, and baselines that are kept for ever. Each gives (B, 2M) scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks.locating.logistic import learnt
from benchmarks.locating.noisy_or import NoisyOr
from benchmarks.locating.worlds import Block
from filiform.inference.coupling import active_share
from filiform.inference.simulate import Model
from filiform.inference.weights import Weights
from filiform.inference.world import ESSENTIAL, LOCAL, SPILLOVER, Bools, Floats, mirrored
from filiform.locating.training import batch_logits

Score = Callable[[Block], Floats]
PRIOR, OVERLAP, NETWORK = "complaint alone", "overlap (Dice) with essential zones", "network"
FLAT, TEMPERED = "flat noisy-OR", "flat noisy-OR, cells to the power .15"
LOGISTIC = "logistic regression"
# Slow, and so asked about fewer people.
SLOW = {FLAT, TEMPERED}
GIVE_CHANCES = (FLAT, TEMPERED, LOGISTIC, NETWORK)
# From this weight on a cell counts as painted.
_PAINTED = 0.3
VISIBLE = 0.3


def engines(model: Model, weights: Weights, shifts: Floats) -> Mapping[str, Score]:
    """By name; the first three give an order and no probabilities. Learns the regression."""
    zones = _zones(model, _weighed(model))
    return {
        PRIOR: lambda block: np.tile(block.shift, (1, 2)),
        OVERLAP: _dice(model),
        "cosine to weighted zones": _cosine(model),
        FLAT: NoisyOr(model, zones, 1.0),
        TEMPERED: NoisyOr(model, zones, 0.15),
        LOGISTIC: learnt(model, shifts),
        NETWORK: lambda block: _network(model, weights, block),
    }


def _network(model: Model, weights: Weights, block: Block) -> Floats:
    logits = batch_logits(model, weights.network, block.drawings, block.shift)
    chance = active_share(model.world, logits)
    # A muscle in the midline is counted once, on the left, as the simulation does.
    right = np.where(model.world.midline, 0.0, chance[1])
    return np.concatenate([chance[0], right], axis=1)


def visible(model: Model, block: Block) -> Bools:
    """(B, 2M): active muscles of whose essential zones at least `VISIBLE` is painted."""
    zones = _zones(model, {ESSENTIAL: 1.0})
    painted = (block.pain > _PAINTED).astype(np.float32) @ zones.T
    return np.asarray(block.active & (painted >= VISIBLE * np.maximum(zones.sum(axis=1), 1)))


def _dice(model: Model) -> Score:
    zones = _zones(model, {ESSENTIAL: 1.0})

    def score(block: Block) -> Floats:
        painted = (block.pain > _PAINTED).astype(np.float32)
        both = painted.sum(axis=1, keepdims=True) + zones.sum(axis=1)
        return np.asarray(2 * (painted @ zones.T) / np.maximum(both, 1))

    return score


def _cosine(model: Model) -> Score:
    zones = _zones(model, _weighed(model))
    zones /= np.maximum(np.linalg.norm(zones, axis=1, keepdims=True), 1e-6)
    return lambda block: np.asarray(block.pain @ zones.T)


def _weighed(model: Model) -> Mapping[int, float]:
    """How often each kind of part is felt."""
    settings = model.settings
    return {ESSENTIAL: settings.essential, SPILLOVER: settings.spillover, LOCAL: settings.local}


def _zones(model: Model, kinds: Mapping[int, float]) -> Floats:
    """(2M, n): where each muscle of the left and of the right is felt, weighed by kind."""
    world = model.world
    found = np.zeros((world.muscles, world.cells), dtype=np.float32)
    for part, cells in enumerate(world.part_cells):
        weight = kinds.get(int(world.part_kind[part]), 0.0)
        muscle = world.muscle_of_site[world.part_site[part]]
        found[muscle] = np.maximum(found[muscle], weight * cells)
    exists_right: Bools = ~world.midline
    return np.concatenate([found, mirrored(found) * exists_right[:, None]])
