"""What holds for the cells of every anatomical area, whatever its shape."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from filiform.body import Body, Side
from filiform.body.values import Area, SideRule
from reading_level import syllables_of

CLINICAL = {
    *("anterior", "posterior", "lateral", "medial", "proximal", "distal", "dorsal", "plantar"),
    *("volar", "palmar", "ulnar", "radial", "sacrum", "scapula", "sternum", "clavicle", "patella"),
    *("malleolus", "lumbar", "thoracic", "cervical", "axilla", "occiput", "mandible", "abdomen"),
}
BODY = Body.load()
SURFACE = [area for area in BODY.areas.values() if area.surface]
IDS = [area.id for area in SURFACE]


def pieces(cells: Iterable[int]) -> int:
    """How many connected pieces the cells form."""
    left, found = set(cells), 0
    while left:
        found += 1
        edge = [left.pop()]
        while edge:
            beside = left.intersection(BODY.cells[edge.pop()].neighbours)
            left -= beside
            edge.extend(beside)
    return found


def test_the_vocabulary_is_complete() -> None:
    assert len(BODY.areas) == 181
    assert len(SURFACE) == 166


@pytest.mark.parametrize("area", SURFACE, ids=IDS)
def test_an_area_of_the_skin_has_cells_on_each_side_it_accepts(area: Area) -> None:
    if area.side_rule is SideRule.RIGHT_ONLY:
        assert {BODY.cells[c].side for c in area.cells} == {Side.RIGHT}
    else:
        left = BODY.cells_of(area.id, Side.LEFT)
        assert left
        assert BODY.cells_of(area.id, Side.RIGHT) == BODY.mirror(left)


@pytest.mark.parametrize("area", SURFACE, ids=IDS)
def test_an_area_is_in_one_piece_on_each_side(area: Area) -> None:
    for side in (Side.LEFT, Side.RIGHT):
        cells = [c for c in area.cells if BODY.cells[c].side is side]
        assert pieces(cells) <= 1


@pytest.mark.parametrize(
    "area", [area for area in SURFACE if area.side_rule is SideRule.CROSSES_MIDLINE]
)
def test_an_area_that_crosses_the_midline_is_in_one_piece(area: Area) -> None:
    assert pieces(area.cells) == 1


def test_a_list_only_place_has_no_cells() -> None:
    assert not any(area.cells for area in BODY.areas.values() if not area.surface)


def test_every_cell_of_skin_belongs_to_an_area() -> None:
    covered = frozenset().union(*(area.cells for area in SURFACE))
    # McBurney's point is given for the right only, so look at the left half and its mirror image.
    assert {cell.id for cell in BODY.cells} == covered | BODY.mirror(covered)


def test_an_area_has_a_name_and_words_that_patients_use() -> None:
    for area in BODY.areas.values():
        assert area.name
        assert area.lay
        assert area.lay_name == area.lay[0]
        assert all(word == word.strip() and word for word in area.lay)


def test_names_and_the_words_shown_to_patients_tell_areas_apart() -> None:
    areas = list(BODY.areas.values())

    assert len({area.name for area in areas}) == len(areas)
    assert len({area.lay_name for area in areas}) == len(areas)


def test_patients_words_are_plain() -> None:
    """Words of at most three syllables, none that only clinicians use, and short enough to scan."""
    words = [
        word
        for area in BODY.areas.values()
        for lay in area.lay
        for word in lay.replace("-", " ").split()
    ]

    assert [word for word in words if syllables_of(word) > 3] == []
    assert CLINICAL.intersection(word.strip(",").lower() for word in words) == set()
    assert max(len(area.lay_name) for area in BODY.areas.values()) <= 45
