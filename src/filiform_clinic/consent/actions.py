"""Store what a patient decides: a yes, a no, or taking a yes back. Nothing overrides a no."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filiform.consent import Asked, ConsentText, Decision, Signature
from filiform.errors import InvalidInput
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.links import replace_link
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.consent.queries import basis_of, is_minor, latest_of, text_for, today_of
from filiform_clinic.records.models import ConsentEntry, Patient, PatientLink, Visit
from filiform_clinic.ui.problems import Conflict


class AnswersWrong(Conflict):
    """Questions that were not answered rightly: the page says those things again."""

    def __init__(self, questions: tuple[Asked, ...]) -> None:
        self.questions = questions
        super().__init__(_("Some answers do not fit what the page says. Please look again."))


def decide(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    decision: Decision,
    parts: list[str],
    seen: str,
    answers: dict[str, str],
    signature: Signature | None,
    people: dict[str, str],
) -> ConsentEntry:
    """Store a yes or no to the text that the page showed (`seen` is its digest).

    A yes needs right answers, a signature, and for a minor somebody who decides with them; a no
    needs nothing. The same decision sent again is the same. Errors: `AnswersWrong`, `Conflict`
    when the text is another by now, `InvalidInput` naming the field.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := _repeated(visit, id, decision):
            return known
        text = text_for(visit, parts)
        if text.digest != seen:
            raise Conflict(_("The text has changed since this page was shown. Read it again."))
        if decision is Decision.AGREED:
            _check_yes(visit, text, answers, signature, people)
        return _store(
            actor,
            visit,
            id,
            decision,
            parts=[*text.parts],
            text=text.to_json(),
            text_version=text.version,
            digest=text.digest,
            law=text.law,
            answers=answers if decision is Decision.AGREED else {},
            signature=signature.to_json() if signature else {},
            **people,
        )


def withdraw(*, actor: Actor, visit_id: UUID, id: UUID, words: str) -> ConsentEntry:
    """Take a yes back, at any moment, also after signing and with needles in."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := _repeated(visit, id, Decision.WITHDRAWN):
            return known
        before = latest_of(visit)
        if before is None or before.decision is not Decision.AGREED:
            raise Conflict(_("There is no consent that could be withdrawn."))
        parts = sorted(before.parts)
        return _store(actor, visit, id, Decision.WITHDRAWN, parts=parts, words=words)


def make_link(*, actor: Actor, visit_id: UUID) -> str:
    """A fresh secret for the patient's copy; earlier links to it end."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if latest_of(visit) is None:
            raise Conflict(_("Nothing was decided yet, so there is no copy."))
        secret = replace_link(visit, PatientLink.Purpose.CONSENT)
        audit_visit(actor, "consent.link_created", visit)
    return secret


def _check_yes(
    visit: Visit,
    text: ConsentText,
    answers: dict[str, str],
    signature: Signature | None,
    people: dict[str, str],
) -> None:
    if wrong := text.wrong(answers):
        raise AnswersWrong(wrong)
    if signature is None:
        raise InvalidInput("name", "the name of the person who signs")
    if is_minor(visit) and not people["representative"]:
        raise InvalidInput("representative", "the person who decides with a patient under age")
    if people["representative"] and not people["relation"]:
        raise InvalidInput("relation", "who this person is to the patient")


def _store(actor: Actor, visit: Visit, id: UUID, decision: Decision, **said: Any) -> ConsentEntry:
    """The next decision of the patient; one at a time, whichever visit it comes from."""
    patient = Patient.objects.select_for_update().get(pk=visit.episode.patient_id)
    jurisdiction, health = basis_of(visit)
    last = ConsentEntry.objects.filter(patient=patient).order_by("number").last()
    entry = ConsentEntry.objects.create(
        id=id,
        patient=patient,
        visit=visit,
        number=last.number + 1 if last else 1,
        decision=decision.value,
        decided_on=today_of(visit),
        jurisdiction=jurisdiction,
        health=health,
        recorded_by_id=actor.user_id,
        **said,
    )
    audit_visit(actor, f"consent.{decision}", visit, entry=str(id), number=entry.number)
    return entry


def _repeated(visit: Visit, id: UUID, decision: Decision) -> ConsentEntry | None:
    known = ConsentEntry.objects.filter(pk=id).first()
    if known and (known.visit_id, known.decision) != (visit.pk, decision.value):
        raise Conflict(_("This id already stands for another decision. Nothing was changed."))
    return known
