"""The note of a visit: as it would be written now, and as it was signed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.journey import may_amend, may_sign
from filiform.knowledge.atlas import Atlas
from filiform.note import CodeSuggestion, Document, Soap, digest, suggest, write_note
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import CosignEntry, NoteDraft, NoteEntry, Visit
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.records.supervised import Watch, watches_of
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.reasons import why_not


@dataclass(frozen=True, slots=True)
class Version:
    """One signed version; `at` in the clinic's zone.

    `supervised`: who watched the visit, and when they signed this version too; it is not part of
    what was signed, because it comes after.
    """

    entry: NoteEntry
    at: datetime.datetime
    supervised: tuple[str, ...] = ()

    @property
    def document(self) -> Document:
        return self.entry.written

    @property
    def plain(self) -> str:
        """All of it as plain text, for another record system."""
        own = _("In the practitioner's words") + ":\n" + self.entry.free_text
        because = _("Reason for the amendment") + ": " + self.entry.reason
        signed = _("Signed by %(name)s, %(time)s. Version %(version)d.") % {
            "name": self.entry.signed_by.name,
            "time": date_format(self.at, "j F Y, H:i"),
            "version": self.entry.version,
        }
        said = (
            self.entry.text,
            own if self.entry.free_text else "",
            because if self.entry.reason else "",
            "\n".join((signed, *self.supervised)),
        )
        return "\n\n".join(filter(None, said))


@dataclass(frozen=True, slots=True)
class NoteStep:
    """The note as it would be written now, the practitioner's words, and every signed version.

    `document` holds the words of each section, `free_text` those beside the whole note.

    `seen` is the digest to sign with; the reasons say why signing or amending is not possible.
    """

    visit: Visit
    document: Document
    codes: CodeSuggestion | None
    seen: str
    free_text: str
    revision: int
    saved_at: datetime.datetime | None
    why_not_sign: list[str]
    why_not_amend: list[str]
    versions: tuple[Version, ...]
    fresh_id: UUID

    @property
    def signed(self) -> bool:
        return bool(self.versions)

    @property
    def newest(self) -> NoteEntry | None:
        return self.versions[0].entry if self.versions else None


def note_step(actor: Actor, visit_id: UUID) -> NoteStep:
    """The note of a visit, newest version first."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state, record = state_of(visit.pk), note_record_of(visit)
    draft = NoteDraft.objects.filter(visit=visit).first()
    versions = NoteEntry.objects.filter(visit=visit).select_related(
        "signed_by", "cosigned__signed_by"
    )
    watched = watches_of(visit)
    reason = why_not_treat(actor)
    return NoteStep(
        visit=visit,
        document=write_note(record, Atlas.load(), actor.zone).with_own(_words(draft)),
        codes=suggest(state.needling),
        seen=digest(record),
        free_text=draft.free_text if draft else "",
        revision=draft.revision if draft else 0,
        saved_at=draft.updated_at if draft else None,
        why_not_sign=[*filter(None, [reason]), *why_not(may_sign(state))],
        why_not_amend=[*filter(None, [reason]), *why_not(may_amend(state))],
        versions=tuple(_version(row, actor, watched) for row in versions.order_by("-version")),
        fresh_id=new_id(),
    )


def _words(draft: NoteDraft | None) -> dict[Soap, str]:
    return {Soap(part): text for part, text in draft.words.items()} if draft else {}


def _version(row: NoteEntry, actor: Actor, watched: tuple[Watch, ...]) -> Version:
    supervised = (*map(_watched, watched), *_cosigned(row, actor)) if watched else ()
    return Version(row, row.signed_at.astimezone(actor.zone), supervised)


def _watched(one: Watch) -> str:
    said = {"name": one.name, "way": one.way, "since": date_format(one.since, "j F Y, H:i")}
    if one.until is None:
        return _("Supervised by %(name)s, %(way)s, since %(since)s.") % said
    until = {"until": date_format(one.until, "H:i")}
    return _("Supervised by %(name)s, %(way)s, %(since)s to %(until)s.") % (said | until)


def _cosigned(row: NoteEntry, actor: Actor) -> tuple[str, ...]:
    """The second signature under a version, with what the supervisor wrote."""
    cosigned: CosignEntry | None = getattr(row, "cosigned", None)
    if cosigned is None:
        return (_("The supervisor has not signed this version yet."),)
    at = date_format(cosigned.created_at.astimezone(actor.zone), "j F Y, H:i")
    said = {"name": cosigned.signed_by.name, "time": at}
    signed = _("Signed as supervisor by %(name)s, %(time)s.") % said
    return (signed, cosigned.words) if cosigned.words else (signed,)


def read_note(actor: Actor, visit_id: UUID) -> NoteStep:
    """The note as a page of its own: a read of the record, so it leaves an audit row."""
    step = note_step(actor, visit_id)
    audit_visit(actor, "note.read", step.visit)
    return step
