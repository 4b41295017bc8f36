"""The names of anatomical areas, and which cells each of them covers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from filiform.body.values import Area, SideRule
from filiform.errors import BrokenKnowledge

DATA = files("filiform.body") / "data"

Mirror = Callable[[frozenset[int]], frozenset[int]]


def load_areas(version: str, mirror: Mirror) -> dict[str, Area]:
    """Every area of `areas.toml` by id; those of the skin with their cells on both sides."""
    left = _left_cells(version)
    text = (DATA / "areas.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["area"]
    return {
        entry["id"]: _area(entry, left.get(entry["id"], frozenset()), mirror) for entry in entries
    }


def _left_cells(version: str) -> Mapping[str, frozenset[int]]:
    path = DATA / "built" / "areas.json"
    if not path.is_file():
        return {}
    held = json.loads(path.read_text(encoding="utf-8"))
    if held["body"] != version:
        raise BrokenKnowledge("body", f"areas of body {version}", got=held["body"], where=str(path))
    return {area: frozenset(cells) for area, cells in held["areas"].items()}


def _area(entry: Mapping[str, Any], left: frozenset[int], mirror: Mirror) -> Area:
    rule = SideRule(entry["side"])
    right = mirror(left)
    return Area(
        id=entry["id"],
        name=entry["name"],
        lay_name=entry["lay"][0],
        definition=entry["definition"],
        side_rule=rule,
        surface=entry["place"] == "surface",
        sensitive=bool(entry.get("sensitive", False)),
        main_view=entry["main_view"],
        cells=right if rule is SideRule.RIGHT_ONLY else left | right,
        lay=tuple(entry["lay"]),
    )
