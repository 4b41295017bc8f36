"""What one needs to know to add a visit, and who may make a patient's link."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from filiform_clinic.access.actor import TREATING, Actor
from filiform_clinic.access.rules import why_not_see_clinical
from filiform_clinic.records.models import (
    DrawingDraft,
    DrawingEntry,
    HistoryDraft,
    IntakeDraft,
    Membership,
)


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


def begun(visits: Iterable[UUID]) -> set[UUID]:
    """Those of the visits for which the patient has told anything, sent or not."""
    keys, found = list(visits), set[UUID]()
    for table in (IntakeDraft, DrawingDraft, HistoryDraft, DrawingEntry):
        rows = table._default_manager.filter(visit__in=keys)
        found.update(rows.values_list("visit_id", flat=True))
    return found


def why_not_link(actor: Actor, *, has_begun: bool) -> str:
    """Empty when the actor may make the patient's link of a visit.

    Whoever makes it knows the secret and may know the birth date: once the patient has begun, only
    those who may read answers make another.
    """
    if not has_begun or not why_not_see_clinical(actor):
        return ""
    told = _("This patient has begun to answer, and a new link would show the answers.")
    ask = _("Ask a practitioner to make it. The earlier link still works until it ends.")
    return f"{told} {ask}"
