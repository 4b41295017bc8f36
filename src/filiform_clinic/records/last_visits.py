"""What the latest earlier visit of a patient left for the one that comes.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from filiform.exam import ExamFinding
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation
from filiform.needling import measure_name, reactions
from filiform.needling.incidents import Incidents
from filiform_clinic.records.findings import examined_in
from filiform_clinic.records.models import IncidentEntry, NoteEntry, Visit
from filiform_clinic.records.visit_state import needlings_of


@dataclass(frozen=True, slots=True)
class LastVisit:
    """What the latest earlier visit left.

    `needles`: how many went in; `reactions`: incidents with their newest grade, and what was
    answered about needles; `again`: what was measured, to be measured in the same place.
    """

    visit: Visit
    needles: int
    reactions: tuple[str, ...]
    again: tuple[str, ...]


def last_visits(visits: Collection[Visit]) -> dict[UUID, LastVisit]:
    """By visit that comes: the latest earlier one of its patient that took place, if any.

    A visit took place when needles went in, something was examined, an incident was recorded or a
    note signed. The same few queries for any number of visits.
    """
    earlier = _earlier(visits)
    keys = {one.pk for before in earlier.values() for one in before}
    needlings, found = needlings_of(keys), examined_in(keys)
    incidents = _incidents(keys)
    signed = set(NoteEntry.objects.filter(visit__in=keys).values_list("visit", flat=True))
    took_place = {*needlings, *found, *incidents, *signed}
    atlas, lasts = Atlas.load(), {}
    for key, before in earlier.items():
        last = next((one for one in before if one.pk in took_place), None)
        if last is not None:
            needling = needlings[last.pk]
            said = (*incidents.get(last.pk, ()), *reactions(needling, atlas))
            again = _again(found[last.pk].before, atlas)
            lasts[key] = LastVisit(last, needling.inserted, said, again)
    return lasts


def _earlier(visits: Collection[Visit]) -> dict[UUID, list[Visit]]:
    """By visit: the earlier ones of its patient in the same clinic, latest first."""
    patients = {visit.episode.patient_id for visit in visits}
    clinics = {visit.organisation_id for visit in visits}
    rows = Visit.objects.filter(organisation__in=clinics, episode__patient__in=patients)
    of = defaultdict(list)
    for row in rows.select_related("episode").order_by("-starts_at", "-id"):
        of[row.episode.patient_id].append(row)
    return {
        visit.pk: [
            one for one in of[visit.episode.patient_id] if one.starts_at < visit.starts_at
        ]
        for visit in visits
    }  # fmt: skip


def _incidents(visits: Collection[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Each incident by name with the grade that its newest entry has."""
    known = Incidents.load()
    grades: dict[UUID, dict[UUID, tuple[str, str]]] = defaultdict(dict)
    for row in IncidentEntry.objects.filter(visit__in=visits).order_by("created_at", "id"):
        kind = known.kinds[row.kind].name if row.kind in known.kinds else row.kind
        grade = known.grades[row.grade].name if row.grade in known.grades else row.grade
        grades[row.visit_id][row.follows_id or row.pk] = (kind, grade.lower())
    return {
        visit: tuple(f"{kind} ({grade})" for kind, grade in rows.values())
        for visit, rows in grades.items()
    }


def _again(exam: Iterable[ExamFinding], atlas: Atlas) -> tuple[str, ...]:
    names = (measure_name(one, atlas) for one in exam if not isinstance(one, Palpation))
    return tuple(dict.fromkeys(names))
