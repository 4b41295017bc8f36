"""Whatever happens to the file of trained weights: it is refused in words, or it is usable."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.inference.coupling import Coupling
from filiform.inference.network import Network
from filiform.inference.weights import (
    PROVENANCE,
    WEIGHTS,
    StaleWeights,
    UnusableWeights,
    Weights,
    load_weights,
    save_weights,
)

CELLS, AREAS, HIDDEN, ROWS, MUSCLES, LAYOUT = 12, 3, 8, 5, 3, "here"


def small() -> Weights:
    random = np.random.default_rng(5)
    inputs = CELLS + 2 * AREAS + 2
    network = Network(
        random.normal(size=(inputs, HIDDEN)),
        random.normal(size=HIDDEN),
        random.normal(size=(HIDDEN, HIDDEN)),
        random.normal(size=HIDDEN),
        random.normal(size=(HIDDEN, ROWS)),
        random.normal(size=ROWS),
    )
    coupling = Coupling(
        random.normal(size=(MUSCLES, 2 * MUSCLES)),
        -1.0,
        random.random((MUSCLES, CELLS)),
        np.ones(2 * MUSCLES),
    )
    return Weights(network, coupling, {"layout": LAYOUT})


def stored(folder: Path, weights: Weights | None = None) -> Path:
    save_weights(folder, weights or small())
    return folder


def vouched(folder: Path, content: bytes) -> None:
    """Put other bytes in place, with the digest that makes them pass for the right ones."""
    (folder / WEIGHTS).write_bytes(content)
    provenance = json.loads((folder / PROVENANCE).read_text())
    provenance["digest"] = hashlib.sha256(content).hexdigest()
    (folder / PROVENANCE).write_text(json.dumps(provenance))


def served(folder: Path) -> Weights | str:
    """What is read, or in words why nothing is."""
    try:
        return load_weights(folder, LAYOUT, ROWS)
    except UnusableWeights as refusal:
        return str(refusal)


with tempfile.TemporaryDirectory() as _folder:
    SOUND = (stored(Path(_folder)) / WEIGHTS).read_bytes()
    TOLD = (Path(_folder) / PROVENANCE).read_bytes()

places = st.integers(0, len(SOUND) - 1)
bits = st.integers(1, 255)


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    read = load_weights(stored(tmp_path), LAYOUT, ROWS)
    skin = np.zeros(CELLS, dtype=np.float32)
    assert np.isfinite(read.network.logits(skin, np.zeros(2 * AREAS, dtype=np.float32))).all()


@given(places, bits)
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_never_served(place: int, change: int) -> None:
    content = bytearray(SOUND)
    content[place] ^= change
    with tempfile.TemporaryDirectory() as name:
        folder = stored(Path(name))
        (folder / WEIGHTS).write_bytes(content)
        with pytest.raises(UnusableWeights, match="damaged"):
            load_weights(folder, LAYOUT, ROWS)


@given(st.one_of(st.tuples(places, bits), places, st.binary(max_size=40)))
@settings(max_examples=150, deadline=None)
def test_bytes_that_pass_for_right_are_refused_in_words_or_finite(
    broken: tuple[int, int] | int | bytes,
) -> None:
    if isinstance(broken, tuple):
        content = bytearray(SOUND)
        content[broken[0]] ^= broken[1]
    else:
        content = bytearray(broken if isinstance(broken, bytes) else SOUND[:broken])
    with tempfile.TemporaryDirectory() as name:
        folder = stored(Path(name))
        vouched(folder, bytes(content))
        read = served(folder)
    if isinstance(read, str):
        assert "trained weights" in read
    else:
        layers = [getattr(read.network, field.name) for field in fields(Network)]
        assert all(np.isfinite(layer).all() for layer in layers)


@given(
    st.one_of(
        st.binary(max_size=60),
        st.integers(0, len(TOLD.rstrip()) - 1).map(lambda end: TOLD[:end]),
        st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(
            lambda value: json.dumps(value).encode()
        ),
    )
)
@settings(max_examples=80, deadline=None)
def test_a_broken_account_of_where_they_come_from_is_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = stored(Path(name))
        (folder / PROVENANCE).write_bytes(content)
        with pytest.raises(UnusableWeights):
            load_weights(folder, LAYOUT, ROWS)


@pytest.mark.parametrize("layer", [field.name for field in fields(Network)])
def test_layers_that_do_not_fit_each_other_are_refused(tmp_path: Path, layer: str) -> None:
    weights = small()
    short = getattr(weights.network, layer)[..., :-1]
    network = replace(weights.network, **{layer: short})
    with pytest.raises(UnusableWeights):
        load_weights(stored(tmp_path, replace(weights, network=network)), LAYOUT, ROWS)


@pytest.mark.parametrize("name", ["between", "explains", "lends"])
def test_a_coupling_of_other_muscles_is_refused(tmp_path: Path, name: str) -> None:
    weights = small()
    coupling = replace(weights.coupling, **{name: getattr(weights.coupling, name)[:-1]})
    with pytest.raises(UnusableWeights, match="do not fit"):
        load_weights(stored(tmp_path, replace(weights, coupling=coupling)), LAYOUT, ROWS)


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_numbers_that_are_none_are_refused(tmp_path: Path, number: float) -> None:
    weights = small()
    network = replace(weights.network, second_bias=np.full(HIDDEN, number))
    with pytest.raises(UnusableWeights, match="numbers that are none"):
        load_weights(stored(tmp_path, replace(weights, network=network)), LAYOUT, ROWS)


def test_weights_for_other_zones_are_outdated_and_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(StaleWeights, match="zones have changed"):
        load_weights(stored(tmp_path), "elsewhere", ROWS)
