"""The patient's writes: save an answer, send all of them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.intake import Intake, check_complaint, check_group, check_pain, check_story
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.intake.queries import Standing, standing
from filiform_clinic.records.models import (
    DrawingEntry,
    IntakeDraft,
    IntakeEntry,
    PatientLink,
    Visit,
)
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.problems import Conflict, Gone

_CHECKS: dict[str, Callable[[object], None]] = {
    "complaint": check_complaint,
    "group": check_group,
    "strongest_pain": check_pain,
    "story": check_story,
}


class AnswersChanged(Conflict):
    """The answers are not those the patient was shown: another window has changed them."""


@transaction.atomic
def save_answer(*, link: PatientLink, field: str, value: str | int) -> int:
    """Keep one answer in the draft; returns the draft's revision.

    The last answer counts, so that going back and choosing again always works. Errors:
    `InvalidInput` naming the field.
    """
    if field not in _CHECKS:
        raise InvalidInput("field", f"one of {', '.join(_CHECKS)}", got=field)
    _CHECKS[field](value)
    visit = _locked(link)
    draft, begun = IntakeDraft.objects.get_or_create(visit=visit)
    if field not in draft.answers or draft.answers[field] != value:
        draft.answers = draft.answers | {field: value}
        draft.revision += 1
        draft.save()
    if begun:
        audit_visit(None, "intake.begun", link.visit)
    return draft.revision


@transaction.atomic
def send(*, link: PatientLink, entry: UUID, version: str) -> bool:
    """Turn the drafts into entries of the record; a repeated send of `entry` changes nothing.

    `version` is that of the answers the patient was shown. Sending again makes new entries, which
    supersede the earlier ones; both stay readable. Returns whether something was sent. Errors:
    `AnswersChanged` when another window has changed them since, `Gone` after the visit was signed,
    `InvalidInput` naming the field when an answer is missing.
    """
    visit = _locked(link)
    if _sent_already(entry, visit):
        return False
    if state_of(visit.pk).signed:
        raise Gone(
            _("Your visit has taken place, so this can no longer be sent. Please tell the clinic.")
        )
    said = standing(link)
    if said.version != version:
        raise AnswersChanged(_("Your answers were changed in another window. Please check them."))
    intake = _complete(said)
    drawing = said.read_drawing()
    if drawing.empty:
        raise InvalidInput("drawing", "at least one painted or listed place")
    IntakeEntry.objects.create(
        id=entry,
        visit=visit,
        complaint=intake.complaint,
        group=intake.group,
        story=intake.story,
        strongest_pain=intake.strongest_pain,
        sent_by="patient",
    )
    DrawingEntry.objects.create(
        visit=visit,
        drawing=drawing.to_json(),
        body_version=drawing.body.version,
        sent_by="patient",
    )
    audit_visit(None, "intake.sent", link.visit, again=said.sent_at is not None)
    return True


def _locked(link: PatientLink) -> Visit:
    """The visit, locked so that two windows or taps come one after the other."""
    return Visit.objects.select_for_update().get(pk=link.visit_id)


def _sent_already(entry: UUID, visit: Visit) -> bool:
    earlier = IntakeEntry.objects.filter(pk=entry).first()
    if earlier is not None and earlier.visit_id != visit.pk:
        raise InvalidInput("entry", "a fresh id")
    return earlier is not None


def _complete(said: Standing) -> Intake:
    if said.strongest_pain is None:
        raise InvalidInput("strongest_pain", "an answer from 0 to 10")
    return Intake(said.complaint, said.group, said.strongest_pain, said.story)
