"""What one needs to know to add a visit."""

from __future__ import annotations

from uuid import UUID

from filiform_clinic.access.actor import TREATING, Actor
from filiform_clinic.records.models import Membership


def practitioners(actor: Actor) -> list[tuple[UUID, str]]:
    """Id and name of everybody who treats in the actor's clinic, the actor first."""
    rows = (
        Membership.objects.filter(
            organisation_id=actor.organisation_id,
            role__in=TREATING,
            is_active=True,
            user__is_active=True,
        )
        .order_by("user__name")
        .values_list("user_id", "user__name")
    )
    return sorted(rows, key=lambda row: row[0] != actor.user_id)
