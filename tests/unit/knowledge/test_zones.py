"""Zones become cells: by half, whole or both, and deep areas are listed instead.

The body here has its own few areas, so that the rules show: `nape` crosses the midline, `arm` is
paired, `ear_deep` cannot be painted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from filiform.body import Area, Body, Side, SideRule
from filiform.errors import InvalidInput
from filiform.knowledge import Atlas, Site, SiteZones, ZonePart, ZoneSide, site_zone

IPSI, MIDLINE, BILATERAL = ZoneSide.IPSILATERAL, ZoneSide.MIDLINE, ZoneSide.BILATERAL
HALF = len(Body.load().cells) // 2
# Cells 1 and 2 on the left, their mirror cells on the right.
LEFT, RIGHT = frozenset({1, 2}), frozenset({HALF + 1, HALF + 2})


def area(name: str, rule: SideRule, cells: Iterable[int]) -> Area:
    found = frozenset(cells)
    return Area(name, name, name, "", rule, bool(found), False, "anterior", found)


def small_body() -> Body:
    areas = [
        area("nape", SideRule.CROSSES_MIDLINE, LEFT | RIGHT),
        area("arm", SideRule.PAIRED, {5, HALF + 5}),
        area("appendix", SideRule.RIGHT_ONLY, {HALF + 9}),
        area("ear_deep", SideRule.PAIRED, ()),
    ]
    return replace(Body.load(), areas={one.id: one for one in areas})


def zones(
    side: Side, essential: list[tuple[str, ZoneSide]], spillover: list[tuple[str, ZoneSide]]
) -> SiteZones:
    site = replace(
        Atlas.load().sites["masseter_superficial_2"],
        essential=tuple(ZonePart(*part) for part in essential),
        spillover=tuple(ZonePart(*part) for part in spillover),
        sides=(Side.LEFT, Side.RIGHT, Side.MIDLINE),
    )
    return site_zone(site, side, small_body())


@pytest.mark.parametrize(
    ("part", "side", "cells"),
    [
        # an ipsilateral zone is the half of the site's own side
        (("nape", IPSI), Side.LEFT, LEFT),
        (("nape", IPSI), Side.RIGHT, RIGHT),
        (("arm", IPSI), Side.RIGHT, {HALF + 5}),
        # of a midline site it is both halves
        (("nape", IPSI), Side.MIDLINE, LEFT | RIGHT),
        (("arm", IPSI), Side.MIDLINE, {5, HALF + 5}),
        # midline and bilateral zones are whole from either side
        (("nape", MIDLINE), Side.LEFT, LEFT | RIGHT),
        (("nape", BILATERAL), Side.RIGHT, LEFT | RIGHT),
        (("arm", BILATERAL), Side.LEFT, {5, HALF + 5}),
        # what exists on the right only is not felt on the left
        (("appendix", IPSI), Side.RIGHT, {HALF + 9}),
        (("appendix", IPSI), Side.LEFT, set()),
    ],
)
def test_which_cells_a_zone_has(
    part: tuple[str, ZoneSide], side: Side, cells: frozenset[int]
) -> None:
    assert zones(side, [part], []).essential == cells
    assert zones(side, [], [part]).spillover == cells


def test_a_deep_area_is_listed_not_painted() -> None:
    found = zones(Side.LEFT, [("ear_deep", IPSI), ("arm", IPSI)], [])
    assert found.listed_essential == ("ear_deep",)
    assert found.essential == {5}
    found = zones(Side.LEFT, [], [("ear_deep", IPSI)])
    assert found.listed_spillover == ("ear_deep",)
    assert not found.spillover


def test_what_is_essential_is_not_spillover_too() -> None:
    found = zones(Side.LEFT, [("nape", IPSI)], [("nape", BILATERAL)])
    assert found.essential == LEFT
    assert found.spillover == RIGHT


def test_a_side_on_which_the_site_does_not_exist_is_refused() -> None:
    only_right = Atlas.load().sites["pectoralis_major_sternal_3"]
    with pytest.raises(InvalidInput, match="side"):
        site_zone(only_right, Side.LEFT)
    assert site_zone(only_right, Side.RIGHT).local


def test_a_site_without_a_point_has_no_local_zone() -> None:
    site = Atlas.load().sites["levator_ani_intravaginal_or_rectal"]
    assert site_zone(site, Side.LEFT).local == frozenset()


@pytest.mark.parametrize("site", Atlas.load().sites.values(), ids=lambda site: site.id)
def test_the_right_zones_mirror_the_left_ones(site: Site) -> None:
    if site.sides != (Side.LEFT, Side.RIGHT):
        assert len(site.sides) == 1
        return
    body = Body.load()
    left, right = (site_zone(site, side, body) for side in site.sides)
    for kind in ("local", "essential", "spillover"):
        assert getattr(right, kind) == body.mirror(getattr(left, kind))
    assert (left.listed_essential, left.listed_spillover) == (
        right.listed_essential,
        right.listed_spillover,
    )
