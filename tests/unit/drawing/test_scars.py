"""Scars as lines and places, and what screening and the needle step are told of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from filiform.body import Body, Side
from filiform.drawing import DrawnScar, read_scars, scar_evidence, scar_name, scars_at
from filiform.errors import InvalidInput

KEY = "01931b2f-7c4e-7a6b-9c3d-000000000001"
BELLY = [{"view": "front", "points": [[0.46, 0.45], [0.54, 0.45]]}]


def written(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": KEY, "cause": "surgery", "lines": BELLY, "places": [], "operation": "Caesarean",
        "on": "2021-05", "healed": "yes", "sensitive": "yes",
    }  # fmt: skip
    return plain | changes


def scar(**changes: Any) -> DrawnScar:
    return DrawnScar.from_json(written(**changes))


def test_a_line_lies_on_the_skin_under_it_and_reads_back() -> None:
    drawn = scar()
    assert drawn.cells
    assert {Body.load().cells[cell].side for cell in drawn.cells} == {Side.LEFT, Side.RIGHT}
    assert DrawnScar.from_json(drawn.to_json()) == drawn
    assert drawn.id == UUID(KEY)


def test_a_place_by_name_is_as_good_as_a_line() -> None:
    named = scar(lines=[], places=[{"area": "temple", "side": "right"}])
    assert named.cells == Body.load().cells_of("temple", Side.RIGHT)
    assert named.where == (("temple", Side.RIGHT),)


@pytest.mark.parametrize(
    ("healed", "cause", "told"),
    [
        ("yes", "surgery", []),
        ("not_yet", "surgery", [("ci_local_infection", True), ("ci_recent_surgery", True)]),
        ("unsure", "surgery", [("ci_local_infection", False), ("ci_recent_surgery", False)]),
        ("not_yet", "injury", [("ci_local_infection", True)]),
    ],
)
def test_screening_is_told_what_has_not_healed(
    healed: str, cause: str, told: list[tuple[str, bool]]
) -> None:
    found = scar_evidence(scar(healed=healed, cause=cause))
    assert [(one.group, one.certain) for one in found] == told
    assert {place.region for one in found for place in one.places} <= {"abdomen"}


def test_a_needle_on_or_beside_the_line_meets_the_scar() -> None:
    drawn = scar()
    on = min(drawn.cells)
    beside = next(n for n in Body.load().cells[on].neighbours if n not in drawn.cells)
    far = min(Body.load().cells_of("temple", Side.RIGHT))
    assert [scars_at(cell, [drawn]) for cell in (on, beside, far, None)] == [
        (drawn,), (drawn,), (), (),
    ]  # fmt: skip


def test_its_name_says_where_what_and_when() -> None:
    name = scar_name(scar(lines=[], places=[{"area": "temple", "side": "right"}]))
    assert name == "scar, right temple, Caesarean, 2021-05"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lines": []}, "scar.place"),
        ({"lines": [{"view": "front", "points": [[0.0, 0.0], [0.01, 0.0]]}]}, "scar.place"),
        ({"lines": [{"view": "inside", "points": [[0.5, 0.5]]}]}, "scar.view"),
        ({"lines": [{"view": "front", "points": []}]}, "scar.points"),
        ({"lines": [{"view": "front", "points": [[0.5, 9]]}]}, "scar.points[0]"),
        ({"lines": [{"view": "front", "points": [["a", 9]]}]}, "scar.lines"),
        ({"lines": "front"}, "scar.lines"),
        ({"places": [{"area": "tail", "side": "left"}]}, "scar.places"),
        ({"places": [{"area": "temple", "side": "midline"}]}, "scar.places"),
        ({"cause": "magic"}, "scar.cause"),
        ({"healed": None}, "scar.healed"),
        ({"operation": "x" * 121}, "scar.operation"),
        ({"operation": 3}, "scar.operation"),
        ({"on": "soon"}, "scar.on"),
        ({"id": "one"}, "scar.id"),
        ({"more": 1}, "scar"),
    ],
)
def test_what_is_no_scar_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        scar(**changes)
    assert refused.value.field == field


@pytest.mark.parametrize("document", ["none", [written()] * 2, [written()] * 21])
def test_a_list_holds_each_scar_once(document: object) -> None:
    with pytest.raises(InvalidInput, match="scars"):
        read_scars(document)
