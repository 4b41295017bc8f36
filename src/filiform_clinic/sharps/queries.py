"""The count and the session's details of a visit, ready to be shown."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from filiform.journey import may_finish, may_record
from filiform.needling import (
    Box,
    Count,
    Gloves,
    Lying,
    Needling,
    SessionDetails,
    SkinPreparation,
)
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import CountEntry, SessionEntry, Visit
from filiform_clinic.records.visit_state import signing_of, state_of
from filiform_clinic.ui.reasons import why_not


@dataclass(frozen=True, slots=True)
class CountStep:
    """The whole count: the latest, what it does not agree with, and what a new one starts from.

    `due`: all needles are out, so that it can be made; `settled`: nothing is left to explain.
    """

    needling: Needling
    last: Count | None
    last_at: datetime.datetime | None
    problems: list[str]
    locked: bool
    fresh_id: UUID

    @property
    def due(self) -> bool:
        return bool(self.needling.inserted) and not self.needling.still_in

    @property
    def settled(self) -> bool:
        return self.due and not self.problems

    @property
    def opened(self) -> int:
        """What was opened at the last count, but at least what went in."""
        return max(self.last.opened if self.last else 0, self.needling.inserted)


@dataclass(frozen=True, slots=True)
class SessionStep:
    """What is said once for all needles. `details` are those of this visit or, `proposed`, the last
    ones of this practitioner in this clinic; `expired` the boxes past their last day; `seen` how
    often they were recorded.
    """

    details: SessionDetails
    proposed: bool
    expired: tuple[Box, ...]
    locked: bool
    seen: int
    fresh_id: UUID

    positions = (
        (Lying.PRONE, _("face down")),
        (Lying.SUPINE, _("face up")),
        (Lying.SIDE, _("on the side")),
        (Lying.SEATED, _("seated")),
    )
    skins = (
        (SkinPreparation.ALCOHOL, _("70% alcohol, dried")),
        (SkinPreparation.OTHER, _("another disinfectant")),
        (SkinPreparation.CLEAN, _("clean skin only")),
    )
    glove_kinds = (
        (Gloves.NONE, _("none")),
        (Gloves.EXAMINATION, _("examination gloves")),
        (Gloves.STERILE, _("sterile gloves")),
    )

    @property
    def rows(self) -> list[Box | None]:
        """The boxes, and an empty row for one more."""
        return [*self.details.boxes, None][:4]


def count_step(actor: Actor, visit_id: UUID) -> CountStep:
    """The latest count of a visit, with what is left to explain."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state = state_of(visit.pk)
    last = CountEntry.objects.filter(visit=visit).order_by("number").last()
    return CountStep(
        needling=state.needling,
        last=last.to_value() if last else None,
        last_at=last.created_at if last else None,
        problems=why_not(may_finish(state)),
        locked=bool(why_not_treat(actor)) or not may_record(state).yes,
        fresh_id=new_id(),
    )


def session_step(actor: Actor, visit_id: UUID) -> SessionStep:
    """The details of this visit, or those to start from."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    own = SessionEntry.objects.filter(visit=visit).order_by("number").last()
    details = own.to_value() if own else _as_last_time(actor, visit)
    return SessionStep(
        details=details,
        proposed=own is None,
        expired=details.expired(actor.today),
        locked=bool(why_not_treat(actor)) or not may_record(signing_of(visit.pk)).yes,
        seen=own.number if own else 0,
        fresh_id=new_id(),
    )


def _as_last_time(actor: Actor, visit: Visit) -> SessionDetails:
    """As this practitioner worked last in this clinic; the position is this patient's."""
    rows = SessionEntry.objects.filter(
        visit__organisation=visit.organisation_id, recorded_by=actor.user_id
    )
    last = rows.order_by("created_at", "id").last()
    return replace(last.to_value(), used_expired=False) if last else SessionDetails()
