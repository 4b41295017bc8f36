"""What a scar says to screening and to whoever places a needle.

Two rules speak of scars: broken skin at the site, and recent surgery in the region. No source
gives a number of weeks, so that only what the patient or therapist says of healing counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from filiform.body import Body, Side
from filiform.drawing.scars import Cause, DrawnScar, ScarAnswer
from filiform.knowledge import Atlas
from filiform.knowledge.places import site_place
from filiform.screening import Evidence, EvidenceKind, Place

BROKEN_SKIN = "ci_local_infection"
RECENT_SURGERY = "ci_recent_surgery"


def scar_evidence(scar: DrawnScar) -> tuple[Evidence, ...]:
    """What screening is told: nothing of a healed scar, a guess where nobody is sure."""
    if scar.healed is ScarAnswer.YES:
        return ()
    where, certain = scar_regions(scar), scar.healed is ScarAnswer.NOT_YET
    rules = [(BROKEN_SKIN, EvidenceKind.CONDITION)]
    if scar.cause is Cause.SURGERY:
        rules.append((RECENT_SURGERY, EvidenceKind.PROCEDURE))
    name, ref = scar_name(scar), f"scar:{scar.id}"
    return tuple(
        Evidence(kind, rule, name, ref, certain=certain, places=where) for rule, kind in rules
    )


def scar_name(scar: DrawnScar) -> str:
    """The scar as a practitioner names it: "scar, left knee, new knee joint, 2021"."""
    places = ", ".join(_side_and_area(area, side) for area, side in scar.where)
    return ", ".join(filter(None, ("scar", places, scar.operation, str(scar.on or ""))))


def _side_and_area(area: str, side: Side) -> str:
    name = Body.load().areas[area].name
    name = name[0].lower() + name[1:] if name[1:2].islower() else name
    return name if side is Side.MIDLINE else f"{side.value} {name}"


def scar_regions(scar: DrawnScar) -> tuple[Place, ...]:
    """The region groups, with their side, of the muscles whose sites lie nearest to the scar."""
    body = Body.load()
    found = {Place(_region_of(cell), body.cells[cell].side) for cell in scar.cells}
    return tuple(sorted(found, key=lambda place: (place.region, place.side or "")))


def scars_at(cell: int | None, scars: Iterable[DrawnScar]) -> tuple[DrawnScar, ...]:
    """The scars that lie on this cell or touch it."""
    if cell is None:
        return ()
    near = {cell, *Body.load().cells[cell].neighbours}
    return tuple(scar for scar in scars if near & scar.cells)


@cache
def _region_of(cell: int) -> str:
    x, y, z = Body.load().cells[cell].centroid
    return min(_sites(), key=lambda one: (one[0] - x) ** 2 + (one[1] - y) ** 2 + (one[2] - z) ** 2)[
        3
    ]


@cache
def _sites() -> tuple[tuple[float, float, float, str], ...]:
    """Every site on the skin, both sides, with the region group of its muscle."""
    return tuple(
        (*place.point, muscle.region)
        for muscle in Atlas.load().muscles.values()
        for site in muscle.sites
        for side in (Side.LEFT, Side.RIGHT, Side.MIDLINE)
        if side in site.sides and (place := site_place(site, side)) is not None
    )
