"""What stands of supervision: who watches a visit now, and which notes wait for a second signature.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from filiform_clinic.records.models import NoteEntry, SupervisionEntry, Visit


def supervision_of(visit: Visit, on: date) -> SupervisionEntry | None:
    """Who watches the visit on a day in the clinic's zone; None: nobody (any more)."""
    newest = (
        SupervisionEntry.objects.filter(visit=visit)
        .select_related("supervisor")
        .order_by("created_at", "id")
        .last()
    )
    if newest is None or newest.act != SupervisionEntry.Act.BEGUN:
        return None
    begun = newest.created_at.astimezone(ZoneInfo(visit.organisation.time_zone)).date()
    return newest if begun == on else None


def supervisors_of(visit_id: UUID) -> list[UUID]:
    """Everybody who has watched the visit, however briefly."""
    rows = SupervisionEntry.objects.filter(visit=visit_id)
    return list(rows.values_list("supervisor_id", flat=True).distinct())


def waiting_notes(organisation: UUID) -> QuerySet[NoteEntry]:
    """Newest versions of notes of supervised visits without a second signature, oldest first."""
    rows = NoteEntry.objects.filter(
        visit__organisation=organisation,
        superseded_by=None,
        cosigned=None,
        visit__in=SupervisionEntry.objects.values("visit"),
    )
    return rows.select_related("visit__episode__patient", "signed_by").order_by("signed_at", "id")
