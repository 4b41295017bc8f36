"""From a site and its side to cells: where it is, where it is felt by most, and by some."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filiform.body import Body, Side, SideRule
from filiform.knowledge.places import site_place
from filiform.knowledge.values import Site, ZonePart, ZoneSide


@dataclass(frozen=True, slots=True)
class SiteZones:
    """Cells of a site's zones on one side, and the areas of them that nobody can paint.

    `local`: around the site, a drawing aid and no clinical figure; empty for a site without a
    point on the skin. `essential`: felt by nearly all people when the site is active.
    `spillover`: felt by some; cells that are essential too count as essential only. `listed_*`:
    ids of deep or intraoral areas of these zones: their absence from a drawing means nothing.
    """

    local: frozenset[int]
    essential: frozenset[int]
    spillover: frozenset[int]
    listed_essential: tuple[str, ...]
    listed_spillover: tuple[str, ...]


def site_zone(site: Site, side: Side, body: Body | None = None) -> SiteZones:
    """The zones of the site on this side of the person.

    Ipsilateral is the site's own half of the body, also of an area that crosses the midline;
    a midline site has both halves. `InvalidInput` for a side on which the site does not exist.
    """
    body = body or Body.load()
    place = site_place(site, side, body)
    essential, listed_essential = _zone(site.essential, side, body)
    spillover, listed_spillover = _zone(site.spillover, side, body)
    return SiteZones(
        local=place.around if place else frozenset(),
        essential=essential,
        spillover=spillover - essential,
        listed_essential=listed_essential,
        listed_spillover=listed_spillover,
    )


def _zone(
    parts: Iterable[ZonePart], side: Side, body: Body
) -> tuple[frozenset[int], tuple[str, ...]]:
    cells: set[int] = set()
    listed = []
    for part in parts:
        if body.area(part.area).surface:
            cells |= part_cells(part, side, body)
        else:
            listed.append(part.area)
    return frozenset(cells), tuple(listed)


def part_cells(part: ZonePart, side: Side, body: Body) -> frozenset[int]:
    """Cells of one area of a zone of a site on `side`."""
    area = body.area(part.area)
    if part.side is not ZoneSide.IPSILATERAL or side is Side.MIDLINE:
        return area.cells
    if area.side_rule is SideRule.RIGHT_ONLY and side is Side.LEFT:
        return frozenset()
    return body.cells_of(part.area, side)
