"""People of worlds that no training saw, with an atlas that is more or less wrong about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from filiform.inference.coupling import pain_of
from filiform.inference.simulate import Drawings, Model, simulate, wrong_world
from filiform.inference.train import person_shifts
from filiform.inference.world import Bools, Floats, Ints

# The seed of training is a date; a key of three numbers with this one never occurs there.
SEED = 990
# Of the people that baselines learn from.
LEARNING = 991
# Shares of the error that training assumes: at 1 zones are moved by 2.2 cm, 7 % swapped, 7 % lost.
SEVERITIES = {"none": 0.0, "mild": 0.5, "moderate": 1.0, "severe": 2.0}
WORLDS, PEOPLE = 4, 1500


@dataclass(frozen=True, eq=False)
class Block:
    """People of one world: drawings, log-odds of their complaint (B, M), all pain (B, n) painted
    or named, and which muscles are active (B, 2M)."""

    drawings: Drawings
    shift: Floats
    pain: Floats
    active: Bools


def blocks(model: Model, shifts: Floats, severity: float) -> Iterator[Block]:
    """The same people for every engine; those who drew nothing, or hurt by none, are left out."""
    for number in range(WORLDS):
        random = np.random.default_rng((SEED, int(severity * 10), number))
        yield _of(model, *people_of(model, shifts, severity, PEOPLE, random))


def people_of(
    model: Model, shifts: Floats, severity: float, count: int, random: np.random.Generator
) -> tuple[Drawings, Floats]:
    """Drawings of people of one new world, and log-odds of their complaints."""
    wrong = wrong_world(model, random, severity)
    shift = person_shifts(shifts, count, random)
    return simulate(model, wrong, shift, count, random), shift


def some(block: Block, who: Ints | slice) -> Block:
    """Only these people."""
    drawings = block.drawings
    kept = Drawings(drawings.skin[who], drawings.named[who], drawings.row[who])
    return Block(kept, block.shift[who], block.pain[who], block.active[who])


def _of(model: Model, drawings: Drawings, shift: Floats) -> Block:
    drew = drawings.skin.any(axis=1) | drawings.named.any(axis=1)
    who = np.flatnonzero(drew & (drawings.row >= 0).any(axis=1))
    kept = Drawings(drawings.skin[who], drawings.named[who], drawings.row[who])
    pain = pain_of(model.world, kept.skin, kept.named)
    return Block(kept, shift[who], pain, kept.row >= 0)
