"""The sheet of a visit: as it would be written now, and as it was given."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from filiform.aftercare import (
    Advice,
    Aftercare,
    AftercareSheet,
    WarningSign,
    left_to_say,
    sheet_for,
)
from filiform.body import Body
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.places import site_place
from filiform.needling import MarkerState, Needling
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.handover import why_not_hand_over
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AftercareEntry, PatientLink, Visit
from filiform_clinic.records.place import emergency_number_at
from filiform_clinic.records.visit_state import needling_of


@dataclass(frozen=True, slots=True)
class Given:
    """A sheet as it was given: every word, when, by whom."""

    id: UUID
    version: int
    sheet: AftercareSheet
    words: str
    at: datetime
    by: str
    clinic_name: str
    clinic_phone: str


@dataclass(frozen=True, slots=True)
class AftercareStep:
    """What the aftercare step shows. `held_back` and `to_say` are for the practitioner alone.

    `given` are the sheets given at this visit, the newest first; `stale`: needles have changed
    since. `seen` is the digest to give the sheet with. `why_not_hand`: why the tablet cannot be
    turned to the patient, empty when it can.
    """

    visit: Visit
    sheet: AftercareSheet
    seen: str
    held_back: tuple[Advice, ...]
    to_say: tuple[WarningSign, ...]
    given: tuple[Given, ...]
    still_in: int
    locked: str
    why_not_hand: str
    fresh_id: UUID

    @property
    def newest(self) -> Given | None:
        return self.given[0] if self.given else None

    @property
    def stale(self) -> bool:
        return self.newest is not None and self.newest.sheet.needled != self.sheet.needled


def aftercare_step(actor: Actor, visit_id: UUID) -> AftercareStep:
    """The sheet for the needles of a visit, ready to give."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    needling = needling_of(visit.pk)
    sheet = sheet_now(visit, needling)
    return AftercareStep(
        visit=visit,
        sheet=sheet,
        seen=digest(sheet),
        held_back=Aftercare.load().held_back,
        to_say=left_to_say(sheet),
        given=tuple(_given(row) for row in _entries(visit.pk)),
        still_in=needling.still_in,
        locked=why_not_treat(actor),
        why_not_hand=why_not_hand_over(actor.user_id),
        fresh_id=new_id(),
    )


def sheet_now(visit: Visit, needling: Needling) -> AftercareSheet:
    """The sheet as today's knowledge writes it."""
    return sheet_for(needling, emergency_number=emergency_number_at(visit))


def digest(sheet: AftercareSheet) -> str:
    """A fingerprint of every word that was shown."""
    plain = json.dumps(sheet.to_json(), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def read_given(actor: Actor, visit_id: UUID) -> Given | None:
    """The newest sheet given at a visit: a read of the record, so it leaves an audit row."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "aftercare.read", visit)
    return _newest(visit.pk)


def read_by_patient(link: PatientLink) -> Given | None:
    """The newest sheet of the visit of an opened link."""
    audit_visit(None, "aftercare.read", link.visit)
    return _newest(link.visit_id)


def _newest(visit_id: UUID) -> Given | None:
    row = _entries(visit_id).first()
    return _given(row) if row else None


def _entries(visit_id: UUID) -> Any:
    rows = AftercareEntry.objects.filter(visit=visit_id).order_by("-version")
    return rows.select_related("given_by", "visit__organisation")


def _given(row: AftercareEntry) -> Given:
    clinic = row.visit.organisation
    return Given(
        id=row.pk,
        version=row.version,
        sheet=row.to_value(),
        words=row.words,
        at=row.created_at.astimezone(ZoneInfo(clinic.time_zone)),
        by=row.given_by.name,
        clinic_name=clinic.name,
        clinic_phone=clinic.phone,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """The page for the turned tablet: the needled places on the body, and the sheet."""

    visit: Visit
    sheet: AftercareSheet
    layers: dict[str, Any]
    view: str


def shown_to_patient(actor: Actor, visit_id: UUID) -> Shown:
    """The needles of a visit for the patient's eyes: places only, no hypotheses and no findings."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "aftercare.shown", visit)
    needling = needling_of(visit.pk)
    needles = [mark for number, m in enumerate(needling.current, 1) if (mark := _mark(number, m))]
    return Shown(visit, sheet_now(visit, needling), {"needles": needles}, _view(needling))


def _mark(number: int, state: MarkerState) -> dict[str, Any] | None:
    at, cell = state.value.position, _cell(state)
    if at is None and cell is None:
        return None
    place = {"view": at.view, "x": at.x, "y": at.y, "cell": at.cell} if at else {"cell": cell}
    return place | {
        "id": str(state.id),
        "count": state.value.settings.needles,
        "removed": not state.still_in,
        "number": number,
        "label": _("Needle %(number)d") % {"number": number},
    }


def _cell(state: MarkerState) -> int | None:
    """Where the needle was tapped, or where its muscle is needled when it was entered by name."""
    if state.value.position:
        return state.value.position.cell
    target = state.value.target
    sites = Atlas.load().muscles[target.muscle].sites
    chosen = [site for site in sites if site.id == target.site] or sites
    places = (site_place(site, target.side) for site in chosen if target.side in site.sides)
    return next((place.cell for place in places if place), None)


def _view(needling: Needling) -> str:
    at = next((m.value.position for m in needling.current if m.value.position), None)
    if at:
        return at.view
    cells = [cell for m in needling.current if (cell := _cell(m)) is not None]
    return Body.load().best_view(cells) if cells else "front"
