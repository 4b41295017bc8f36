"""What was seen after needling a muscle at earlier visits of this patient: for choosing."""

from __future__ import annotations

from uuid import UUID

from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.past import Past, past_of


def past(actor: Actor, visit_id: UUID) -> Past:
    """Every visit of the patient up to this one."""
    check_can_see_clinical(actor)
    return past_of(visit_of(actor, visit_id), actor.zone)
