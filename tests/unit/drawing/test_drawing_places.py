"""Which places a drawing names first, and how they are said to feel."""

from __future__ import annotations

import pytest

from filiform.body import Body, Side
from filiform.drawing import CellPaint, Quality, main_places, places

BODY = Body.load()


def cells(area: str, side: Side = Side.RIGHT) -> list[int]:
    return sorted(BODY.cells_of(area, side))


def paint(some: list[int], coverage: float = 1.0, intensity: float | None = 5) -> list[CellPaint]:
    return [CellPaint(cell, coverage, intensity, Quality.ACHE) for cell in some]


def test_the_largest_place_comes_first_and_shares_add_up() -> None:
    found = places([*paint(cells("temple")), *paint(cells("interscapular"))], BODY)
    assert found[0].area == "interscapular"
    assert [one.cm2 for one in found] == sorted((one.cm2 for one in found), reverse=True)
    assert sum(one.share for one in found) == pytest.approx(1)
    assert {one.side for one in found} == {Side.RIGHT}


@pytest.mark.parametrize("area", ["interscapular", "temple", "buttock_central", "plantar_heel"])
def test_a_painted_area_is_told_by_its_own_name(area: str) -> None:
    (place,) = places(paint(cells(area)), BODY)
    assert (place.area, place.side) == (area, Side.RIGHT)
    assert place.share == pytest.approx(1)
    assert place.cm2 == pytest.approx(BODY.area_cm2(cells(area)))


def test_the_edge_of_a_brush_is_no_main_place() -> None:
    wide, edge = cells("interscapular"), cells("temple")[:1]
    found = places([*paint(wide), *paint(edge)], BODY)
    assert "temple" in {one.area for one in found}
    assert "temple" not in {one.area for one in main_places(found)}


def test_there_is_always_a_main_place_and_never_more_than_a_few() -> None:
    everywhere = places(paint(list(range(len(BODY.cells)))), BODY)
    assert len(everywhere) > 50
    assert main_places(everywhere) == everywhere[:6]
    assert main_places(()) == ()


def test_a_place_feels_like_most_of_it_and_hurts_like_the_worst_of_it() -> None:
    some = cells("interscapular")
    mixed = [
        *(CellPaint(cell, 1.0, 3, Quality.ACHE) for cell in some[1:]),
        CellPaint(some[0], 1.0, 8, Quality.BURNING),
    ]
    (place,) = (one for one in places(mixed, BODY) if one.area == "interscapular")
    assert place.quality is Quality.ACHE
    assert place.intensity == 8


def test_what_is_not_said_is_not_made_up() -> None:
    (place, *_rest) = places([CellPaint(cell, 1.0) for cell in cells("temple")], BODY)
    assert place.quality is None
    assert place.intensity is None


def test_a_stroke_shorter_than_a_cell_is_still_told() -> None:
    found = places(paint(cells("temple")[:2], coverage=0.2), BODY)
    assert {one.area for one in found} == {"temple"}
