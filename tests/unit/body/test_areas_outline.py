"""Shapes on the skin: they keep to their limb and their half, and say what is wrong with them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from filiform.body.build.areas import build_areas
from filiform.body.build.halfskin import HalfSkin, Mask
from filiform.body.build.outline import Outliner
from filiform.body.build.shapes import Shapes, load_shapes, parse_shape
from filiform.body.surface import DATA, Ints, landmark_vertex, load_surface
from filiform.errors import BrokenKnowledge


def cell_of_quad() -> Ints:
    with (DATA / "built" / "cells.npz").open("rb") as file, np.load(file) as held:
        return np.asarray(held["cell_of_quad"], dtype=np.int64)


@cache
def skin() -> HalfSkin:
    return HalfSkin.of(load_surface("neutral", 2), cell_of_quad() >= 0)


def outline(**table: object) -> Mask:
    return Outliner(skin(), load_shapes()).outline(parse_shape(table, "shape"))


def cm2(mask: Mask) -> float:
    return float(skin().areas[mask].sum()) * 1e4


def centres(mask: Mask) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return skin().centres[mask] * 100


def point(landmark: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array(load_surface().vertices[landmark_vertex(landmark)]) * 100


def test_the_left_half_ends_at_the_midline() -> None:
    assert (skin().centres[:, 0] > 0).all()


def test_a_ball_on_flat_skin_is_nearly_a_disc() -> None:
    """Ways along sides and diagonals are up to 8 % longer than straight ones, never shorter."""
    disc = np.pi * 4**2
    assert disc / 1.08**2 * 0.98 <= cm2(outline(ball="scapula_medial_mid", cm=4)) <= disc


def test_a_ring_is_a_ball_without_the_smaller_ball() -> None:
    ring = outline(ball="calf_medial_head", cm=[2, 4])
    whole, core = (outline(ball="calf_medial_head", cm=cm) for cm in (4, 2))
    assert not (ring & core).any()
    assert cm2(ring | core) == pytest.approx(cm2(whole), rel=0.02)


def test_a_ball_does_not_leap_from_a_finger_to_the_next() -> None:
    """The tips of index and middle finger are 4 cm apart through the air, 13 along the skin."""
    near = outline(ball="index_tip", cm=5)
    assert np.linalg.norm(point("index_tip") - point("middle_tip")) < 5
    assert np.linalg.norm(centres(near) - point("middle_tip"), axis=1).min() > 1.5


def test_a_ball_does_not_leap_from_the_inner_arm_to_the_chest() -> None:
    near = outline(ball="arm_medial_mid", cm=5)
    assert not (near & outline(**{"in": "trunk"})).any()


def test_a_line_from_midline_to_midline_needs_no_closing() -> None:
    head = outline(
        polygon=["menton", "mandible_angle", "mastoid_tip", "superior_nuchal_mid", "inion"]
    )
    assert 350 < cm2(head) < 700
    assert centres(head)[:, 1].min() > 140


def test_a_polygon_is_the_smaller_part() -> None:
    corners = ["asis", "umbilicus", "pubic_symphysis", "inguinal_mid"]
    inside = outline(polygon=corners)
    assert inside[skin().piece_holding(outline(ball="lower_abdomen_lateral", cm=1), 0)].all()
    assert 50 < cm2(inside) < 250


def test_angles_around_a_limb_go_from_the_front_over_lateral_to_the_back() -> None:
    stretch = {"limb": "leg", "along": [1, 2], "in": "lower_limb"}
    front, side, back, inner = (
        centres(outline(**stretch, around=around)).mean(axis=0)
        for around in ([-45, 45], [45, 135], [135, 225], [-135, -45])
    )
    assert front[2] > max(side[2], inner[2])
    assert min(side[2], inner[2]) > back[2]
    assert side[0] > max(front[0], back[0])
    assert min(front[0], back[0]) > inner[0]


def test_four_quarters_of_a_limb_share_it_out() -> None:
    stretch = {"limb": "leg", "along": [4, 5], "in": "lower_limb"}
    quarters = [outline(**stretch, around=[low, low + 90]) for low in (-45, 45, 135, 225)]
    assert (np.sum(quarters, axis=0) == outline(**stretch)).all()


def test_a_shape_keeps_the_piece_that_holds_a_point() -> None:
    level = {"below": "olecranon", "above": "radial_head"}
    arm = outline(**level, holding="olecranon")
    assert cm2(arm) < cm2(outline(**level))
    assert centres(arm)[:, 0].min() > 17


def test_nearest_shares_the_skin_between_two_points() -> None:
    one = outline(nearest=["nipple"], rather_than=["umbilicus"])
    other = outline(nearest=["umbilicus"], rather_than=["nipple"])
    assert not (one & other).any()
    assert cm2(one | other) == pytest.approx(cm2(np.ones_like(one)), rel=0.01)


def test_names_that_go_in_a_circle_are_refused() -> None:
    table = {"x": parse_shape({"in": "y"}, "x"), "y": parse_shape({"in": "x"}, "y")}
    with pytest.raises(BrokenKnowledge, match="no circle of names"):
        Outliner(skin(), Shapes({}, {}, table)).named("x")


def test_a_point_off_the_skin_is_refused_by_name() -> None:
    with pytest.raises(BrokenKnowledge, match="medial_canthus"):
        outline(ball="medial_canthus", cm=1)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ({"above": "vertex", "below": "chin"}, "area.x.shape: a shape that holds skin"),
        ({"ball": "nipple", "cm": 6}, "a shape for the skin at"),
    ],
)
def test_a_shape_without_skin_and_skin_without_a_shape_break_the_build(
    shape: dict[str, object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes = Shapes({}, {}, {"x": parse_shape(shape, "area.x.shape")})
    monkeypatch.setattr("filiform.body.build.areas.load_shapes", lambda: shapes)
    with pytest.raises(BrokenKnowledge) as refused:
        build_areas(load_surface("neutral", 2), cell_of_quad())
    assert told in str(refused.value)
