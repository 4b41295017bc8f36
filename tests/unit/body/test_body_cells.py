"""The division of the skin into cells, checked on the mesh it was made from."""

import json

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from filiform.body import Body, Side
from filiform.body.build.cells import HALF
from filiform.body.build.faces import mirror_quads, whole_skin
from filiform.body.build.lining import lining_quads
from filiform.body.build.products import BUILT, digest
from filiform.body.surface import Ints, landmark_vertex, load_surface
from filiform.errors import InvalidInput


@pytest.fixture(scope="module")
def body() -> Body:
    return Body.load()


@pytest.fixture(scope="module")
def cell_of_quad() -> Ints:
    with np.load(BUILT / "cells.npz") as arrays:
        found: Ints = arrays["cell_of_quad"].astype(np.int64)
        return found


def test_number_of_cells_is_in_the_agreed_range(body: Body) -> None:
    assert 1500 <= len(body.cells) <= 2500
    assert [cell.id for cell in body.cells] == list(range(len(body.cells)))


def test_cells_cover_the_skin_and_nothing_else(cell_of_quad: Ints) -> None:
    assert sorted(np.flatnonzero(cell_of_quad >= 0)) == whole_skin().quads.tolist()
    assert set(cell_of_quad.tolist()) == set(range(-1, 2 * HALF))


def test_areas_add_up_to_the_skin(body: Body) -> None:
    skin_cm2 = whole_skin().areas.sum() * 1e4
    assert sum(cell.area_cm2 for cell in body.cells) == pytest.approx(skin_cm2, rel=1e-6)
    assert body.area_cm2(range(len(body.cells))) == pytest.approx(skin_cm2, rel=1e-6)


def test_every_cell_is_one_piece(cell_of_quad: Ints) -> None:
    row, column = whole_skin().borders()
    cell = cell_of_quad[whole_skin().quads]
    same = cell[row] == cell[column]
    joins = coo_matrix((np.ones(same.sum()), (row[same], column[same])), shape=(len(cell),) * 2)
    pieces, _ = connected_components(joins, directed=False)
    assert pieces == 2 * HALF


def test_no_cell_crosses_the_midline(cell_of_quad: Ints) -> None:
    surface = load_surface("neutral", 2)
    across = surface.vertices[surface.quads][:, :, 0]
    left, right = cell_of_quad[(across > 0).any(axis=1)], cell_of_quad[(across < 0).any(axis=1)]
    assert left.max() < HALF
    assert set(range(HALF)).isdisjoint(right.tolist())


def test_division_is_its_own_mirror_image(cell_of_quad: Ints) -> None:
    image = cell_of_quad[mirror_quads()]
    skin = cell_of_quad >= 0
    assert np.array_equal((image >= 0), skin)
    assert np.array_equal(image[skin], (cell_of_quad[skin] + HALF) % (2 * HALF))


def test_mirror_cells_match_exactly(body: Body) -> None:
    for cell in body.cells:
        image = body.cells[cell.mirror]
        assert image.mirror == cell.id
        assert image.side is cell.side.mirrored
        assert image.area_cm2 == cell.area_cm2
        assert image.centroid == (-cell.centroid[0], *cell.centroid[1:])
        assert set(image.neighbours) == {body.cells[n].mirror for n in cell.neighbours}


def test_neighbours_are_mutual_and_share_a_side(body: Body, cell_of_quad: Ints) -> None:
    row, column = whole_skin().borders()
    cell = cell_of_quad[whole_skin().quads]
    shared = set(zip(cell[row].tolist(), cell[column].tolist(), strict=True))
    listed = {(cell.id, n) for cell in body.cells for n in cell.neighbours}
    assert listed == {(a, b) for a, b in shared if a != b}
    assert all((b, a) in listed for a, b in listed)


def test_cells_are_finer_where_pain_is_small(body: Body) -> None:
    def size(landmark: str) -> float:
        here = load_surface().vertices[landmark_vertex(landmark)]
        away = [np.linalg.norm(np.asarray(cell.centroid) - here) for cell in body.cells]
        return body.cells[int(np.argmin(away))].area_cm2

    assert max(size(name) for name in ("nose_tip", "index_tip", "great_toe_tip")) < 3
    assert 7 < size("rhomboid_mid") < 15
    assert 7 < size("thigh_anterior_upper_third") < 15


def test_lining_holds_mouth_and_eye_sockets_only() -> None:
    surface = load_surface()
    centres = surface.vertices[surface.quads[lining_quads()]].mean(axis=1)
    assert len(np.unique(surface.quads[lining_quads()])) > 1000
    assert centres[:, 1].min() > landmark_y("chin")
    assert centres[:, 1].max() < landmark_y("eyebrow_mid")


def landmark_y(landmark: str) -> float:
    return float(load_surface().vertices[landmark_vertex(landmark), 1])


def test_version_is_the_digest_of_the_division(body: Body) -> None:
    found = digest("cells.npz", (BUILT / "cells.npz").read_bytes())
    assert found.startswith(body.version)
    held = json.loads((BUILT / "digests.json").read_text())
    assert held["files"]["cells.npz"] == found


@pytest.mark.parametrize("cell", [-1, 2400, 10**9])
def test_unknown_cell_is_refused(body: Body, cell: int) -> None:
    with pytest.raises(InvalidInput, match="a cell id from 0 to 2399"):
        body.cell(cell)


def test_unknown_area_and_wrong_side_are_refused(body: Body) -> None:
    with pytest.raises(InvalidInput, match="area: an area id"):
        body.cells_of("elbow_of_the_ear", Side.LEFT)
    with pytest.raises(InvalidInput, match="side: a side of temple: both, left, right"):
        body.cells_of("temple", Side.MIDLINE)


@pytest.mark.parametrize(
    ("landmark", "side"),
    [("olecranon", Side.LEFT), ("heel_plantar", Side.RIGHT), ("xiphoid", Side.MIDLINE)],
)
def test_nearest_landmark_is_the_one_at_the_cell(body: Body, landmark: str, side: Side) -> None:
    here = load_surface().vertices[landmark_vertex(landmark, side)]
    away = [np.linalg.norm(np.asarray(cell.centroid) - here) for cell in body.cells]
    found, found_side, distance = body.nearest_landmark(int(np.argmin(away)))
    assert (found.id, found_side) == (landmark, side)
    assert distance < 3


def test_distances_keep_close_to_those_on_the_fine_mesh(body: Body) -> None:
    """Steps of one and two cells replace shortest paths over 194,000 faces."""
    skin = whole_skin()
    middles = np.array([cell.centroid for cell in body.cells])
    faces = np.asarray(cKDTree(skin.centres).query(middles)[1])
    for start in (0, 500, 900, 1700):
        exact = 100 * dijkstra(skin.paths(), indices=faces[[start]])[0, faces]
        steps = body.distances_from([start])
        ratio = (steps / np.maximum(exact, 1e-9))[exact > 10]
        assert ratio.min() > 0.999
        assert np.median(ratio) < 1.03
        assert np.percentile(ratio, 99) < 1.08
