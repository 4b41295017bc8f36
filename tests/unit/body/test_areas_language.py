"""The shape language of areas.toml refuses what it does not understand, by entry and key."""

from __future__ import annotations

import pytest

from filiform.body.build.shapes import load_shapes, parse_shape, parse_shapes
from filiform.errors import BrokenKnowledge


def test_every_surface_area_has_a_shape() -> None:
    shapes = load_shapes()

    assert len(shapes.areas) == 166


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ({}, "area.x.shape"),
        ({"holding": "tmj"}, "area.x.shape"),
        ({"ball": "tmj"}, "area.x.shape.cm"),
        ({"ball": "tmj", "cm": 0}, "area.x.shape.cm"),
        ({"ball": "tmj", "cm": 41}, "area.x.shape.cm"),
        ({"ball": "no_such_place", "cm": 2}, "area.x.shape.ball[0]"),
        ({"ball": ["tmj", "no_such_place"], "cm": 2}, "area.x.shape.ball[1]"),
        ({"band": [], "cm": 2}, "area.x.shape.band"),
        ({"band": ["tmj", "chin"], "cm": [3, 1]}, "area.x.shape.cm"),
        ({"polygon": ["tmj", "chin"]}, "area.x.shape.polygon"),
        ({"limb": "leg"}, "area.x.shape.along"),
        ({"limb": "leg", "along": [1, 0]}, "area.x.shape.along"),
        ({"limb": "leg", "along": [0, 1], "around": [0, 720]}, "area.x.shape.around"),
        ({"limb": 3, "along": [0, 1]}, "area.x.shape.limb"),
        ({"nearest": ["tmj"]}, "area.x.shape.rather_than"),
        ({"facing": "sideways", "degrees": 40}, "area.x.shape.facing"),
        ({"facing": "up"}, "area.x.shape.facing"),
        ({"past": ["tmj", "chin"]}, "area.x.shape.past"),
        ({"in": 7}, "area.x.shape.in"),
        ({"any": []}, "area.x.shape.any"),
        ({"any": [{"ball": "tmj"}]}, "area.x.shape.any[0].cm"),
        ({"above": "chin", "minus": [{}]}, "area.x.shape.minus[0]"),
        ({"above": "chin", "cm": 3}, "area.x.shape.cm"),
        ({"above": {"at": "chin", "offset": {"up_m": 3}}}, "area.x.shape.above.offset.up_m"),
        ({"within": "trunk"}, "area.x.shape.within"),
    ],
)
def test_refuses_a_broken_shape(table: dict[str, object], key: str) -> None:
    with pytest.raises(BrokenKnowledge) as refused:
        parse_shape(table, "area.x.shape")

    assert refused.value.field == key
    assert refused.value.where == "areas.toml"


@pytest.mark.parametrize(
    ("document", "key"),
    [
        ({}, "area"),
        ({"area": [{"id": "x", "place": "surface"}]}, "area.x.shape"),
        ({"area": [{"id": "x", "place": "list_only", "shape": {"in": "y"}}]}, "area.x.shape"),
        ({"area": [{"id": "x", "place": "surface", "shape": {"in": "y"}}]}, "area.x.in"),
        ({"area": [], "region": {"r": {"above": "chin", "out": "y"}}}, "region.r.in"),
        (
            {"area": [], "region": {"r": {"any": [{"limb": "tail", "along": [0, 1]}]}}},
            "region.r.limb",
        ),
        ({"area": [], "limb": {"leg": {"nodes": [{}]}}}, "limb.leg.nodes"),
        ({"area": [], "limb": {"leg": {"nodes": [{}, {}]}}}, "limb.leg.nodes[0]"),
        ({"area": [], "limb": 3}, "limb"),
    ],
)
def test_refuses_a_broken_file(document: dict[str, object], key: str) -> None:
    with pytest.raises(BrokenKnowledge) as refused:
        parse_shapes(document)

    assert refused.value.field == key
