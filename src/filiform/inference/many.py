"""Many drawings at once: the network's first layer looks up only what is painted."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from filiform.inference.network import FLAGS, Network, Rows, flags_of
from filiform.inference.weights import Weights
from filiform.inference.world import Bools, Floats, Ints

_LIMIT = 30.0
_NEVER = -60.0


def inputs_of(skin: Floats, named: Floats) -> sparse.csr_array:
    """(B, inputs) of `Network.first`, from `skin` (B, n) and `named` (B, 2A) as in `Drawings`."""
    dense = np.concatenate([skin, named, flags_of(skin, named)], axis=1, dtype=np.float32)
    return sparse.csr_array(dense)


def chances_of_many(
    weights: Weights, rows: Rows, row_on: Bools, inputs: sparse.csr_array, shift: Floats
) -> Floats:
    """(B, 2M): P(muscle active), left ones first; a muscle without a side stands on the left.

    `inputs` (B, inputs) as from `inputs_of`, `row_on` (2, R) as in `World`, `shift` (B, M) log-odds
    of the complaints. The numbers are those of one drawing after another, but for the last bits.
    """
    network, cells = weights.network, weights.coupling.explains.shape[1]
    left, right = _deeper(network, inputs), _deeper(network, _mirrored(inputs, cells))
    of_row = shift.astype(np.float32)[:, rows.muscle_of_row]
    middle = rows.midline[rows.muscle_of_row]
    left[:, middle] = (left[:, middle] + right[:, middle]) / 2
    seen = [_active(left, of_row, row_on[0], rows), _active(right, of_row, row_on[1], rows)]
    seen[1][:, rows.midline] = 0
    return np.asarray(np.concatenate(seen, axis=1))


def _deeper(network: Network, inputs: sparse.csr_array) -> Floats:
    """(B, R) log-odds of every row against silence."""
    hidden = inputs @ network.first
    hidden += network.first_bias
    hidden = np.maximum(hidden, 0, out=hidden) @ network.second
    hidden += network.second_bias
    logits = np.maximum(hidden, 0, out=hidden) @ network.third
    logits += network.third_bias
    return np.asarray(np.clip(logits, -_LIMIT, _LIMIT, out=logits))


def _active(logits: Floats, shift: Floats, on: Bools, rows: Rows) -> Floats:
    logits += shift
    logits[:, ~on] = _NEVER
    weight = np.add.reduceat(np.exp(logits, out=logits), rows.row_starts, axis=1)
    return np.asarray(weight / (1 + weight))


def _mirrored(inputs: sparse.csr_array, cells: int) -> sparse.csr_array:
    """The same drawings with left and right exchanged: only the numbers of the columns change."""
    swap = _swapped(cells, inputs.shape[1] - cells - FLAGS)
    return sparse.csr_array((inputs.data, swap[inputs.indices], inputs.indptr), inputs.shape)


def _swapped(cells: int, areas: int) -> Ints:
    """Number of every input once the sides are exchanged."""
    skin, named = np.arange(cells), cells + np.arange(areas)
    flags = cells + areas + np.arange(FLAGS)
    return np.concatenate([np.roll(skin, cells // 2), np.roll(named, areas // 2), flags])
