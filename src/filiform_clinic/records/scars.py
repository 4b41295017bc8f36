"""The scars of a patient as they stand: the newest version of each, at whichever visit.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from filiform.drawing import DrawnScar
from filiform_clinic.records.models import ScarEntry, Visit


@dataclass(frozen=True, slots=True)
class StandingScar:
    """A scar, and who said so when; `by` is empty for the patient."""

    scar: DrawnScar
    entry: UUID
    visit: UUID
    at: datetime
    by: str


def scars_of(visit: Visit) -> tuple[StandingScar, ...]:
    """The scars of the visit's patient, oldest first."""
    newest = newest_scars(visit.episode.patient_id)
    return tuple(_standing(row) for row in newest.values() if row.scar is not None)


def newest_scars(patient: UUID) -> dict[UUID, ScarEntry]:
    """The newest version of each scar, those taken back as well."""
    rows = ScarEntry.objects.filter(visit__episode__patient=patient).select_related("recorded_by")
    return {row.key: row for row in rows.order_by("created_at", "id")}


def _standing(row: ScarEntry) -> StandingScar:
    by = row.recorded_by.name if row.recorded_by else ""
    return StandingScar(row.to_value(), row.pk, row.visit_id, row.created_at, by)
