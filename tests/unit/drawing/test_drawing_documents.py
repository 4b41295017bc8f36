"""Drawings as JSON: what is refused, by which field, and what reads back."""

import copy
import json
from typing import Any

import pytest

from filiform.body.values import Side
from filiform.drawing import CellPaint, Drawing, ListedArea, Quality, Stroke
from filiform.errors import InvalidInput
from flat_body import FlatBody

BODY = FlatBody()
STROKE = {
    "id": "s1",
    "view": "front",
    "points": [[0.1, 0.1], [0.5, 0.4]],
    "radius": 0.05,
    "quality": "ache",
    "intensity": 7,
    "erase": False,
}
GOOD: dict[str, object] = {
    "body": "flat-1",
    "strokes": [STROKE],
    "listed": [{"area": "belt", "side": "midline", "intensity": 4, "quality": "stiff"}],
}


def broken(path: list[str | int], value: object) -> dict[str, object]:
    document: dict[str, object] = copy.deepcopy(GOOD)
    place: Any = document
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (["body"], "flat-0", "body"),
        (["strokes"], "scribble", "strokes"),
        (["strokes"], [3], "strokes[0]"),
        (["strokes"], [STROKE] * 501, "strokes"),
        (["strokes", 0, "view"], "inside", "strokes[0].view"),
        (["strokes", 0, "view"], 4, "strokes[0].view"),
        (["strokes", 0, "id"], "", "strokes[0].id"),
        (["strokes", 0, "points"], [], "strokes[0].points"),
        (["strokes", 0, "points"], "ab", "strokes[0].points"),
        (["strokes", 0, "points"], [[0.1]], "strokes[0].points[0]"),
        (["strokes", 0, "points", 1], [0.1, float("nan")], "strokes[0].points[1]"),
        (["strokes", 0, "points", 1], [0.1, 10**400], "strokes[0].points[1]"),
        (["strokes", 0, "points", 1], [0.1, 7], "strokes[0].points[1]"),
        (["strokes", 0, "points", 1], [True, 0.5], "strokes[0].points[1]"),
        (["strokes", 0, "points"], [[0.5, 0.5]] * 2001, "strokes[0].points"),
        (["strokes", 0, "radius"], 0, "strokes[0].radius"),
        (["strokes", 0, "radius"], 2, "strokes[0].radius"),
        (["strokes", 0, "radius"], None, "strokes[0].radius"),
        (["strokes", 0, "quality"], "itchy", "strokes[0].quality"),
        (["strokes", 0, "quality"], ["ache"], "strokes[0].quality"),
        (["strokes", 0, "intensity"], 11, "strokes[0].intensity"),
        (["strokes", 0, "intensity"], -1, "strokes[0].intensity"),
        (["strokes", 0, "intensity"], "7", "strokes[0].intensity"),
        (["strokes", 0, "erase"], "no", "strokes[0].erase"),
        (["strokes", 0, "colour"], "red", "strokes[0].colour"),
        (["listed", 0, "area"], "elbow_of_the_moon", "listed[0].area"),
        (["listed", 0, "side"], "sideways", "listed[0].side"),
        (["listed", 0, "side"], None, "listed[0].side"),
        (["listed", 0], {"area": "brow", "side": "midline"}, "listed[0].side"),
        (["listed", 0], {"area": "liver", "side": "left"}, "listed[0].side"),
        (["listed", 0, "intensity"], 11, "listed[0].intensity"),
        (["listed", 0, "quality"], "sore", "listed[0].quality"),
    ],
)
def test_a_broken_field_is_named(path: list[str | int], value: object, field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        Drawing.from_json(broken(path, value), BODY)
    assert error.value.field == field


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ([{"cell": 48, "coverage": 1}], "cells[0].cell"),
        ([{"cell": -1, "coverage": 1}], "cells[0].cell"),
        ([{"cell": "4", "coverage": 1}], "cells[0].cell"),
        ([{"cell": 4, "coverage": 1.2}], "cells[0].coverage"),
        ([{"cell": 4, "coverage": float("inf")}], "cells[0].coverage"),
        ([{"cell": 4, "coverage": 1}, {"cell": 4, "coverage": 0.5}], "cells[1].cell"),
    ],
)
def test_a_broken_cell_is_named(cells: list[object], field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        Drawing.from_json({"cells": cells}, BODY)
    assert error.value.field == field


def test_too_many_points_in_all() -> None:
    strokes = [{**STROKE, "id": str(i), "points": [[0.5, 0.5]] * 2000} for i in range(11)]
    with pytest.raises(InvalidInput, match="20000 points"):
        Drawing.from_json({"strokes": strokes}, BODY)


@pytest.mark.parametrize("text", ["{", "[1, 2]", "null", b"\xff\xfe\x00", "[" * 100_000])
def test_what_is_no_document_is_refused(text: str | bytes) -> None:
    with pytest.raises(InvalidInput):
        Drawing.from_json(text, BODY)


def test_ten_megabytes_are_refused_unread() -> None:
    with pytest.raises(InvalidInput, match="2 MB"):
        Drawing.from_json("[" + "1," * 5_000_000 + "1]", BODY)


def test_a_document_reads_back_to_an_equal_drawing() -> None:
    drawing = Drawing.from_json(json.dumps(GOOD), BODY)
    assert drawing.cells
    assert Drawing.from_json(json.dumps(drawing.to_json()), BODY) == drawing


def test_a_drawing_without_strokes_reads_back() -> None:
    drawing = Drawing.from_json(GOOD, BODY).mirror()
    assert Drawing.from_json(json.dumps(drawing.to_json()), BODY) == drawing


def test_cells_beside_strokes_are_derived_anew() -> None:
    tampered = {**GOOD, "cells": [{"cell": 0, "coverage": 1}]}
    assert Drawing.from_json(tampered, BODY) == Drawing.from_json(GOOD, BODY)


def test_an_empty_document_is_an_empty_drawing() -> None:
    assert Drawing.from_json("{}", BODY).empty


def test_values_check_themselves() -> None:
    with pytest.raises(InvalidInput, match="coverage"):
        CellPaint(3, float("nan"))
    with pytest.raises(InvalidInput, match="intensity"):
        ListedArea("brow", Side.LEFT, 11)
    with pytest.raises(InvalidInput, match="radius"):
        Stroke("a", "front", ((0.5, 0.5),), float("inf"), Quality.ACHE)
