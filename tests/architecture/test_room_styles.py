"""Rooms share the visit's page: a class that two rooms style means the same in both."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

CLINIC = Path(__file__).parents[2] / "src" / "filiform_clinic"
PAGE = CLINIC / "visit" / "templates" / "visit" / "visit.html"
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def sheets() -> list[Path]:
    """The style sheets that the visit's page loads, one of each room."""
    named = re.findall(r"static '([\w/]+\.css)'", PAGE.read_text(encoding="utf-8"))
    return [CLINIC / name.split("/")[0] / "static" / name for name in named]


def rules(sheet: Path) -> dict[str, str]:
    """What a sheet says of each bare class, outside media queries."""
    text = re.sub(
        r"/\*.*?\*/|@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet.read_text(), flags=re.S
    )
    found = {}
    for selectors, said in RULE.findall(text):
        for selector in selectors.split(","):
            if re.fullmatch(r"\.[\w-]+", selector.strip()):
                found[selector.strip()] = " ".join(said.split())
    return found


def test_no_room_restyles_what_another_has_named() -> None:
    said: defaultdict[str, set[str]] = defaultdict(set)
    assert len(sheets()) > 5
    for sheet in sheets():
        for name, rule in rules(sheet).items():
            said[name].add(rule)
    assert not {name: rules for name, rules in said.items() if len(rules) > 1}
