"""What staff recorded about a patient's health, without what was taken back.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from filiform_clinic.records.models import AnswerEntry, Visit

TAKES_BACK = "takes_back"


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """One entry: `said` as in `AnswerEntry`, `by` the name of who recorded it."""

    id: UUID
    at: datetime
    by: str
    said: Mapping[str, Any]


def said_by_staff(visit: Visit) -> tuple[StaffEntry, ...]:
    """The entries about the visit's patient that stand, oldest first."""
    rows = AnswerEntry.objects.filter(visit__episode__patient=visit.episode.patient_id)
    ordered = rows.select_related("recorded_by").order_by("created_at", "id")
    found = [StaffEntry(row.pk, row.created_at, row.recorded_by.name, row.said) for row in ordered]
    gone = taken_back(one.said for one in found)
    return tuple(one for one in found if str(one.id) not in gone and TAKES_BACK not in one.said)


def taken_back(said: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The ids of the entries that later entries take back."""
    return frozenset(one[TAKES_BACK]["entry"] for one in said if TAKES_BACK in one)
