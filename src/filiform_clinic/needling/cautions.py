"""What a needle can reach at a muscle, in the atlas's words: shown before one is placed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.knowledge.atlas import Atlas
from filiform.knowledge.values import Approach, ClinicalReview, Hazard

HAZARDS: dict[Hazard, Promise] = {
    Hazard.LOW: _("low hazard"),
    Hazard.MODERATE: _("moderate hazard"),
    Hazard.HIGH: _("high hazard"),
    Hazard.ADVANCED_ONLY: _("advanced training only"),
}
APPROACHES: dict[Approach, Promise] = {
    Approach.FLAT: _("flat"),
    Approach.PERPENDICULAR: _("perpendicular"),
    Approach.PINCER: _("pincer grip"),
    Approach.TANGENTIAL: _("tangential"),
}


@dataclass(frozen=True, slots=True)
class Caution:
    """Hazard, structures in reach and how to meet the muscle; never a depth.

    `basis` and `sources`: what the entry rests on; `checked`: whether a clinician checked it.
    """

    muscle: str
    hazard: Hazard
    word: Promise
    structures: tuple[str, ...]
    approach: tuple[Promise, ...]
    note: str
    position: str
    basis: str
    sources: tuple[str, ...]
    checked: bool


def caution_of(muscle_id: str) -> Caution:
    """Of a muscle of the atlas."""
    muscle, references = Atlas.load().muscles[muscle_id], Atlas.load().references
    needling = muscle.needling
    return Caution(
        muscle=muscle.id,
        hazard=needling.hazard,
        word=HAZARDS[needling.hazard],
        structures=needling.structures_at_risk,
        approach=tuple(APPROACHES[one] for one in needling.approach),
        note=needling.technique_note or needling.approach_note,
        position=needling.position,
        basis=muscle.source.value,
        sources=tuple(references[one].citation for one in muscle.references),
        checked=muscle.review.clinical is ClinicalReview.DONE,
    )
