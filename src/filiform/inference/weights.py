"""Trained weights as one file, with where they come from; refused when they fit no more."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from dataclasses import dataclass, fields
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from filiform.errors import Unavailable
from filiform.inference.coupling import Coupling
from filiform.inference.network import Network

WEIGHTS, PROVENANCE = "weights.npz", "provenance.json"
_COUPLING = ("between", "shared", "explains", "lends")
# What reading a broken archive of arrays is known to raise.
_BROKEN = (
    *(ArithmeticError, EOFError, KeyError, MemoryError, OSError, RuntimeError, TypeError),
    *(ValueError, BadZipFile, zlib.error, struct.error),
)


class UnusableWeights(Unavailable):
    """The weights are missing, damaged, or were trained for other zones. Never served."""


class StaleWeights(UnusableWeights):
    """The weights are sound, but zones, body or model have changed since they were trained."""


@dataclass(frozen=True, eq=False)
class Weights:
    """`provenance` names layout, settings, seed and versions, and figures of the training."""

    network: Network
    coupling: Coupling
    provenance: dict[str, Any]


def save_weights(folder: Path, weights: Weights) -> None:
    """Half precision: the answers differ in the third digit of log-odds, the file is half."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {f.name: getattr(weights.network, f.name) for f in fields(Network)}
    arrays |= {name: np.asarray(getattr(weights.coupling, name)) for name in _COUPLING}
    half = {name: array.astype(np.float16) for name, array in arrays.items()}
    np.savez_compressed(folder / WEIGHTS, **half)
    provenance = weights.provenance | {"digest": _digest((folder / WEIGHTS).read_bytes())}
    text = json.dumps(provenance, indent=2, sort_keys=True) + "\n"
    (folder / PROVENANCE).write_text(text, encoding="utf-8")


def load_weights(folder: Traversable, layout: str, rows: int) -> Weights:
    """Weights for this layout of zones, or `UnusableWeights` saying why not."""
    try:
        provenance = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        content = (folder / WEIGHTS).read_bytes()
    except (OSError, ValueError) as error:
        raise UnusableWeights("the trained weights are missing or unreadable") from error
    if not isinstance(provenance, dict):
        raise UnusableWeights("it is not said where the trained weights come from")
    if _digest(content) != provenance.get("digest"):
        raise UnusableWeights("the trained weights are damaged")
    if provenance.get("layout") != layout:
        raise StaleWeights("the zones have changed since the weights were trained")
    weights = _read(folder, provenance)
    _check(weights, rows)
    return weights


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read(folder: Traversable, provenance: dict[str, Any]) -> Weights:
    try:
        with (folder / WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as held:
            arrays = {name: held[name].astype(np.float32) for name in held.files}
        coupled = [arrays.pop(name) for name in _COUPLING]
        between, shared, explains, lends = coupled
        coupling = Coupling(between, float(shared), explains, lends)
        return Weights(Network(**arrays), coupling, provenance)
    except _BROKEN as error:
        raise UnusableWeights("the trained weights cannot be read") from error


def _check(weights: Weights, rows: int) -> None:
    network = weights.network
    arrays = [getattr(network, field.name) for field in fields(Network)]
    if network.third.ndim != 2 or network.third.shape[1] != rows:
        raise UnusableWeights("the trained weights have another number of hypotheses")
    if not _joined(network) or not _coupled(weights.coupling):
        raise UnusableWeights("the layers of the trained weights do not fit each other")
    arrays += [np.asarray(getattr(weights.coupling, name)) for name in _COUPLING]
    if not all(np.isfinite(array).all() for array in arrays):
        raise UnusableWeights("the trained weights hold numbers that are none")


def _joined(network: Network) -> bool:
    """Whether every layer takes what the one before gives."""
    layers = (network.first, network.second, network.third)
    biases = (network.first_bias, network.second_bias, network.third_bias)
    if any(layer.ndim != 2 for layer in layers):
        return False
    chained = all(a.shape[1] == b.shape[0] for a, b in pairwise(layers))
    return chained and all(
        bias.shape == (layer.shape[1],) for layer, bias in zip(layers, biases, strict=True)
    )


def _coupled(coupling: Coupling) -> bool:
    """Whether all arrays are about the same muscles."""
    muscles = len(coupling.lends) // 2 if coupling.lends.ndim == 1 else -1
    shaped = coupling.between.shape == (muscles, 2 * muscles) and coupling.explains.ndim == 2
    return shaped and len(coupling.explains) == muscles
