"""Distances along the skin between any cells keep the laws of a distance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.body import Body

BODY = Body.load()
CELLS = st.integers(0, len(BODY.cells) - 1)
SETS = st.frozensets(CELLS, min_size=1, max_size=8)


@given(CELLS, CELLS)
def test_way_there_is_the_way_back(a: int, b: int) -> None:
    assert BODY.distance(a, b) == BODY.distance(b, a)


@given(CELLS, CELLS)
def test_other_side_is_just_as_far(a: int, b: int) -> None:
    image = BODY.distance(BODY.cells[a].mirror, BODY.cells[b].mirror)
    assert image == BODY.distance(a, b)


@given(CELLS, CELLS)
def test_no_way_along_the_skin_is_shorter_than_the_straight_line(a: int, b: int) -> None:
    start, end = (np.asarray(BODY.cells[c].centroid) for c in (a, b))
    assert BODY.distance(a, b) >= 100 * np.linalg.norm(start - end) - 0.05


@given(SETS)
def test_distance_from_several_cells_is_that_from_the_nearest(cells: frozenset[int]) -> None:
    single = np.min([BODY.distances_from([cell]) for cell in cells], axis=0)
    assert np.array_equal(BODY.distances_from(cells), single)


@given(SETS)
def test_mirror_undoes_itself_and_keeps_the_area(cells: frozenset[int]) -> None:
    image = BODY.mirror(cells)
    assert BODY.mirror(image) == cells
    assert BODY.area_cm2(image) == pytest.approx(BODY.area_cm2(cells), rel=1e-12)
