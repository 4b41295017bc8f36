"""Measures of drawings on a body whose areas are known."""

import pytest

from filiform.body.values import Side
from filiform.drawing import (
    CellPaint,
    Drawing,
    ListedArea,
    Quality,
    centre,
    change,
    distance,
    extent,
    main_regions,
    nearest_landmark,
    overlap,
    patches,
    regions,
)
from filiform.errors import InvalidInput
from flat_body import FlatBody, cell_at

BODY = FlatBody()


def listed(*entries: tuple[str, str]) -> Drawing:
    return Drawing.from_areas(
        [ListedArea(area, Side(side), 5, Quality.ACHE) for area, side in entries], BODY
    )


def test_a_listed_area_paints_its_cells_on_its_side() -> None:
    drawing = listed(("brow", "right"))
    assert drawing.cells == {cell_at(column, 0) for column in range(4)}
    assert {(entry.quality, entry.intensity) for entry in drawing.paint} == {(Quality.ACHE, 5)}


def test_a_list_only_area_stays_listed_without_cells() -> None:
    drawing = listed(("deep", "left"))
    assert not drawing.cells
    assert drawing.listed
    assert not drawing.empty


def test_listing_an_area_again_replaces_what_was_said() -> None:
    entries = [ListedArea("brow", Side.LEFT, 3), ListedArea("brow", Side.LEFT, 9)]
    assert [entry.intensity for entry in Drawing.from_areas(entries, BODY).listed] == [9]


def test_mirror_moves_cells_and_sides() -> None:
    mirrored = listed(("brow", "right")).mirror()
    assert mirrored == listed(("brow", "left"))


def test_a_one_sided_area_keeps_its_side_when_mirrored() -> None:
    assert listed(("liver", "right")).mirror().listed[0].side is Side.RIGHT


def test_overlap_by_area() -> None:
    brow, face = listed(("brow", "left")), listed(("face", "left"))
    found = overlap(brow, face)
    assert found.shared_cm2 == 16
    assert found.dice == pytest.approx(2 * 16 / (16 + 48))
    assert found.jaccard == pytest.approx(16 / 48)
    assert found.of_first == 1
    assert found.of_second == pytest.approx(1 / 3)


def test_overlap_of_empty_drawings_is_nothing() -> None:
    assert overlap(Drawing(BODY), Drawing(BODY)).dice == 0


def test_change_between_two_dates() -> None:
    found = change(listed(("face", "left")), listed(("brow", "both")))
    assert (found.gained_cm2, found.lost_cm2, found.kept_cm2) == (16, 32, 16)
    assert found.gained == {cell_at(column, 0) for column in range(4)}


def test_extent_names_the_smallest_area_of_each_cell() -> None:
    found = extent(listed(("face", "left"), ("belt", "midline")))
    assert found.regions == {
        ("brow", Side.LEFT),
        ("face", Side.LEFT),
        ("belt", Side.LEFT),
        ("belt", Side.RIGHT),
    }
    assert found.patches == 2
    assert found.sides == {Side.LEFT, Side.RIGHT}
    assert found.area_cm2 == pytest.approx(48 + 32)


def test_cells_in_no_area_have_no_region() -> None:
    sheet = FlatBody()
    sheet.areas = {}
    sheet.version = "flat-nameless"
    assert regions([cell_at(0, 3)], sheet) == frozenset()


def test_patches_are_connected_and_the_largest_comes_first() -> None:
    found = patches(listed(("brow", "left"), ("belt", "midline")))
    assert [len(patch) for patch in found] == [8, 4]


def test_distance_between_patches_is_along_the_skin() -> None:
    assert distance([cell_at(0, 0)], [cell_at(3, 2), cell_at(7, 5)], BODY) == 10


def test_distance_to_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        distance([0], [], BODY)
    assert error.value.field == "second"


def test_the_centre_of_a_row_is_its_middle() -> None:
    assert centre([cell_at(column, 1) for column in range(5)], BODY) == cell_at(2, 1)
    assert nearest_landmark([3], BODY)[0].id == "navel"


def test_drawings_on_different_bodies_are_not_compared() -> None:
    class Other(FlatBody):
        version = "flat-2"

    with pytest.raises(InvalidInput, match="flat-1"):
        overlap(Drawing(BODY), Drawing(Other()))


def painted(cells: list[int]) -> Drawing:
    return Drawing(BODY, tuple(CellPaint(cell, 1.0) for cell in sorted(cells)))


def test_main_regions_leave_out_what_was_only_grazed() -> None:
    """One cell of four (25 %) counts, one of four more than at least asked for does not."""
    belt = [cell_at(column, 4) for column in range(4, 8)]
    one_of_brow = [cell_at(4, 0)]
    drawing = painted(belt + one_of_brow)
    left = {("belt", Side.LEFT), ("brow", Side.LEFT)}
    assert main_regions(drawing) == left
    assert main_regions(drawing, at_least=0.5) == {("belt", Side.LEFT)}


def test_main_regions_keep_the_most_painted_when_all_are_grazed() -> None:
    drawing = painted([cell_at(4, 0)])
    assert main_regions(drawing, at_least=0.9) == {("brow", Side.LEFT)}
    assert main_regions(painted([])) == frozenset()
