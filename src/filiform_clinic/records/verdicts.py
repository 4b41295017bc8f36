"""Verdicts that something was decided on as rows, and the muscles they are about.

Callers have checked who asks (`access.scope`) and hold the visit's lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from filiform.body.values import Side
from filiform.screening import Target, Technique, Verdict
from filiform.screening.documents import verdict_to_json
from filiform_clinic.records.models import VerdictEntry, Visit
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.visit_state import needling_of


def keep_verdict(visit: Visit, verdict: Verdict, cause: str, user: UUID) -> VerdictEntry:
    """The entry of a verdict: the newest of the visit when it says the same, else a new one."""
    document = verdict_to_json(verdict)
    last = VerdictEntry.objects.filter(visit=visit).order_by("created_at", "id").last()
    if last and last.verdict == document:
        return last
    return VerdictEntry.objects.create(
        visit=visit,
        verdict=document,
        cause=cause,
        rules_version=verdict.version.rules,
        recorded_by_id=user,
    )


def planned(muscle: str, side: Side) -> Target:
    """A muscle to needle as screening names it: without a side in the midline."""
    return Target(muscle, None if side is Side.MIDLINE else side)


def needled_in(visit: Visit) -> tuple[Target, ...]:
    """The muscles in which needles were placed in this visit, each once."""
    targets = (marker.value.target for marker in needling_of(visit.pk).current)
    return unique(planned(target.muscle, target.side) for target in targets)


def verdict_on_needled(visit: Visit) -> Verdict:
    """Today's verdict on the muscles that were needled in this visit, in the way they were."""
    zone = ZoneInfo(visit.organisation.time_zone)
    markers = needling_of(visit.pk).current
    current = any(one.value.settings.stimulation for one in markers)
    technique = Technique.ELECTRICAL if current else Technique.MANUAL
    return verdict_of(visit, timezone.now().astimezone(zone).date(), needled_in(visit), technique)


def unique(targets: Iterable[Target]) -> tuple[Target, ...]:
    return tuple(dict.fromkeys(targets))
