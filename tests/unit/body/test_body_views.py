"""The pictures of the body and their id maps."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from scipy.ndimage import binary_fill_holes

from filiform.body import Body, Side
from filiform.errors import InvalidInput

BODY = Body.load()
VIEWS = list(BODY.views)
HALF = len(BODY.cells) // 2
CONTRACT = {
    "front",
    "back",
    "left",
    "right",
    "head_left",
    "head_right",
    "head_top",
    "hands_palm",
    "hands_back",
    "feet_top",
    "feet_sole",
}
TWINS = {"left": "right", "head_left": "head_right"}
OWN_MIRROR = [view for view in VIEWS if view not in {*TWINS, *TWINS.values()}]


def pixels(view: str) -> npt.NDArray[np.uint8]:
    with Image.open(io.BytesIO(BODY.picture(view))) as picture:
        return np.asarray(picture.convert("RGBA"))


def mirrored(ids: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """The id map as a mirror shows it: columns the other way round, cells on the other side."""
    image: npt.NDArray[np.int32] = np.where(ids < 0, -1, (ids + HALF) % (2 * HALF))[:, ::-1]
    return image


def test_agreed_views_are_there() -> None:
    assert set(VIEWS) >= CONTRACT
    assert VIEWS[:4] == ["front", "back", "left", "right"]


@pytest.mark.parametrize("view", VIEWS)
def test_picture_and_id_map_have_the_stated_size(view: str) -> None:
    stated = (BODY.views[view].height, BODY.views[view].width)
    assert pixels(view).shape[:2] == stated
    assert BODY.id_map(view).shape == stated
    assert BODY.pixel_surface(view).shape == stated


@pytest.mark.parametrize("view", VIEWS)
def test_id_map_holds_cells_only_and_none_twice_over(view: str) -> None:
    ids = BODY.id_map(view)
    assert ids.min() == -1
    assert ids.max() < len(BODY.cells)
    assert not ids.flags.writeable


@pytest.mark.parametrize("view", VIEWS)
def test_skin_is_painted_where_it_is_pictured(view: str) -> None:
    """A cell never lies on clear ground, and solid skin always has a cell."""
    alpha, on = pixels(view)[:, :, 3], BODY.id_map(view) >= 0
    assert alpha[on].min() > 0
    assert (alpha[on] > 120).mean() > 0.999
    assert on[alpha == 255].all()


@pytest.mark.parametrize("view", VIEWS)
def test_surface_of_a_pixel_is_at_least_the_pixel(view: str) -> None:
    surface, on = BODY.pixel_surface(view), BODY.id_map(view) >= 0
    pixel = 1 / BODY.views[view].px_per_cm ** 2
    assert surface[on].min() >= pixel * (1 - 1e-12)
    assert surface[on].max() <= 16 * pixel
    assert not surface[~on].any()


@pytest.mark.parametrize("view", VIEWS)
def test_seen_surface_is_the_sum_over_the_pixels(view: str) -> None:
    ids, surface = BODY.id_map(view), BODY.pixel_surface(view)
    summed = np.bincount(ids[ids >= 0], surface[ids >= 0], len(BODY.cells))
    assert BODY.seen_cm2(view) == pytest.approx(summed, rel=1e-5)


@pytest.mark.parametrize("view", OWN_MIRROR)
def test_view_is_its_own_mirror_image(view: str) -> None:
    assert np.array_equal(mirrored(BODY.id_map(view)), BODY.id_map(view))
    assert np.array_equal(pixels(view)[:, ::-1], pixels(view))


@pytest.mark.parametrize(("left", "right"), TWINS.items())
def test_left_and_right_views_mirror_each_other(left: str, right: str) -> None:
    assert np.array_equal(mirrored(BODY.id_map(left)), BODY.id_map(right))
    assert np.array_equal(pixels(left)[:, ::-1], pixels(right))


@pytest.mark.parametrize("view", VIEWS)
def test_labels_name_the_side_of_the_person_that_they_stand_at(view: str) -> None:
    ids, labels = BODY.id_map(view), BODY.views[view].labels
    middle = ids.shape[1] / 2
    for label in labels:
        near = ids[:, : ids.shape[1] // 2] if label.x < middle else ids[:, ids.shape[1] // 2 :]
        near = ids if len(labels) == 1 else near
        assert {BODY.cells[c].side for c in np.unique(near[near >= 0])} == {label.side}


def test_front_has_right_on_the_left_of_the_picture_and_back_the_other_way() -> None:
    assert [label.side for label in BODY.views["front"].labels] == [Side.RIGHT, Side.LEFT]
    assert [label.side for label in BODY.views["back"].labels] == [Side.LEFT, Side.RIGHT]


@pytest.mark.parametrize("view", ["head_front", "head_left", "head_chin"])
def test_face_has_no_holes_at_eyes_and_mouth(view: str) -> None:
    on = BODY.id_map(view) >= 0
    # In profile a pixel of clear ground shows between the lips.
    assert (binary_fill_holes(on) & ~on).sum() <= 1


def test_every_cell_is_seen_somewhere() -> None:
    """Most of each cell shows in some view; the folds where it does not are known."""
    area = np.array([cell.area_cm2 for cell in BODY.cells])
    share = np.stack([BODY.seen_cm2(view) for view in VIEWS]).max(axis=0) / area
    folded = {int(c) for c in np.flatnonzero(share < 0.3)}
    places = {BODY.nearest_landmark(c)[0].id for c in folded}
    # Between the legs, in the armpit and between the toes skin lies on skin.
    assert places <= {
        "perineum",
        "axilla_apex",
        "second_toe_tip",
        "third_toe_tip",
        "fourth_toe_tip",
    }
    assert len(folded) <= 16
    assert share.min() > 0
    assert np.median(share) == pytest.approx(1, abs=0.05)


def test_best_view_shows_a_place_large() -> None:
    best = {
        area: BODY.best_view(BODY.cells_of(area, Side.LEFT))
        for area in ("interscapular", "thenar", "plantar_heel", "cheek", "flank", "epigastrium")
    }
    assert best["interscapular"] == "back"
    assert best["thenar"] == "hands_palm"
    assert best["plantar_heel"] == "feet_sole"
    assert best["epigastrium"] == "front"
    assert best["cheek"] in {"head_left", "head_front"}


def test_best_view_does_not_look_at_a_place_aslant() -> None:
    best = {
        area: BODY.best_view(BODY.cells_of(area, Side.LEFT))
        for area in ("temple", "mastoid", "infraclavicular", "anterolateral_ankle", "lateral_heel")
    }
    assert best == {
        "temple": "head_left",
        "mastoid": "head_left",
        "infraclavicular": "front",
        "anterolateral_ankle": "left",
        "lateral_heel": "left",
    }
    assert BODY.best_view(BODY.cells_of("mcburney_point", Side.RIGHT)) == "front"


def test_best_view_is_a_close_up_only_where_it_earns_it() -> None:
    def view_of(area: str) -> str:
        return BODY.best_view(BODY.cells_of(area, Side.LEFT))

    # The close-up of the side would show these hardly larger, without the body around them.
    assert view_of("lateral_hip") == "left"
    assert view_of("shoulder_lateral") == "left"
    # Here the arm hides the skin, or it lies on the edge of every view of the whole body.
    assert view_of("chest_lateral") == "trunk_side"
    assert view_of("medial_knee") == "legs_inner"
    assert view_of("thenar") == "hands_palm"


def test_outline_encloses_what_the_view_shows_of_the_cells() -> None:
    cells = BODY.cells_of("lumbar_paraspinal_upper", Side.LEFT)
    (line,) = BODY.outline("back", cells)
    shown = int(np.isin(BODY.id_map("back"), list(cells)).sum())
    assert enclosed(line) == pytest.approx(shown, rel=0.06)


def test_outline_is_mirrored_with_the_cells() -> None:
    width = BODY.views["front"].width
    left = BODY.outline("front", BODY.cells_of("breast", Side.LEFT))
    right = BODY.outline("front", BODY.cells_of("breast", Side.RIGHT))
    flipped = [width - x for x, _ in right[0]]
    assert min(flipped) == pytest.approx(min(x for x, _ in left[0]), abs=0.5)
    assert max(flipped) == pytest.approx(max(x for x, _ in left[0]), abs=0.5)


def enclosed(line: list[tuple[float, float]]) -> float:
    x, y = np.array(line).T
    return abs(float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())) / 2


def test_outline_of_what_a_view_does_not_show_is_empty() -> None:
    assert BODY.outline("hands_palm", BODY.cells_of("cheek", Side.LEFT)) == []
    assert BODY.outline("front", []) == []


def test_unknown_view_is_refused_by_every_question() -> None:
    for ask in (BODY.view, BODY.picture, BODY.id_picture, BODY.id_map, BODY.pixel_surface):
        with pytest.raises(InvalidInput, match="view: one of front, back"):
            ask("../secret")
