"""The acts on needles as rows: how they are stored, and what earlier ones are built on.

Callers have checked who asks (`access.scope`); those who store hold the visit's lock.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from filiform.needling import Event, Marker, NeedleSettings, Needling
from filiform_clinic.records.models import NeedleEvent, Visit
from filiform_clinic.records.visit_state import needling_of


def store_act(visit: Visit, event: Event, user: UUID) -> None:
    """One act as it was checked."""
    NeedleEvent.objects.create(
        id=event.id,
        visit=visit,
        marker=event.marker,
        act=event.act.value,
        details=event.details(),
        at=event.at,
        recorded_by_id=user,
    )


def next_moment(visit: Visit) -> datetime.datetime:
    """Now, but always after the last act: the clocks of two servers may differ a little."""
    last = NeedleEvent.objects.filter(visit=visit).order_by("at").last()
    now = timezone.now()
    return max(now, last.at + datetime.timedelta(microseconds=1)) if last else now


@dataclass(frozen=True, slots=True)
class LastSession:
    """The latest earlier visit of the patient in this clinic in which needles went in."""

    visit: Visit
    needling: Needling


def last_session(visit: Visit) -> LastSession | None:
    """None: no needle went in before this visit."""
    placed = NeedleEvent.objects.filter(visit=OuterRef("pk"), act="placed")
    earlier = Visit.objects.filter(
        Exists(placed),
        organisation=visit.organisation_id,
        episode__patient=visit.episode.patient_id,
        starts_at__lt=visit.starts_at,
    )
    for one in earlier.order_by("-starts_at", "-pk").iterator():
        needling = needling_of(one.pk)
        if needling.current:  # else all of it was entered by mistake
            return LastSession(one, needling)
    return None


@dataclass(frozen=True, slots=True)
class Habits:
    """Settings to begin with: `latest`, and by muscle as this practitioner used them today.

    `target` is what was needled last today, as `muscle:side`.
    """

    latest: NeedleSettings | None = None
    by_muscle: Mapping[str, NeedleSettings] = field(default_factory=dict)
    target: str = ""


def habits_of(visit: Visit, user: UUID) -> Habits:
    """What this practitioner used last in this visit; before that, what the patient had last."""
    rows = NeedleEvent.objects.filter(visit=visit, act__in=["placed", "adjusted"], recorded_by=user)
    used = [Marker.from_json(row.details) for row in rows.order_by("at", "id")]
    if not used:
        return Habits(_of_patient(visit))
    last = used[-1]
    by_muscle = {one.target.muscle: one.settings for one in used}
    return Habits(last.settings, by_muscle, f"{last.target.muscle}:{last.target.side}")


def _of_patient(visit: Visit) -> NeedleSettings | None:
    """The settings of this patient's latest marker, at whichever visit."""
    rows = NeedleEvent.objects.filter(
        visit__episode__patient=visit.episode.patient_id, act__in=["placed", "adjusted"]
    )
    row = rows.order_by("at").last()
    return Marker.from_json(row.details).settings if row else None
