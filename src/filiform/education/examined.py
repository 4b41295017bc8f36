"""Which muscles therapists often examine when an area hurts: a list, not a ranking."""

from __future__ import annotations

from filiform.errors import InvalidInput
from filiform.knowledge import Atlas, Muscle, Site
from filiform.knowledge.atlas import area_side_rules


def muscles_often_examined(area: str, atlas: Atlas) -> tuple[Muscle, ...]:
    """Muscles that lie at the area or are described to send pain there, in alphabetical order.

    It says nothing about likelihood and takes nothing of the person into account: it is no
    diagnosis. Spillover zones are left out, which are described for some patients only. Source:
    the zones of the atlas. Errors: `InvalidInput` for an area that is not in the vocabulary.
    """
    if area not in area_side_rules():
        raise InvalidInput("area", "an area of the body's vocabulary", got=area)
    found = [
        muscle
        for muscle in atlas.muscles.values()
        if any(_concerns(site, area) for site in muscle.sites)
    ]
    return tuple(sorted(found, key=lambda muscle: muscle.name.casefold()))


def _concerns(site: Site, area: str) -> bool:
    return site.local_area == area or any(part.area == area for part in site.essential)
