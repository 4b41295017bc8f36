"""The visit on one screen: what its columns and its steps need, from the rooms' own queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.body import Body
from filiform.drawing import Place, Quality, main_places, places
from filiform.journey import Step, VisitState, may_record, step_of
from filiform.knowledge.atlas import Atlas
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of, visits_of
from filiform_clinic.records.drawings import StoredPain, drawing_entry, pain_of, side_and_area
from filiform_clinic.records.models import DrawingEntry, IntakeEntry, NoteEntry, Visit
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.reasons import why_not


@dataclass(frozen=True, slots=True)
class Person:
    """Who is treated, and what brings them: complaint and group by name, None before intake."""

    name: str
    age: int
    visit_number: int
    complaint: str | None
    group: str | None
    strongest_pain: int | None
    story: str


@dataclass(frozen=True, slots=True)
class EarlierVisit:
    """A signed visit of the same episode."""

    visit: Visit
    strongest_pain: int | None
    note: NoteEntry


@dataclass(frozen=True, slots=True)
class VisitPage:
    """What every part of the visit shows. `may_not`: why the actor records nothing, in words."""

    visit: Visit
    person: Person
    state: VisitState
    step: Step
    earlier: tuple[EarlierVisit, ...]
    may_not: str = ""

    @property
    def locked(self) -> list[str]:
        """Why nothing may be recorded, in words; empty when it may."""
        return [*filter(None, [self.may_not]), *why_not(may_record(self.state))]

    @property
    def steps(self) -> tuple[StepLink, ...]:
        """All steps in order, the shown one marked."""
        return tuple(StepLink(step, STEP_WORDS[step], step is self.step) for step in Step)


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step to go to."""

    step: Step
    word: Promise
    current: bool


STEP_WORDS: dict[Step, Promise] = {
    Step.EXAMINE: _("Examine"),
    Step.PLAN: _("Plan"),
    Step.CONSENT: _("Consent"),
    Step.NEEDLE: _("Needle"),
    Step.RETEST: _("Re-test"),
    Step.AFTERCARE: _("Aftercare"),
    Step.NOTE: _("Note"),
    Step.SIGN: _("Sign"),
}


def open_visit(actor: Actor, visit_id: UUID, chosen: str | None, part: str) -> VisitPage:
    """A visit as its page shows it. It is a read of the record: it leaves an audit row."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "visit.read", visit, part=part)
    state = state_of(visit.pk)
    step = Step(chosen) if chosen in set(Step) else step_of(state)
    person, earlier = _person(actor, visit), _earlier(actor, visit)
    return VisitPage(visit, person, state, step, earlier, why_not_treat(actor))


def _person(actor: Actor, visit: Visit) -> Person:
    patient, atlas = visit.episode.patient, Atlas.load()
    intake = _intake(visit)
    return Person(
        name=patient.name,
        age=patient.age_on(visit.starts_at.astimezone(actor.zone).date()),
        visit_number=visits_of(actor)
        .filter(episode=visit.episode, starts_at__lte=visit.starts_at)
        .count(),
        complaint=atlas.complaints[intake.complaint].name if intake else None,
        group=atlas.groups[intake.group].name if intake else None,
        strongest_pain=intake.strongest_pain if intake else None,
        story=intake.story if intake else "",
    )


def _earlier(actor: Actor, visit: Visit) -> tuple[EarlierVisit, ...]:
    """Signed visits of the episode before this one, latest first."""
    notes = (
        NoteEntry.objects.filter(
            visit__in=visits_of(actor).filter(episode=visit.episode, starts_at__lt=visit.starts_at),
            superseded_by=None,
        )
        .select_related("visit", "signed_by")
        .order_by("-visit__starts_at")
    )
    return tuple(EarlierVisit(note.visit, _pain(_intake(note.visit)), note) for note in notes[:3])


def _intake(visit: Visit) -> IntakeEntry | None:
    return IntakeEntry.objects.filter(visit=visit).order_by("created_at", "id").last()


def _pain(intake: IntakeEntry | None) -> int | None:
    return intake.strongest_pain if intake else None


@dataclass(frozen=True, slots=True)
class PainPlace:
    """A place of today's drawing in a practitioner's words, such as "right temple".

    `cm2` and `percent` of the painted skin are None for a place told by name only.
    """

    name: str
    quality: str
    intensity: float | None
    cm2: float | None = None
    percent: float | None = None


@dataclass(frozen=True, slots=True)
class PainPlaces:
    """Where it hurts, most painted first: what to read at once, and smaller places."""

    main: tuple[PainPlace, ...]
    smaller: tuple[PainPlace, ...]


def pain_places(visit: Visit) -> PainPlaces:
    """The places of the drawing of a visit that is open already; none without a drawing."""
    pain, areas = pain_of(visit.pk) or StoredPain(), Body.load().areas
    painted = places(pain.paint, Body.load())
    main = main_places(painted)
    deep = [one for one in pain.listed if not areas[one.area].surface]
    named = tuple(
        PainPlace(side_and_area(one.area, one.side), _label(one.quality), one.intensity)
        for one in deep
    )
    return PainPlaces(
        (*map(_painted, main), *named), tuple(_painted(one) for one in painted[len(main) :])
    )


def _painted(one: Place) -> PainPlace:
    name = side_and_area(one.area, one.side)
    return PainPlace(name, _label(one.quality), one.intensity, one.cm2, 100 * one.share)


def _label(quality: Quality | None) -> str:
    return quality.label if quality else ""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The patient's drawing today and that of the visit before, as stored; empty without one.

    `cells` are the painted cells of today's.
    """

    today: dict[str, Any]
    before: dict[str, Any]
    cells: tuple[int, ...]


def drawings(actor: Actor, visit_id: UUID) -> Drawings:
    """What the body shows of the patient's hand."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    pain = pain_of(visit.pk)
    painted = [one.cell for one in pain.paint if one.painted] if pain else []
    earlier = visits_of(actor).filter(
        episode=visit.episode, starts_at__lt=visit.starts_at, drawings__isnull=False
    )
    last = earlier.order_by("starts_at").last()
    return Drawings(
        today=_document(drawing_entry(visit.pk)),
        before=_document(drawing_entry(last.pk)) if last else {},
        cells=tuple(painted),
    )


def _document(entry: DrawingEntry | None) -> dict[str, Any]:
    """Strokes and listed areas, if they were made on this body."""
    if entry is None or entry.body_version != Body.load().version:
        return {}
    return {key: entry.drawing.get(key, []) for key in ("strokes", "listed")}
