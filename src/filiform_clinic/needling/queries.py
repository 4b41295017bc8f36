"""The needles of a visit and its note, ready to be shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from filiform.body import Body
from filiform.drawing import places
from filiform.exam import rater
from filiform.journey import Reason, VisitState, Why, may_amend, may_record, may_sign
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.values import Site
from filiform.needling import (
    Devices,
    Marker,
    MarkerState,
    NeedleSettings,
    Needling,
    NoteRecord,
    digest,
    named,
    write_note,
)
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.drawings import pain_of, side_and_area
from filiform_clinic.records.findings import examined
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import IntakeEntry, NeedleEvent, NoteDraft, NoteEntry, Visit
from filiform_clinic.records.verdicts import verdict_on_needled
from filiform_clinic.records.visit_state import needling_of, state_of
from filiform_clinic.ui.reasons import in_words, why_not

# Of the painted skin; less is the edge of a brush, not a place the patient meant.
GRAZED = 0.05


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """One marker with its number on the body; `fresh_id` names the next act on it."""

    number: int
    state: MarkerState
    name: str
    sites: tuple[Site, ...]
    fresh_id: UUID

    @property
    def one_of_many(self) -> bool:
        """Whether a single needle can come out while others stay."""
        return self.state.still_in > 1


@dataclass(frozen=True, slots=True)
class NeedleStep:
    """Everything the needle step shows. `locked` are the reasons why nothing may be recorded.

    `no_consent` are the reasons why the patient's consent does not stand; empty when it does.
    """

    needling: Needling
    rows: tuple[MarkerRow, ...]
    withdrawn: tuple[MarkerRow, ...]
    last: NeedleSettings | None
    locked: list[str]
    no_consent: list[str]
    fresh_id: UUID
    fresh_marker: UUID


def needle_step(actor: Actor, visit_id: UUID) -> NeedleStep:
    """The needles of a visit, and the settings last used for this patient."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state = state_of(visit.pk)
    needling = state.needling
    rows = [_row(number, state) for number, state in enumerate(needling.markers, start=1)]
    return NeedleStep(
        needling=needling,
        rows=tuple(row for row in rows if not row.state.withdrawn),
        withdrawn=tuple(row for row in rows if row.state.withdrawn),
        last=_last_settings(visit),
        locked=why_not(may_record(state)),
        no_consent=no_consent(state),
        fresh_id=new_id(),
        fresh_marker=new_id(),
    )


def no_consent(state: VisitState) -> list[str]:
    """Why no needle may go anywhere, in words."""
    return [in_words(Reason(Why(f"consent_{need}"))) for need in state.consent.needs]


def _row(number: int, state: MarkerState) -> MarkerRow:
    target = state.value.target
    muscle = Atlas.load().muscles[target.muscle]
    sites = tuple(site for site in muscle.sites if target.side in site.sides)
    return MarkerRow(number, state, named(target, Atlas.load()), sites, new_id())


def _last_settings(visit: Visit) -> NeedleSettings | None:
    """The settings of this patient's latest marker, in this visit or an earlier one."""
    row = (
        NeedleEvent.objects.filter(
            visit__episode__patient=visit.episode.patient, act__in=["placed", "adjusted"]
        )
        .order_by("at")
        .last()
    )
    return Marker.from_json(row.details).settings if row else None


@dataclass(frozen=True, slots=True)
class DeviceChoices:
    """The sizes of needles to choose from."""

    diameters: tuple[float, ...]
    lengths: tuple[int, ...]


def device_choices() -> DeviceChoices:
    devices = Devices.load()
    return DeviceChoices(devices.diameters_mm, devices.lengths_mm)


@dataclass(frozen=True, slots=True)
class MuscleChoice:
    """A muscle in a list to choose from."""

    id: str
    name: str
    region: str


def muscle_choices() -> list[MuscleChoice]:
    """All muscles of the atlas, by region and name."""
    muscles = (
        MuscleChoice(muscle.id, muscle.name, muscle.region.replace("_", " ").capitalize())
        for muscle in Atlas.load().muscles.values()
    )
    return sorted(muscles, key=lambda choice: (choice.region, choice.name))


@dataclass(frozen=True, slots=True)
class NoteStep:
    """The note as it would be written now, its free text, and every signed version.

    `seen` is the digest to sign with; the reasons say why signing or amending is not possible.
    """

    visit: Visit
    needling: Needling
    text: str
    seen: str
    free_text: str
    revision: int
    saved_at: datetime.datetime | None
    why_not_sign: list[str]
    why_not_amend: list[str]
    versions: tuple[NoteEntry, ...]
    fresh_id: UUID

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")

    @property
    def signed(self) -> bool:
        return bool(self.versions)

    @property
    def newest(self) -> NoteEntry | None:
        return self.versions[0] if self.versions else None


def note_step(actor: Actor, visit_id: UUID) -> NoteStep:
    """The note of a visit, newest version first."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state, record = state_of(visit.pk), note_record_of(visit)
    draft = NoteDraft.objects.filter(visit=visit).first()
    versions = NoteEntry.objects.filter(visit=visit).select_related("signed_by")
    reason = why_not_treat(actor)
    return NoteStep(
        visit=visit,
        needling=state.needling,
        text=write_note(record, Atlas.load(), actor.zone),
        seen=digest(record),
        free_text=draft.free_text if draft else "",
        revision=draft.revision if draft else 0,
        saved_at=draft.updated_at if draft else None,
        why_not_sign=[*filter(None, [reason]), *why_not(may_sign(state))],
        why_not_amend=[*filter(None, [reason]), *why_not(may_amend(state))],
        versions=tuple(versions.order_by("-version")),
        fresh_id=new_id(),
    )


def read_note(actor: Actor, visit_id: UUID) -> NoteStep:
    """The note as a page of its own: a read of the record, so it leaves an audit row."""
    step = note_step(actor, visit_id)
    audit_visit(actor, "note.read", step.visit)
    return step


def note_record_of(visit: Visit) -> NoteRecord:
    """What the note of a visit is written from."""
    intake = IntakeEntry.objects.filter(visit=visit).order_by("created_at", "id").last()
    complaints = Atlas.load().complaints
    found = examined(visit.pk)
    return NoteRecord(
        complaint=complaints[intake.complaint].name if intake else None,
        strongest_pain=intake.strongest_pain if intake else None,
        areas=_painted(visit),
        exam=found.before,
        needling=needling_of(visit.pk),
        retest=found.after,
        screening=verdict_on_needled(visit),
        rater=rater(found.examiners),
    )


def _painted(visit: Visit) -> tuple[str, ...]:
    """Names of the painted areas with their side, the largest first, then those told by name only.

    What only grazes an area (under a twentieth of the painted skin) is left to the drawing.
    """
    pain, areas = pain_of(visit.pk), Body.load().areas
    if pain is None:
        return ()
    painted = places(pain.paint, Body.load())
    large = [(one.area, one.side) for one in painted if one.share >= GRAZED]
    listed = [(one.area, one.side) for one in pain.listed if not areas[one.area].surface]
    return tuple(side_and_area(*place) for place in (*large, *listed))
