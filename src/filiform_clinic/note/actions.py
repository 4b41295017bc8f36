"""Keep, sign and amend the note: entries never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import tzinfo
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.body import Body
from filiform.journey import VisitState, may_amend, may_sign
from filiform.knowledge.atlas import Atlas
from filiform.note import NoteRecord, Soap, digest, write_note
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import NoteDraft, NoteEntry, Visit
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.records.verdicts import keep_verdict
from filiform_clinic.records.visit_state import signing_of, state_of
from filiform_clinic.ui.problems import Conflict, Locked
from filiform_clinic.ui.reasons import refuse_unless

# The practitioner's own words by section of the SOAP note.
Words = Mapping[Soap, str]
NO_WORDS: Words = MappingProxyType({})


class StaleWords(Conflict):
    """Somebody, or another window, has saved other words since: `draft` is what stands now."""

    def __init__(self, draft: NoteDraft, zone: tzinfo) -> None:
        self.draft = draft
        told = _("The text was changed in another tab or by a colleague meanwhile.")
        if draft.saved_by:
            at = date_format(draft.updated_at.astimezone(zone), "H:i")
            told = _("%(name)s changed this text at %(time)s, in another tab or on another device.")
            told %= {"name": draft.saved_by.name, "time": at}
        super().__init__(told)


def save_draft(*, actor: Actor, visit_id: UUID, free_text: str, words: Words, revision: int) -> int:
    """Keep the words while they are typed; returns their new revision.

    `revision` is the one the page knows: text of another tab is never overwritten (409). Refused
    (423) once the note is signed.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if signing_of(visit.pk).signed:
            raise Locked(_("This visit is signed by now. Add your words as an amendment."))
        draft = _draft(visit)
        if _same(draft, free_text, words):
            return draft.revision
        _check_revision(draft, revision, actor.zone)
        draft.free_text, draft.words = free_text, {**words}
        draft.saved_by_id = actor.user_id
        draft.revision += 1
        draft.save()
        audit_visit(actor, "note.drafted", visit, revision=draft.revision)
    return draft.revision


def sign_note(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    free_text: str,
    revision: int,
    seen: str,
    words: Words = NO_WORDS,
) -> NoteEntry:
    """Sign what the page showed: `seen` is the digest of its record, `revision` that of its words.

    Refused (409) while a needle is in, while nothing is recorded, or when anything has changed
    since. The same signature sent again is the same act.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := _repeated_note(visit, id, free_text, words, ""):
            return known
        refuse_unless(may_sign(_with_text(state_of(visit.pk), [free_text, *words.values()])))
        record = note_record_of(visit)
        if digest(record) != seen:
            raise Conflict(_("The record has changed since you opened this page. Read it again."))
        draft = _draft(visit)
        if not _same(draft, free_text, words):
            _check_revision(draft, revision, actor.zone)
        note = _signed(actor, visit, id, free_text, **_first(record, actor.zone, words))
        if record.screening:
            keep_verdict(visit, record.screening, "note.signed", actor.user_id)
        audit_visit(actor, "note.signed", visit, note=str(id))
    return note


def amend_note(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    replaces: UUID,
    free_text: str,
    words: Words,
    reason: str,
) -> NoteEntry:
    """Add a version with other words and a reason. The earlier version stays as it was signed."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := _repeated_note(visit, id, free_text, words, reason):
            return known
        refuse_unless(may_amend(signing_of(visit.pk)))
        last = NoteEntry.objects.filter(visit=visit).order_by("version").last()
        if last is None or last.pk != replaces:
            raise Conflict(_("There is a newer version of this note. Read it before you amend."))
        note = _signed(actor, visit, id, free_text, reason=reason, **_next(last, words))
        audit_visit(actor, "note.amended", visit, note=str(id), version=note.version)
    return note


def _signed(actor: Actor, visit: Visit, id: UUID, free_text: str, **fields: Any) -> NoteEntry:
    said = {"id": id, "visit": visit, "free_text": free_text} | fields
    return NoteEntry.objects.create(signed_by_id=actor.user_id, signed_at=timezone.now(), **said)


def _first(record: NoteRecord, zone: tzinfo, words: Words) -> dict[str, Any]:
    """The first version, with the words of each section and the knowledge it was written by."""
    atlas = Atlas.load()
    written = write_note(record, atlas, zone).with_own(words)
    return {
        "version": 1,
        "text": written.text,
        "document": written.to_json(),
        "record": record.to_json(),
        "knowledge_version": atlas.version,
        "body_version": Body.load().version,
    }


def _next(last: NoteEntry, words: Words) -> dict[str, Any]:
    """The version after `last`: the same record in the same prose, with other words."""
    written = last.written.with_own(words)
    return {
        "version": last.version + 1,
        "supersedes": last,
        "text": written.text or last.text,
        "document": written.to_json(),
        "record": last.record,
        "knowledge_version": last.knowledge_version,
        "body_version": last.body_version,
    }


def _draft(visit: Visit) -> NoteDraft:
    return NoteDraft.objects.filter(visit=visit).first() or NoteDraft(visit=visit)


def _check_revision(draft: NoteDraft, revision: int, zone: tzinfo) -> None:
    if draft.revision != revision:
        raise StaleWords(draft, zone)


def _same(draft: NoteDraft, free_text: str, words: Words) -> bool:
    return (draft.free_text, draft.words) == (free_text, {**words})


def _with_text(state: VisitState, said: Iterable[str]) -> VisitState:
    return replace(state, has_free_text=any(text.strip() for text in said))


def _repeated_note(
    visit: Visit, id: UUID, free_text: str, words: Words, reason: str
) -> NoteEntry | None:
    known = NoteEntry.objects.filter(pk=id).first()
    if known is None:
        return None
    stored = (known.visit_id, known.free_text, known.written.own, known.reason)
    own = {part: text.strip() for part, text in words.items()}
    if stored != (visit.pk, free_text, own, reason):
        raise Conflict(_("This id already stands for another note. Nothing was changed."))
    return known
