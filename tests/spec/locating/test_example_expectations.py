"""For every example case, the muscles a therapist would expect come first, on the right side."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from filiform.knowledge import Atlas
from filiform.locating import MuscleRank, case_from_json, locate

EXAMPLES = Path(__file__).parents[3] / "examples"
EXPECTED = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))["case"]
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
FIRST = 5


def ranked(name: str) -> dict[str, MuscleRank]:
    """Each muscle once, by its better side, best first."""
    case = case_from_json(json.loads((EXAMPLES / name).read_text(encoding="utf-8")))
    ranks: dict[str, MuscleRank] = {}
    for rank in locate(case).muscles:
        ranks.setdefault(rank.muscle, rank)
    return ranks


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_expected_muscles_are_among_the_first_on_their_side(row: dict[str, Any]) -> None:
    ranks = ranked(row["file"])
    assert set(row["expected"]) <= set(list(ranks)[:FIRST])
    if row["side"] != "either":
        assert {str(ranks[muscle].side) for muscle in row["expected"]} == {row["side"]}


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_the_reasons_name_each_muscle_and_a_source_of_its_entry(row: dict[str, Any]) -> None:
    [line] = [line for line in README.splitlines() if f"]({row['file']})" in line]
    for muscle in row["expected"]:
        assert f"`{muscle}`" in line
        assert set(Atlas.load().muscles[muscle].references) & set(row["sources"])
    assert line.endswith(f"| {', '.join(row['sources'])} |")
