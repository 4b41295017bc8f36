"""Which muscles hold trigger points, where these lie, and where each is felt.

Reads data files, gives the frozen `Atlas`. Trigger-point theory is contested; what the entries
claim and how sure they are is in docs/adr. Raises `BrokenKnowledge` for a file it cannot trust.
"""

from filiform.knowledge.atlas import Atlas, read_atlas
from filiform.knowledge.places import Place, site_place
from filiform.knowledge.values import (
    Action,
    Approach,
    Basis,
    Certainty,
    ClinicalReview,
    Complaint,
    Group,
    Hazard,
    Layer,
    MovementSign,
    Muscle,
    Needling,
    Occurrence,
    Position,
    Reference,
    Review,
    Sign,
    Site,
    SiteView,
    ZonePart,
    ZoneSide,
)
from filiform.knowledge.zones import SiteZones, site_zone

__all__ = [
    "Action",
    "Approach",
    "Atlas",
    "Basis",
    "Certainty",
    "ClinicalReview",
    "Complaint",
    "Group",
    "Hazard",
    "Layer",
    "MovementSign",
    "Muscle",
    "Needling",
    "Occurrence",
    "Place",
    "Position",
    "Reference",
    "Review",
    "Sign",
    "Site",
    "SiteView",
    "SiteZones",
    "ZonePart",
    "ZoneSide",
    "read_atlas",
    "site_place",
    "site_zone",
]
