"""Who watches a visit, why somebody has to, and which notes wait for a second signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.journey import may_record
from filiform.screening import why_not_supervise, why_supervised
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_list
from filiform_clinic.access.rules import (
    check_can_see_clinical,
    check_can_supervise,
)
from filiform_clinic.access.rules import why_not_supervise as why_no_supervisor
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import CosignEntry, NoteEntry, SupervisionEntry, Visit
from filiform_clinic.records.place import jurisdiction_of
from filiform_clinic.records.screened import competence_of, passport_of
from filiform_clinic.records.supervised import supervision_of, supervisors_of, waiting_notes
from filiform_clinic.records.visit_state import signing_of
from filiform_clinic.ui.reasons import why_not

WAYS = SupervisionEntry.Way.choices


@dataclass(frozen=True, slots=True)
class Panel:
    """Supervision of a visit as its page shows it.

    `why`: why this visit needs a supervisor, empty when it needs none. `why_not_begin` and
    `why_not_cosign` stand beside the buttons; empty when the actor may.
    """

    visit: Visit
    why: str
    now: SupervisionEntry | None
    note: NoteEntry | None
    cosigned: CosignEntry | None
    why_not_begin: tuple[str, ...]
    why_not_cosign: tuple[str, ...]
    mine: bool
    watched: bool
    fresh_id: UUID
    ways: list[tuple[str, Any]]

    @property
    def shown(self) -> bool:
        """Whether supervision is a matter of this visit for the actor."""
        return bool(self.why or self.watched or not self.why_not_begin)

    @property
    def waits(self) -> bool:
        """Whether the note waits for a second signature."""
        return bool(self.note and self.watched and not self.cosigned)


@dataclass(frozen=True, slots=True)
class Needed:
    """What the needling page says: why the place asks for a supervisor, and who watches now."""

    why: str
    now: SupervisionEntry | None


def needed(actor: Actor, visit_id: UUID) -> Needed | None:
    """None where the place asks for none."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    why = why_supervised(competence_of(visit), jurisdiction_of(visit) or None)
    return Needed(why, supervision_of(visit, actor.today)) if why else None


def panel(actor: Actor, visit_id: UUID) -> Panel:
    """Supervision of a visit."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    watched = supervisors_of(visit.pk)
    now = supervision_of(visit, actor.today) if watched else None
    note = newest_note(visit) if watched else None
    cosigned = CosignEntry.objects.filter(note=note).select_related("signed_by").first()
    return Panel(
        visit=visit,
        why=why_supervised(competence_of(visit), jurisdiction_of(visit) or None),
        now=now,
        note=note,
        cosigned=cosigned if note else None,
        why_not_begin=why_not_begin(actor, visit),
        why_not_cosign=why_not_cosign(actor, visit, note),
        mine=now is not None and now.supervisor_id == actor.user_id,
        watched=bool(watched),
        fresh_id=new_id(),
        ways=WAYS,
    )


def why_not_begin(actor: Actor, visit: Visit) -> tuple[str, ...]:
    """Every reason why the actor may not supervise this visit now."""
    if reason := why_no_supervisor(actor):
        return (reason,)
    own = visit.practitioner_id == actor.user_id
    held = passport_of(actor.user_id, actor.organisation_id)
    lacking = why_not_supervise(held, jurisdiction_of(visit) or None, actor.today)
    return (
        *([_("This is your own visit: somebody else supervises it.")] if own else []),
        *(_("Your passport: %s") % one for one in lacking),
        *why_not(may_record(signing_of(visit.pk))),
    )


def why_not_cosign(actor: Actor, visit: Visit, note: NoteEntry | None) -> tuple[str, ...]:
    """Every reason why the actor may not sign a note too."""
    if reason := why_no_supervisor(actor):
        return (reason,)
    if note is None:
        return (_("The note is not signed yet."),)
    found = []
    if note.signed_by_id == actor.user_id:
        found.append(_("You signed this note yourself: somebody else signs too."))
    if actor.user_id not in supervisors_of(visit.pk):
        found.append(_("You have not supervised this visit."))
    return tuple(found)


def newest_note(visit: Visit) -> NoteEntry | None:
    """The version of the note that stands."""
    rows = NoteEntry.objects.filter(visit=visit, superseded_by=None)
    return rows.select_related("signed_by").first()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note that waits for a second signature; `mine`: the actor has watched the visit."""

    note: NoteEntry
    supervisors: tuple[str, ...]
    mine: bool


def waiting(actor: Actor) -> list[Waiting]:
    """Every note of the clinic that waits: it names patients, so it leaves audit rows."""
    check_can_supervise(actor)
    notes = list(waiting_notes(actor.organisation_id))
    watched = SupervisionEntry.objects.filter(visit__in=[note.visit_id for note in notes])
    people: dict[UUID, dict[UUID, str]] = {}
    for visit, person, name in watched.values_list("visit", "supervisor", "supervisor__name"):
        people.setdefault(visit, {})[person] = name
    audit_list(actor, "cosign.list_read", [note.visit.episode.patient for note in notes])
    return [
        Waiting(
            note,
            tuple(sorted(people[note.visit_id].values())),
            actor.user_id in people[note.visit_id],
        )
        for note in notes
    ]
