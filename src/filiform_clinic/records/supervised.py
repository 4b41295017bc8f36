"""What stands of supervision: who watches a visit now, and which notes wait for a second signature.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody watched the visit; `until` None: until its end or the end of the day."""

    name: str
    way: str
    since: datetime
    until: datetime | None


def watches_of(visit: Visit) -> tuple[Watch, ...]:
    """Who has watched the visit, in order; times in the clinic's zone."""
    zone, found = ZoneInfo(visit.organisation.time_zone), list[Watch]()
    rows = SupervisionEntry.objects.filter(visit=visit).select_related("supervisor")
    for row in rows.order_by("created_at", "id"):
        at = row.created_at.astimezone(zone)
        if found and found[-1].until is None:
            found[-1] = replace(found[-1], until=at)
        if row.act == SupervisionEntry.Act.BEGUN:
            found.append(Watch(row.supervisor.name, row.get_way_display(), at, None))
    return tuple(found)


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
