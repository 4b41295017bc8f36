"""`filiform doctor` tells sound, outdated and damaged weights apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filiform.inference.weights import PROVENANCE, WEIGHTS, StaleWeights
from filiform.locating.calibrated import TRAINED, Calibrated
from filiform_clinic.doctor import Check, weights

LOAD = Calibrated.load


def examined() -> Check:
    (check,) = weights()
    return check


def test_the_shipped_weights_are_sound() -> None:
    assert examined().sound is True
    assert "trained for this atlas and body" in examined().found


def test_damaged_weights_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (WEIGHTS, PROVENANCE):
        shutil.copy(str(TRAINED / name), tmp_path / name)
    content = (tmp_path / WEIGHTS).read_bytes()
    (tmp_path / WEIGHTS).write_bytes(content[:-1])
    monkeypatch.setattr(Calibrated, "load", lambda base: LOAD(base, tmp_path))
    assert examined().sound is False
    assert examined().found == "the trained weights are damaged; the overlap engine answers alone"


def test_outdated_weights_are_worth_a_look(monkeypatch: pytest.MonkeyPatch) -> None:
    def outdated(base: object) -> Calibrated:
        raise StaleWeights("the zones have changed since the weights were trained")

    monkeypatch.setattr(Calibrated, "load", outdated)
    assert examined().sound is None
    assert "the zones have changed" in examined().found
