"""The figures of `make evaluate` count what they say; the page is that of the shipped weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.locating.measures import calibration, ranking

from filiform.inference.weights import PROVENANCE
from filiform.locating.calibrated import TRAINED

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "locating-evaluation.md"
ACTIVE = np.array([[True, False, False, False], [False, True, True, False]])


def test_ranking_counts_the_first_and_the_first_three() -> None:
    score = np.array([[0.9, 0.1, 0.2, 0.3], [0.8, 0.7, 0.1, 0.5]])
    found = ranking(score, ACTIVE)
    assert (found.top1, found.recall3, found.people) == (0.5, 0.75, 2)


def test_what_is_said_and_found_alike_is_calibrated() -> None:
    chance = np.full((1000, 2), 0.25)
    active = np.tile([[True, False], [False, False]], (500, 1))
    assert calibration(chance, active).ece == pytest.approx(0, abs=0.01)
    assert calibration(chance + 0.5, active).ece == pytest.approx(0.5, abs=0.01)


def test_how_often_the_sure_ones_are_right_is_counted() -> None:
    chance = np.array([[0.95, 0.92, 0.5, 0.01]] * 2)
    found = calibration(chance, ACTIVE)
    assert (found.sure, found.sure_right) == (4, 0.5)
    assert calibration(chance / 2, ACTIVE).sure_right is None


def test_the_page_is_of_the_shipped_weights() -> None:
    digest = json.loads((TRAINED / PROVENANCE).read_text(encoding="utf-8"))["digest"]
    assert f"`{digest[:12]}`" in PAGE.read_text(encoding="utf-8")
