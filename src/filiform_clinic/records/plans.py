"""The plans of an episode, newest first. Callers have checked who asks (`access.scope`)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from filiform_clinic.records.models import CareEntry, PlanEntry, Visit


def plans_up_to(visit: Visit) -> tuple[PlanEntry, ...]:
    """Every plan of the episode kept at this visit or an earlier one, the newest first."""
    rows = PlanEntry.objects.filter(
        episode=visit.episode_id, visit__starts_at__lte=visit.starts_at
    ).select_related("kept_by", "visit")
    return tuple(rows.order_by("-number"))


def plans_after(visit: Visit, number: int) -> list[PlanEntry]:
    """Every plan of the episode with a higher number, oldest first, whichever visit kept it."""
    rows = PlanEntry.objects.filter(episode=visit.episode_id, number__gt=number)
    return list(rows.select_related("kept_by").order_by("number"))


def care_given(visits: Collection[UUID]) -> tuple[CareEntry, ...]:
    """Care that was given beside the needles at these visits and not taken back, oldest first."""
    rows = CareEntry.objects.filter(visit__in=visits, withdraws=None, withdrawn_by=None)
    return tuple(rows.order_by("created_at", "id"))


def newest_number(visit: Visit) -> int:
    """The number of the episode's newest plan; 0 without one."""
    row = PlanEntry.objects.filter(episode=visit.episode_id).order_by("-number").first()
    return row.number if row else 0
