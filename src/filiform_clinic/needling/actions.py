"""Record what happens to needles, and write, sign and amend the note: entries never change."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.body import Body
from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.journey import (
    Answer,
    VisitState,
    may_amend,
    may_needle,
    may_place,
    may_record,
    may_sign,
)
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.parts import Parts
from filiform.needling import (
    Adjusted,
    Event,
    Marker,
    Needling,
    Placed,
    apply,
    check_target,
    digest,
    event_from_json,
    write_note,
)
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.needling.queries import note_record_of
from filiform_clinic.records.models import NeedleEvent, NoteDraft, NoteEntry, Visit
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.verdicts import keep_verdict, needled_in, planned, unique
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.reasons import refuse_unless


def record_needles(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    marker: UUID,
    act: str,
    details: dict[str, Any],
    after: UUID | None = None,
) -> None:
    """Record one act on one marker; the same act sent again changes nothing.

    `after` is the last event of the marker that the page showed. If there is a later one by now the
    act is refused (409), so that two tabs cannot take the same needle out twice.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if _is_repeated(visit, id, marker, act, details):
            return
        state = state_of(visit.pk)
        refuse_unless(may_record(state))
        event = event_from_json(id, marker, act, _next_moment(visit), details)
        _check(event, state.needling, after)
        apply(state.needling, event)
        judged = _check_safety(actor, visit, state, event)
        _store(actor, visit, event)
        audit_visit(actor, f"needle.{act}", visit, marker=str(marker), **judged)


def _check_safety(actor: Actor, visit: Visit, state: VisitState, event: Event) -> dict[str, str]:
    """Refuse a needle that the patient has not agreed to, or where screening holds it back.

    Every reason is told at once; the verdict that let a needle in is kept.

    Only what puts a needle into a muscle is asked: taking out, and putting a count right, is not.
    """
    if not isinstance(event, Placed | Adjusted) or not _goes_in(event, state.needling):
        return {}
    target = planned(event.value.target.muscle, event.value.target.side)
    verdict = verdict_of(visit, actor.today, unique((target, *needled_in(visit))))
    part = Parts.load().of(Atlas.load().muscles[target.muscle])
    agreed, safe = may_needle(state, part.id), may_place(state, verdict, target)
    refuse_unless(Answer(tuple(dict.fromkeys((*agreed.reasons, *safe.reasons)))))
    return {"verdict": str(keep_verdict(visit, verdict, f"needle.{event.act}", actor.user_id).pk)}


def _goes_in(event: Placed | Adjusted, needling: Needling) -> bool:
    """Whether needles come into a muscle in which the marker had none, or fewer."""
    if isinstance(event, Placed):
        return True
    before, now = needling.marker(event.marker).value, event.value
    moved = (before.target.muscle, before.target.side) != (now.target.muscle, now.target.side)
    return moved or now.settings.needles > before.settings.needles


def _is_repeated(visit: Visit, id: UUID, marker: UUID, act: str, details: dict[str, Any]) -> bool:
    known = NeedleEvent.objects.filter(pk=id).first()
    if known is None:
        return False
    if (known.visit_id, known.marker, known.act, known.details) != (
        visit.pk,
        marker,
        act,
        _as_stored(id, marker, act, details),
    ):
        raise Conflict(_("This id already stands for another act. Nothing was changed."))
    return True


def _as_stored(id: UUID, marker: UUID, act: str, details: dict[str, Any]) -> dict[str, Any]:
    return event_from_json(id, marker, act, timezone.now(), details).details()


def _next_moment(visit: Visit) -> datetime.datetime:
    """Now, but always after the last event: the clocks of two servers may differ a little."""
    last = NeedleEvent.objects.filter(visit=visit).order_by("at").last()
    now = timezone.now()
    return max(now, last.at + datetime.timedelta(microseconds=1)) if last else now


def _check(event: Event, needling: Needling, after: UUID | None) -> None:
    if isinstance(event, Placed | Adjusted):
        _check_marker(event.value)
    if isinstance(event, Placed):
        if NeedleEvent.objects.filter(marker=event.marker).exists():
            raise InvalidInput("marker", "a new id for a new marker", got=str(event.marker))
    elif needling.marker(event.marker).latest != after:
        raise Conflict(
            _("This marker has changed since the page showed it. You see the newest now.")
        )


def _check_marker(marker: Marker) -> None:
    """The muscle must be known, and the point must lie on its side of the body."""
    check_target(marker.target, Atlas.load())
    if marker.position is None:
        return
    Body.load().view(marker.position.view)
    cell = Body.load().cell(marker.position.cell)
    if marker.target.side is not Side.MIDLINE and cell.side is not marker.target.side:
        raise InvalidInput(
            "side", f"{cell.side}, where the point on the body is", got=str(marker.target.side)
        )


def _store(actor: Actor, visit: Visit, event: Event) -> None:
    NeedleEvent.objects.create(
        id=event.id,
        visit=visit,
        marker=event.marker,
        act=event.act.value,
        details=event.details(),
        at=event.at,
        recorded_by_id=actor.user_id,
    )


def save_draft(*, actor: Actor, visit_id: UUID, free_text: str, revision: int) -> int:
    """Keep the free text while it is typed; returns its new revision.

    `revision` is the one the page knows: text of another tab is never overwritten (409).
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        refuse_unless(may_record(state_of(visit.pk)))
        draft = _draft(visit)
        if draft.free_text == free_text:
            return draft.revision
        _check_revision(draft, revision)
        draft.free_text, draft.revision = free_text, draft.revision + 1
        draft.save()
        audit_visit(actor, "note.drafted", visit, revision=draft.revision)
    return draft.revision


def sign_note(
    *, actor: Actor, visit_id: UUID, id: UUID, free_text: str, revision: int, seen: str
) -> NoteEntry:
    """Sign what the page showed: `seen` is the digest of its record, `revision` that of its text.

    Refused (409) while a needle is in, while nothing is recorded, or when anything has changed
    since. The same signature sent again is the same act.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := _repeated_note(visit, id, free_text, ""):
            return known
        refuse_unless(may_sign(_with_text(state_of(visit.pk), free_text)))
        record = note_record_of(visit)
        if digest(record) != seen:
            raise Conflict(_("The record has changed since you opened this page. Read it again."))
        draft = _draft(visit)
        if draft.free_text != free_text:
            _check_revision(draft, revision)
        atlas = Atlas.load()
        note = NoteEntry.objects.create(
            id=id,
            visit=visit,
            version=1,
            text=write_note(record, atlas, actor.zone),
            free_text=free_text,
            record=record.to_json(),
            knowledge_version=atlas.version,
            body_version=Body.load().version,
            signed_by_id=actor.user_id,
            signed_at=timezone.now(),
        )
        if record.screening:
            keep_verdict(visit, record.screening, "note.signed", actor.user_id)
        audit_visit(actor, "note.signed", visit, note=str(id))
    return note


def amend_note(
    *, actor: Actor, visit_id: UUID, id: UUID, replaces: UUID, free_text: str, reason: str
) -> NoteEntry:
    """Add a version with other words and a reason. The earlier version stays as it was signed."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := _repeated_note(visit, id, free_text, reason):
            return known
        refuse_unless(may_amend(state_of(visit.pk)))
        last = NoteEntry.objects.filter(visit=visit).order_by("version").last()
        if last is None or last.pk != replaces:
            raise Conflict(_("There is a newer version of this note. Read it before you amend."))
        note = NoteEntry.objects.create(
            id=id,
            visit=visit,
            version=last.version + 1,
            text=last.text,
            free_text=free_text,
            record=last.record,
            knowledge_version=last.knowledge_version,
            body_version=last.body_version,
            reason=reason,
            supersedes=last,
            signed_by_id=actor.user_id,
            signed_at=timezone.now(),
        )
        audit_visit(actor, "note.amended", visit, note=str(id), version=note.version)
    return note


def _draft(visit: Visit) -> NoteDraft:
    return NoteDraft.objects.filter(visit=visit).first() or NoteDraft(visit=visit)


def _check_revision(draft: NoteDraft, revision: int) -> None:
    if draft.revision != revision:
        raise Conflict(_("The text was changed in another tab or by a colleague meanwhile."))


def _with_text(state: VisitState, free_text: str) -> VisitState:
    return replace(state, has_free_text=bool(free_text.strip()))


def _repeated_note(visit: Visit, id: UUID, free_text: str, reason: str) -> NoteEntry | None:
    known = NoteEntry.objects.filter(pk=id).first()
    if known and (known.visit_id, known.free_text, known.reason) != (visit.pk, free_text, reason):
        raise Conflict(_("This id already stands for another note. Nothing was changed."))
    return known
