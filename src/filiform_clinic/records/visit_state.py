"""The rows of visits as the values that the rules of `filiform.journey` read.

A handful of queries for any number of visits. Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from filiform.consent import Standing
from filiform.journey import VisitState
from filiform.needling import Count, Needling, replay
from filiform_clinic.records.consented import standings_of
from filiform_clinic.records.models import (
    CountEntry,
    DrawingEntry,
    FindingEntry,
    NeedleEvent,
    NoteDraft,
    NoteEntry,
    PatientLink,
)


def state_of(visit_id: UUID) -> VisitState:
    """The state of one visit."""
    return states_of([visit_id])[visit_id]


def signing_of(visit_id: UUID) -> VisitState:
    """All that `may_record` and `may_amend` read: whether the visit is signed. One query."""
    return VisitState(signed=NoteEntry.objects.filter(visit=visit_id).exists())


def states_of(visits: Collection[UUID]) -> dict[UUID, VisitState]:
    """The state of each visit."""
    needlings = needlings_of(visits)
    findings = _counts(standing_findings().filter(visit__in=visits))
    drawn = _ids(DrawingEntry.objects.filter(visit__in=visits))
    linked = _ids(
        PatientLink.objects.filter(
            visit__in=visits,
            purpose=PatientLink.Purpose.INTAKE,
            revoked_at=None,
            expires_at__gt=timezone.now(),
        )
    )
    written = _ids(NoteDraft.objects.filter(visit__in=visits).exclude(free_text="", words={}))
    signed = _ids(NoteEntry.objects.filter(visit__in=visits))
    consents = standings_of(visits)
    counts = counts_of(visits)
    return {
        visit: VisitState(
            needling=needlings[visit],
            findings=findings[visit].findings,
            measured=findings[visit].measured,
            retested=findings[visit].retested,
            has_free_text=visit in written,
            drawing_received=visit in drawn,
            link_sent=visit in linked,
            signed=visit in signed,
            consent=consents.get(visit, Standing()),
            count=counts.get(visit),
        )
        for visit in visits
    }


def needling_of(visit_id: UUID) -> Needling:
    """The needles of one visit."""
    return needlings_of([visit_id])[visit_id]


def standing_findings() -> QuerySet[FindingEntry]:
    """Findings that count: neither superseded nor taken back; oldest first."""
    return FindingEntry.objects.filter(superseded_by=None, finding__isnull=False).order_by(
        "created_at", "id"
    )


@dataclass(slots=True)
class _Counts:
    findings: int = 0
    measured: int = 0
    retested: int = 0


def _counts(rows: QuerySet[FindingEntry]) -> defaultdict[UUID, _Counts]:
    found: defaultdict[UUID, _Counts] = defaultdict(_Counts)
    for visit, retest, kind in rows.values_list("visit_id", "retest", "finding__kind"):
        one = found[visit]
        one.findings += 1
        one.retested += retest
        one.measured += not retest and kind != "palpation"
    return found


def needlings_of(visits: Collection[UUID]) -> defaultdict[UUID, Needling]:
    """The needles of each visit."""
    events = defaultdict(list)
    for row in NeedleEvent.objects.filter(visit__in=visits).order_by("at", "id"):
        events[row.visit_id].append(row.to_value())
    found: defaultdict[UUID, Needling] = defaultdict(Needling)
    found.update({visit: replay(said) for visit, said in events.items()})
    return found


def counts_of(visits: Collection[UUID]) -> dict[UUID, Count]:
    """The latest whole count of each visit that has one."""
    rows = CountEntry.objects.filter(visit__in=visits).order_by("number")
    return {row.visit_id: row.to_value() for row in rows}


def _ids(rows: QuerySet[Any]) -> set[UUID]:
    return set(rows.values_list("visit_id", flat=True))
