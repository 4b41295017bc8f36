"""One patient over time: drawings, scores, needles and notes of every visit, newest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Max
from django.http import Http404

from filiform.body import Body
from filiform.drawing import Drawing, Scene, main_places, places, render_png
from filiform.drawing import change as change_between
from filiform.drawing.documents import read_listed, read_paint
from filiform.journey import Progress, progress_of
from filiform.knowledge import Atlas
from filiform.needling import MarkerState, named
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit, audit_list
from filiform_clinic.access.rules import check_can_see_clinical, why_not_see_clinical
from filiform_clinic.access.scope import patients_of, visits_of
from filiform_clinic.chart.people import Search
from filiform_clinic.records.drawings import side_and_area
from filiform_clinic.records.models import (
    DrawingEntry,
    IntakeEntry,
    NoteEntry,
    Patient,
    Visit,
)
from filiform_clinic.records.visit_state import states_of

SHOWN = 50
Row = TypeVar("Row", IntakeEntry, DrawingEntry, NoteEntry)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of patients; `more` when there are others that the search could narrow down."""

    rows: tuple[Patient, ...]
    more: bool
    locked: str


def find(actor: Actor, search: Search) -> Found:
    """Patients that match, by name; without a search those who were here last."""
    rows = patients_of(actor)
    if search.empty:
        last = F("last").desc(nulls_last=True)
        rows = rows.annotate(last=Max("episodes__visits__starts_at")).order_by(last, "id")
    else:
        rows = rows.filter(search.condition).order_by("family_name", "given_name", "id")
    found = list(rows[: SHOWN + 1])
    audit_list(actor, "patients.read", found[:SHOWN])
    return Found(tuple(found[:SHOWN]), len(found) > SHOWN, why_not_see_clinical(actor))


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that can be shown; `cm2` is the painted skin, `area` its share in percent."""

    entry: UUID
    cm2: float
    percent: float
    places: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One visit of the timeline; what was not recorded is None or empty.

    `gained` and `lost` are the painted skin that came and went since the drawing before, in cm2.
    """

    visit: Visit
    progress: Progress
    complaint: str | None
    pain: int | None
    picture: Picture | None
    gained: float | None
    lost: float | None
    findings: int
    needled: tuple[str, ...]
    note: NoteEntry | None

    @property
    def starts_at(self) -> datetime.datetime:
        return self.visit.starts_at


@dataclass(frozen=True, slots=True)
class PatientPage:
    """A patient and everything that happened, newest first; `scores` oldest first."""

    patient: Patient
    age: int
    moments: tuple[Moment, ...]

    @property
    def scores(self) -> tuple[Moment, ...]:
        """Visits with a pain score, in the order of time."""
        return tuple(one for one in reversed(self.moments) if one.pain is not None)


def patient_page(actor: Actor, patient_id: UUID, today: datetime.date) -> PatientPage:
    """The chart of one patient. It is a read of the record: it leaves an audit row."""
    check_can_see_clinical(actor)
    patient = _patient(actor, patient_id)
    audit(actor, "chart.read", patient=patient)
    visits = list(visits_of(actor).filter(episode__patient=patient).order_by("starts_at", "id"))
    return PatientPage(patient, patient.age_on(today), tuple(reversed(_moments(visits))))


def drawing_png(actor: Actor, patient_id: UUID, entry_id: UUID) -> bytes:
    """A stored drawing on the view that shows it best."""
    check_can_see_clinical(actor)
    patient = _patient(actor, patient_id)
    entry = DrawingEntry.objects.filter(pk=entry_id, visit__episode__patient=patient).first()
    drawing = _drawing(entry) if entry else None
    if drawing is None:
        raise Http404("no such drawing on this body")
    audit(actor, "drawing.read", patient=patient, subject=entry)
    body = Body.load()
    return render_png(body, body.best_view(drawing.cells), Scene(drawing=drawing))


def _patient(actor: Actor, patient_id: UUID) -> Patient:
    patient = patients_of(actor).filter(pk=patient_id).first()
    if patient is None:
        raise Http404("no such patient")
    return patient


def _moments(visits: Sequence[Visit]) -> list[Moment]:
    """In the order of time; a handful of queries for any number of visits."""
    keys = [visit.pk for visit in visits]
    states = states_of(keys)
    intakes = _newest(IntakeEntry.objects.filter(visit__in=keys).order_by("created_at", "id"))
    drawn = _newest(DrawingEntry.objects.filter(visit__in=keys).order_by("created_at", "id"))
    notes = _newest(
        NoteEntry.objects.filter(visit__in=keys).select_related("signed_by").order_by("version")
    )
    drawings = {key: made for key, entry in drawn.items() if (made := _drawing(entry))}
    changes = _changes([key for key in keys if key in drawings], drawings)
    return [
        Moment(
            visit=visit,
            progress=progress_of(states[visit.pk]),
            complaint=_complaint(intakes.get(visit.pk)),
            pain=intakes[visit.pk].strongest_pain if visit.pk in intakes else None,
            picture=_picture(drawn.get(visit.pk), drawings.get(visit.pk)),
            gained=changes.get(visit.pk, (None, None))[0],
            lost=changes.get(visit.pk, (None, None))[1],
            findings=states[visit.pk].findings,
            needled=_needled(states[visit.pk].needling.current),
            note=notes.get(visit.pk),
        )
        for visit in visits
    ]


def _newest(rows: Iterable[Row]) -> dict[UUID, Row]:
    """The last row of each visit, the rows being in the order of time."""
    return {row.visit_id: row for row in rows}


def _drawing(entry: DrawingEntry) -> Drawing | None:
    """The cells as stored; None when they belong to another body or nothing was painted."""
    body = Body.load()
    if entry.body_version != body.version:
        return None
    drawing = Drawing(body, read_paint(entry.drawing), (), read_listed(entry.drawing))
    return drawing if drawing.cells else None


def _changes(
    order: Iterable[UUID], drawings: Mapping[UUID, Drawing]
) -> dict[UUID, tuple[float, float]]:
    """Skin gained and lost in cm2 since the drawing before, by visit."""
    found = {}
    for before, after in pairwise(order):
        change = change_between(drawings[before], drawings[after])
        found[after] = (change.gained_cm2, change.lost_cm2)
    return found


def _picture(entry: DrawingEntry | None, drawing: Drawing | None) -> Picture | None:
    if entry is None or drawing is None:
        return None
    main = main_places(places(drawing.paint, drawing.body))
    said = ", ".join(side_and_area(one.area, one.side) for one in main)
    return Picture(entry.pk, drawing.area_cm2, drawing.percent_of_skin, said)


def _complaint(intake: IntakeEntry | None) -> str | None:
    return Atlas.load().complaints[intake.complaint].name if intake else None


def _needled(markers: Iterable[MarkerState]) -> tuple[str, ...]:
    """Each muscle and side once, in the order they were needled."""
    targets = (replace(marker.value.target, site=None) for marker in markers)
    return tuple(dict.fromkeys(named(target, Atlas.load()) for target in targets))
