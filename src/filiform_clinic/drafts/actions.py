"""Keep what was typed, throw it away, and note that it was sent."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from filiform_clinic.access.audit import audit_visit
from filiform_clinic.drafts.kinds import StaffForm
from filiform_clinic.drafts.queries import Place
from filiform_clinic.records.models import TypedDraft, Visit
from filiform_clinic.records.visit_state import signing_of
from filiform_clinic.ui.problems import Conflict, Locked

Fields = list[list[str]]


@transaction.atomic
def keep(*, place: Place, token: str, base: int, fields: Fields) -> int:
    """Keep the fields of a page; returns the new revision.

    `base` is the revision the page knows: another window's words are never overwritten (409).
    Refused (423) when the form has ended with the visit's signature. What comes late from a page
    that was sent (`token`) is not kept again (409).
    """
    row = _locked(place)
    if token == row.sent:
        raise Conflict(_("This page was sent already. Open it again to write more."))
    if isinstance(place.form, StaffForm) and place.form.ends_with_signing:
        _check_open(place.visit)
    if row.fields == fields:
        return row.revision
    if row.fields is not None and row.revision != base:
        raise Conflict(_("This form is being filled in in another window too."))
    if row.fields is None:
        audit_visit(place.actor, "draft.begun", place.visit, form=place.form.value)
    return _store(row, fields, token)


@transaction.atomic
def discard(*, place: Place, base: int) -> int:
    """Throw the words away, if they are those the page knows (409)."""
    row = _locked(place)
    if row.fields is None:
        return row.revision
    if row.revision != base:
        raise Conflict(_("This form is being filled in in another window too."))
    audit_visit(place.actor, "draft.discarded", place.visit, form=place.form.value)
    return _store(row, None, row.token)


@transaction.atomic
def note_sent(*, place: Place, token: str) -> None:
    """The page was sent and taken: its words are in the record, or in the patient's answers.

    Words of another window that was not sent stay.
    """
    row = _locked(place)
    row.sent = token
    _store(row, None if row.token in ("", token) else row.fields, row.token)


def _locked(place: Place) -> TypedDraft:
    """The row, new or known; windows come one after the other."""
    Visit.objects.select_for_update().get(pk=place.visit.pk)
    return TypedDraft.objects.filter(**place.key).first() or TypedDraft(**place.key)


def _store(row: TypedDraft, fields: Fields | None, token: str) -> int:
    row.fields, row.token = fields, token
    row.revision += 1
    row.save()
    return row.revision


def _check_open(visit: Visit) -> None:
    if signing_of(visit.pk).signed:
        raise Locked(_("This visit is signed by now. Add your words as an amendment."))
