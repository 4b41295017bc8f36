"""The example cases use known ids and permitted sides, and say what to expect of them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from filiform.body import Body, Side
from filiform.body.surface import landmark_vertex, load_surface
from filiform.knowledge import Atlas

EXAMPLES = Path(__file__).parents[3] / "examples"
CASES = sorted(EXAMPLES.glob("*.json"))
EXPECTED = tomllib.loads((EXAMPLES / "expected.toml").read_text(encoding="utf-8"))["case"]
QUALITIES = {"ache", "sharp", "burning", "tingling", "stiff", None}
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_there_are_cases_and_each_has_an_expectation() -> None:
    assert len(CASES) >= 12
    assert sorted(row["file"] for row in EXPECTED) == [path.name for path in CASES]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_complaint_group_and_painful_areas_are_known(path: Path) -> None:
    case, atlas, areas = read(path), Atlas.load(), Body.load().areas
    assert case["complaint"] in atlas.complaints
    assert case["group"] is None or case["group"] in atlas.groups
    assert case["areas"]
    for row in case["areas"]:
        assert Side(row["side"]) in areas[row["area"]].side_rule.accepts
        assert 0 <= row["intensity"] <= 10
        assert row["quality"] in QUALITIES


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_findings_are_about_known_muscles_sites_and_movements(path: Path) -> None:
    muscles = Atlas.load().muscles
    movements = {(s.joint, s.movement) for m in muscles.values() for s in m.movement_signs}
    for row in read(path)["findings"]:
        if row["kind"] == "rom":
            assert (row["joint"], row["movement"]) in movements
            assert row["side"] in list(Side)
        else:
            assert Side(row["side"]) in muscles[row["muscle"]].sides
            sites = {site.id for site in muscles[row["muscle"]].sites}
            assert row.get("site") in sites | {None}


def test_painted_cells_lie_where_the_case_says() -> None:
    painted = {path.stem: read(path)["cells"] for path in CASES if "cells" in read(path)}
    assert list(painted) == ["lateral-elbow"]
    body = Body.load()
    x, y, z = load_surface().vertices[landmark_vertex("lateral_epicondyle", Side.RIGHT)]
    for row in painted["lateral-elbow"]:
        cx, cy, cz = body.cell(row["cell"]).centroid
        assert (cx - x) ** 2 + (cy - y) ** 2 + (cz - z) ** 2 < 0.12**2
        assert 0 < row["coverage"] <= 1


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_an_expectation_rests_on_the_atlas_and_is_explained(row: dict[str, Any]) -> None:
    atlas = Atlas.load()
    [line] = [line for line in README.splitlines() if f"]({row['file']})" in line]
    assert row["side"] in {"left", "right", "either"}
    assert row["expected"]
    for muscle in row["expected"]:
        assert f"`{muscle}`" in line
        assert set(atlas.muscles[muscle].references) & set(row["sources"])
    for source in row["sources"]:
        assert source in atlas.references
        assert source in line
