"""The trained network: from a drawing to the log-odds of every row of every muscle.

One set of weights serves both sides: a muscle of the right sees the drawing with its sides
exchanged. So a mirrored drawing gives exactly the mirrored answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from filiform.inference.world import Bools, Floats, Ints, mirrored

FLAGS = 2
_LIMIT = 30.0


class Rows(Protocol):
    """Which muscle each row (R,) belongs to, the first row of each muscle (M,), and which muscles
    have no side (M,)."""

    @property
    def midline(self) -> Bools: ...

    @property
    def muscle_of_row(self) -> Ints: ...

    @property
    def row_starts(self) -> Ints: ...


@dataclass(frozen=True, eq=False)
class Network:
    """Weights. `first` (inputs, H1): inputs are n cells, 2A areas, whether anything is painted,
    whether anything is named. `second` (H1, H2), `third` (H2, R), biases alike."""

    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    third: Floats
    third_bias: Floats

    def logits(self, skin: Floats, named: Floats) -> Floats:
        """(R,) log-odds of each row against silence, for muscles of the side seen as the left.

        `skin` (n,) and `named` (2A,) as in `Drawings`; only what is painted is looked up.
        """
        cells, areas = np.flatnonzero(skin), np.flatnonzero(named)
        hidden = self.first_bias + skin[cells] @ self.first[cells]
        hidden = hidden + named[areas] @ self.first[len(skin) + areas]
        flags = np.array([len(cells) > 0, len(areas) > 0], dtype=np.float32)
        hidden = np.maximum(hidden + flags @ self.first[-FLAGS:], 0)
        hidden = np.maximum(hidden @ self.second + self.second_bias, 0)
        found = hidden @ self.third + self.third_bias
        return np.asarray(np.clip(found, -_LIMIT, _LIMIT), dtype=np.float32)

    def both_sides(self, skin: Floats, named: Floats) -> Floats:
        """(2, R): log-odds for muscles of the left and of the right."""
        right = self.logits(mirrored(skin), mirrored(named))
        return np.stack([self.logits(skin, named), right])


def views(skin: Floats, named: Floats) -> Floats:
    """(2B, inputs): every drawing as seen from the left and then, all again, from the right."""
    left = np.concatenate([skin, named, flags_of(skin, named)], axis=1)
    right = np.concatenate([mirrored(skin), mirrored(named), flags_of(skin, named)], axis=1)
    return np.concatenate([left, right])


def flags_of(skin: Floats, named: Floats) -> Floats:
    found = [skin.any(axis=1), named.any(axis=1)]
    return np.stack(found, axis=1).astype(np.float32)


def shares(logits: Floats, rows: Rows) -> Floats:
    """(..., R): probability of each row; what is left of 1 in a muscle is its silence."""
    weight = np.exp(logits)
    total = 1 + np.add.reduceat(weight, rows.row_starts, axis=-1)
    return np.asarray(weight / total[..., rows.muscle_of_row])
