"""Strokes become cells: what they cover, in which order, in which view."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from filiform.drawing import Drawing, Quality, Stroke
from filiform.errors import InvalidInput
from flat_body import FlatBody, cell_at

BODY = FlatBody()
CELL = 1 / 8  # width of a cell as a share of the front view
ROW = 1 / 6


def stroke(*points: tuple[float, float], **more: Any) -> Stroke:
    given: dict[str, Any] = {"id": "s1", "view": "front", "radius": CELL, "quality": Quality.ACHE}
    given |= more
    return Stroke(points=points, **given)


def across(row: int, start: float = 0, end: float = 8, **more: Any) -> Stroke:
    """A stroke along the middle of a row of cells, just as high as they are."""
    y = (row + 0.5) * ROW
    more.setdefault("radius", CELL / 2)
    return stroke((start * CELL, y), (end * CELL, y), **more)


def test_a_stroke_along_a_row_paints_its_cells_and_no_others() -> None:
    drawing = Drawing.from_strokes([across(2)], BODY)
    assert drawing.cells == {cell_at(column, 2) for column in range(8)}


def test_area_is_the_painted_skin() -> None:
    assert Drawing.from_strokes([across(2)], BODY).area_cm2 == pytest.approx(8 * 4)
    assert Drawing.from_strokes([across(2)], BODY).percent_of_skin == pytest.approx(100 / 6)


def test_half_a_cell_counts_as_painted_and_less_does_not() -> None:
    half = Drawing.from_strokes([across(2, 1, 2.5, radius=CELL / 2)], BODY)
    dot = Drawing.from_strokes([stroke((0.5 * CELL, 0.5 * ROW), radius=0.3 * CELL)], BODY)
    assert cell_at(2, 2) in half.cells
    assert dot.paint
    assert not dot.cells


def test_a_single_point_is_a_disc() -> None:
    disc = Drawing.from_strokes([stroke((0.5, 0.5), radius=0.25)], BODY)
    assert disc.area_cm2 == pytest.approx(3.14159 * 4**2, rel=0.02)


def test_a_later_stroke_overpaints_quality_and_intensity() -> None:
    strokes = [across(2, intensity=3), across(2, 0, 4, quality=Quality.SHARP, intensity=8, id="s2")]
    paint = {entry.cell: entry for entry in Drawing.from_strokes(strokes, BODY).paint}
    assert (paint[cell_at(1, 2)].quality, paint[cell_at(1, 2)].intensity) == (Quality.SHARP, 8)
    assert (paint[cell_at(6, 2)].quality, paint[cell_at(6, 2)].intensity) == (Quality.ACHE, 3)


def test_an_eraser_takes_away() -> None:
    strokes = [across(2), across(2, 0, 4, erase=True, radius=CELL, id="e")]
    assert Drawing.from_strokes(strokes, BODY).cells == {cell_at(c, 2) for c in (5, 6, 7)}


def test_strokes_beside_the_body_give_an_empty_drawing() -> None:
    drawing = Drawing.from_strokes([stroke((-0.5, -0.5)), stroke((1.9, 1.9))], BODY)
    assert drawing.empty
    assert drawing.area_cm2 == 0


def test_paint_made_in_one_view_is_erased_in_another() -> None:
    strokes = [
        across(2, 2, 6),
        stroke((0, 2.5 * ROW), (1, 2.5 * ROW), view="close", radius=0.2, erase=True, id="e"),
    ]
    assert not Drawing.from_strokes(strokes, BODY).cells & {cell_at(c, 2) for c in range(2, 6)}


def test_the_same_place_painted_in_two_views_counts_once() -> None:
    y = 2.5 * ROW
    close = stroke((0.25, y), (0.75, y), view="close", radius=CELL, id="c")
    front = across(2, 3, 5)
    both = Drawing.from_strokes([front, close], BODY)
    assert both.area_cm2 == pytest.approx(Drawing.from_strokes([front], BODY).area_cm2, rel=0.1)


def test_erasing_part_of_a_cell_in_another_view_leaves_the_rest() -> None:
    strokes = [
        across(2),
        stroke((0.5, 2.5 * ROW), view="close", radius=CELL, erase=True, id="e"),
    ]
    paint = {entry.cell: entry.coverage for entry in Drawing.from_strokes(strokes, BODY).paint}
    assert paint[cell_at(3, 2)] == pytest.approx(1 - 3.14159 / 2 / 4, abs=0.02)
    assert paint[cell_at(1, 2)] == 1


def test_a_cell_filled_from_another_view_can_be_painted_whole_by_hand() -> None:
    half = across(2, 2.85, 3.1)
    whole = stroke((0, 2.5 * ROW), (1, 2.5 * ROW), view="close", radius=0.2, id="c")
    paint = {p.cell: p.coverage for p in Drawing.from_strokes([half, whole], BODY).paint}
    before = {p.cell: p.coverage for p in Drawing.from_strokes([half], BODY).paint}
    assert 0.5 <= before[cell_at(3, 2)] < 0.9
    assert paint[cell_at(3, 2)] == 1


def test_painting_that_would_keep_the_server_busy_is_refused() -> None:
    class Huge(FlatBody):
        version = "flat-huge"

        def __init__(self) -> None:
            super().__init__()
            self.views = {"front": replace(self.views["front"], width=9000, height=9000)}

    wild = [stroke((0.0, 0.0), (1.0, 1.0), id=str(i)) for i in range(4)]
    with pytest.raises(InvalidInput, match="fewer and smaller strokes"):
        Drawing.from_strokes(wild, Huge())


def test_another_quality_in_another_view_takes_over_the_cell() -> None:
    y = 2.5 * ROW
    over = stroke((0, y), (1, y), view="close", radius=0.2, quality=Quality.BURNING, id="b")
    paint = {p.cell: p for p in Drawing.from_strokes([across(2), over], BODY).paint}
    assert paint[cell_at(4, 2)].quality is Quality.BURNING
    assert paint[cell_at(0, 2)].quality is Quality.ACHE
    assert paint[cell_at(4, 2)].coverage == 1


def test_coverage_is_weighted_by_the_view_that_shows_most_of_the_cell() -> None:
    class Grazing(FlatBody):
        """The close-up sees only the upper half of its rows."""

        version = "flat-grazing"

        def id_map(self, view: str) -> npt.NDArray[np.int32]:
            ids = super().id_map(view).copy()
            if view == "close":
                ids[10::20] = ids[11::20] = ids[12::20] = -1
                for offset in range(13, 20):
                    ids[offset::20] = -1
            return ids

    y = 2.5 * ROW
    close = stroke((0, y), (1, y), view="close", radius=0.25)
    paint = Drawing.from_strokes([close], Grazing()).paint
    assert {entry.coverage for entry in paint if entry.cell == cell_at(3, 2)} == {0.5}
