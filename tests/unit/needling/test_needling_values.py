"""Markers refuse what cannot be, and name the field."""

from __future__ import annotations

from typing import Any

import pytest
from needling_makers import A, at, marker

from filiform.body.values import Side
from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.atlas import Atlas
from filiform.needling import Devices, Marker, Target, Withdrawn, check_target, event_from_json

GOOD: dict[str, Any] = {
    "muscle": "infraspinatus",
    "side": "right",
    "site": None,
    "needles": 2,
    "gauge_mm": 0.3,
    "length_mm": 50,
    "mode": "left_in",
    "position": {"view": "back", "x": 0.6, "y": 0.25, "cell": 1200},
}


def test_a_marker_reads_what_it_writes() -> None:
    assert Marker.from_json(GOOD).to_json() == GOOD
    assert Marker.from_json(GOOD | {"position": None}).position is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"needles": 0}, "needles"),
        ({"needles": 1000}, "needles"),
        ({"needles": 1.5}, "needles"),
        ({"needles": True}, "needles"),
        ({"gauge_mm": 0.31}, "gauge_mm"),
        ({"gauge_mm": "0.30"}, "gauge_mm"),
        ({"length_mm": 51}, "length_mm"),
        ({"mode": "twirled"}, "mode"),
        ({"side": "up"}, "side"),
        ({"muscle": ""}, "muscle"),
        ({"muscle": None}, "muscle"),
        ({"site": 7}, "site"),
        ({"position": [1, 2]}, "position"),
        ({"position": {"view": "back", "x": 1.2, "y": 0.5, "cell": 3}}, "position.x"),
        ({"position": {"view": "back", "x": 0.2, "y": float("nan"), "cell": 3}}, "position.y"),
        ({"position": {"view": "back", "x": 0.2, "y": 0.5, "cell": -1}}, "position.cell"),
    ],
)
def test_a_marker_that_cannot_be_names_the_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Marker.from_json(GOOD | change)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("target", "field"),
    [
        (Target("infraspinatis", Side.RIGHT), "muscle"),
        (Target("infraspinatus", Side.MIDLINE), "side"),
        (Target("infraspinatus", Side.BOTH), "side"),
        (Target("infraspinatus", Side.LEFT, "soleus_1"), "site"),
    ],
)
def test_a_target_that_the_atlas_does_not_know(target: Target, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_target(target, Atlas.load())
    assert refused.value.field == field


def test_a_site_that_exists_on_one_side_only() -> None:
    atlas = Atlas.load()
    site = next(site for site in atlas.sites.values() if site.only_side is Side.RIGHT)
    check_target(Target(site.muscle, Side.RIGHT, site.id), atlas)
    with pytest.raises(InvalidInput) as refused:
        check_target(Target(site.muscle, Side.LEFT, site.id), atlas)
    assert refused.value.field == "side"


def test_withdrawing_needs_the_statement_that_nothing_is_in() -> None:
    with pytest.raises(InvalidInput) as refused:
        Withdrawn(A, A, at(0), not_in_skin=False)
    assert refused.value.field == "not_in_skin"


@pytest.mark.parametrize("act", ["placed", "adjusted", "removed", "not_out", "withdrawn"])
def test_events_read_what_they_write(act: str) -> None:
    details = {"placed": GOOD, "adjusted": GOOD, "withdrawn": {"not_in_skin": True}}
    said = details.get(act, {"needles": 2})
    event = event_from_json(A, A, act, at(0), said)
    assert (event.act, event.details()) == (act, said)


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        ("eaten", {}, "act"),
        ("removed", [], "details"),
        ("removed", {}, "needles"),
        ("removed", {"needles": 0}, "needles"),
        ("not_out", {"needles": "1"}, "needles"),
        ("withdrawn", {}, "not_in_skin"),
    ],
)
def test_an_event_that_cannot_be_names_the_field(act: str, said: object, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        event_from_json(A, A, act, at(0), said)
    assert refused.value.field == field


def test_an_event_needs_a_time_with_its_zone() -> None:
    with pytest.raises(InvalidInput, match="at"):
        event_from_json(A, A, "placed", at(0).replace(tzinfo=None), marker().to_json())


def test_devices_are_sizes_in_rising_order() -> None:
    devices = Devices.load()
    assert (devices.diameters_mm[0], devices.diameters_mm[-1]) == (0.16, 0.35)
    assert devices.source
    with pytest.raises(BrokenKnowledge, match="diameters_mm"):
        Devices((0.3, 0.2), (25,), "a label", devices.next_review)
