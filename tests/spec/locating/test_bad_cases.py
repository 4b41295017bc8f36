"""Bad input of locating, row by row of bad_input.csv: a message that names the field, or an honest
"not confident" with its reason; always numbers, never a confident guess.

Words for cells stand for cells that would fill pages. Weights that are stale or damaged:
tests/unit/locating/test_trained_engine.py.
"""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import pytest

from filiform.body import Body
from filiform.errors import InvalidInput
from filiform.knowledge import Atlas
from filiform.knowledge.zones import site_zone
from filiform.locating import Belief, case_from_json, locate

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent / "bad_input.csv").read_text(encoding="utf-8").splitlines()
    )
)
NUMBERED = [pytest.param(row, id=f"row_{n}") for n, row in enumerate(ROWS, start=2)]
REFUSED = [one for one, row in zip(NUMBERED, ROWS, strict=True) if row["outcome"] == "refused"]
UNSURE = [
    pytest.param(row, trained, id=f"row_{n}_{'trained' if trained else 'overlap'}")
    for n, row in enumerate(ROWS, start=2)
    for trained in (False, True)
    if row["outcome"] == "unsure" and (row["engines"] == "any" or not trained)
]


def outside_every_zone() -> list[int]:
    """Skin that no site of the atlas is felt in, or lies under."""
    body = Body.load()
    sites = Atlas.load().sites.values()
    zones = [site_zone(site, side, body) for site in sites for side in site.sides]
    known = frozenset[int]().union(*(z.local | z.essential | z.spillover for z in zones))
    return [cell for cell in range(len(body.cells)) if cell not in known]


def document(row: dict[str, str]) -> Any:
    """The case of a row, with the words for cells spelled out."""
    case = json.loads(row["case"])
    match case.get("cells"):
        case "every cell":
            case["cells"] = [{"cell": n, "coverage": 1} for n in range(len(Body.load().cells))]
        case "one cell":
            case["cells"] = [{"cell": 100, "coverage": 1}]
        case "one cell, touched":
            case["cells"] = [{"cell": 100, "coverage": 0.02}]
        case "outside every zone":
            case["cells"] = [{"cell": n, "coverage": 1} for n in outside_every_zone()]
    return case


def all_numbers(belief: Belief) -> list[float]:
    ranks = [rank.probability for rank in belief.muscles]
    ranks += [rank.probability for rank in belief.hypotheses]
    tests = [number for test in belief.next for number in (test.finds, test.told, test.cost)]
    return ranks + tests


def test_every_row_is_of_a_known_kind() -> None:
    assert {row["outcome"] for row in ROWS} == {"refused", "unsure"}
    assert {row["engines"] for row in ROWS} == {"any", "overlap"}
    assert outside_every_zone()


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_is_refused_by_the_name_of_the_field(row: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refusal:
        case_from_json(document(row))
    assert refusal.value.field == row["says"]


@pytest.mark.parametrize(("row", "trained"), UNSURE)
def test_what_says_too_little_is_never_a_confident_guess(
    row: dict[str, str], trained: bool
) -> None:
    belief = locate(case_from_json(document(row)), trained=trained)
    assert not belief.confident
    assert row["says"] in " ".join(belief.notes)
    assert all(math.isfinite(number) for number in all_numbers(belief))
    assert all(0 < rank.probability < 1 for rank in belief.muscles)
