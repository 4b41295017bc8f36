"""The forms of a placement: at, between, so many centimetres toward, and an offset."""

from __future__ import annotations

import numpy as np
import pytest

from filiform.body.placement import Placement
from filiform.body.surface import distances_from, landmark_vertex
from filiform.errors import InvalidInput


def skin_cm(placement: Placement, landmark: str) -> float:
    """Centimetres along the skin from a landmark to the placement."""
    return float(100 * distances_from([landmark_vertex(landmark)])[placement.vertex()])


def test_toward_goes_so_many_centimetres_along_the_skin() -> None:
    table = {"at": "mastoid_tip", "toward": "clavicle_medial", "cm": 6.0}
    assert skin_cm(Placement.parse(table, "p"), "mastoid_tip") == pytest.approx(6.0, abs=0.8)


def test_between_halves_the_way() -> None:
    placement = Placement.parse({"between": ["c7_spinous", "acromion_tip", 0.5]}, "p")
    to_start, to_end = skin_cm(placement, "c7_spinous"), skin_cm(placement, "acromion_tip")
    assert to_start == pytest.approx(to_end, abs=1.6)


def test_an_offset_moves_along_body_axes() -> None:
    here = Placement.parse({"at": "scapula_spine_mid"}, "p").position()
    table = {"at": "scapula_spine_mid", "offset": {"down_cm": 4.0, "lateral_cm": 2.0}}
    there = Placement.parse(table, "p").position()
    moved = np.subtract(there, here) * 100
    assert moved[1] == pytest.approx(-4.0, abs=1.0)
    assert moved[0] == pytest.approx(2.0, abs=1.0)


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"at": "nobody"},
        {"at": "tragus", "between": ["tragus", "tmj", 0.5]},
        {"at": "tragus", "cm": 2.0},
        {"at": "tragus", "toward": "tmj"},
        {"at": "tragus", "toward": "tmj", "cm": 0},
        {"between": ["tragus", "tmj"]},
        {"between": ["tragus", "tmj", 1.5]},
        {"between": ["tragus", "nobody", 0.5]},
        {"at": "tragus", "offset": {"inward_cm": 1.0}},
        {"at": "tragus", "offset": {"up_cm": -1.0}},
        {"at": "tragus", "offset": 3},
        {"at": "tragus", "colour": "red"},
    ],
)
def test_other_forms_are_refused(table: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match=r"^p"):
        Placement.parse(table, "p")


def test_a_goal_beyond_the_other_landmark_is_refused() -> None:
    placement = Placement.parse({"at": "tragus", "toward": "tmj", "cm": 30.0}, "p")
    with pytest.raises(InvalidInput, match="at most"):
        placement.vertex()
