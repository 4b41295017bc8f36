"""Simulations and registries: the first muscles of very many drawings, without explanations."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from filiform.inference.many import chances_of_many
from filiform.locating.calibrated import Calibrated

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
# So many drawings at once stay within the processor's own memory.
_BLOCK = 2048


def rank_many(
    engine: Calibrated, inputs: sparse.csr_array, shift: npt.NDArray[np.floating[Any]], top: int
) -> tuple[Ints, Floats]:
    """(B, top) numbers of the likeliest muscles and their probabilities, likeliest first.

    A muscle of the right has its number in the atlas plus the number of muscles. `inputs` (B,
    inputs) as from `filiform.inference.many.inputs_of`, `shift` (B, M) log-odds of the complaints.
    For simulations and registries: findings are not read, and a speck is ranked like any drawing.
    """
    layout, numbers, chances = engine.layout, [], []
    for start in range(0, inputs.shape[0], _BLOCK):
        block = slice(start, start + _BLOCK)
        found = chances_of_many(engine.weights, layout, layout.row_on, inputs[block], shift[block])
        some = np.argpartition(-found, top - 1, axis=1)[:, :top]
        held = np.take_along_axis(found, some, axis=1)
        order = np.argsort(-held, axis=1, kind="stable")
        numbers.append(np.take_along_axis(some, order, axis=1))
        chances.append(np.take_along_axis(held, order, axis=1))
    return np.concatenate(numbers), np.concatenate(chances)
