"""Keep a plan, copy it, record care, make the patient's link, sign a letter."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.journey import may_record
from filiform.plan import Audience, Plan, PlanKnowledge, to_json
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.links import replace_link
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.plan.queries import outcomes_of, verdict_on
from filiform_clinic.records.models import CareEntry, LetterEntry, PatientLink, PlanEntry, Visit
from filiform_clinic.records.plans import newest_number, plans_up_to
from filiform_clinic.records.progress import letter_record
from filiform_clinic.records.verdicts import planned
from filiform_clinic.records.visit_state import signing_of
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.reasons import refuse_unless


def keep_plan(*, actor: Actor, visit_id: UUID, id: UUID, seen: int, plan: Plan) -> PlanEntry:
    """A new version of the episode's plan; `seen` is the number of the one that was changed.

    Refused (409) when somebody kept another one meanwhile; the same page sent again is one act. An
    empty plan is bad input. A plan may change after signing: it is no part of the note.
    """
    check_can_treat(actor)
    if plan.empty:
        raise InvalidInput("plan", _("at least one muscle, session, goal or kind of care"))
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        document = to_json(plan)
        if known := PlanEntry.objects.filter(pk=id).first():
            return _same(known, visit, document)
        if newest_number(visit) != seen:
            raise Conflict(_("The plan was changed meanwhile. Nothing is lost: look at it first."))
        entry = _store(actor, visit, id, plan, None)
        audit_visit(actor, "plan.kept", visit, entry=str(id), number=entry.number)
    return entry


def copy_plan(*, actor: Actor, visit_id: UUID, id: UUID) -> PlanEntry:
    """The plan of the last visit, kept for this one as it was."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := PlanEntry.objects.filter(pk=id).first():
            return _same(known, visit, known.plan)
        last = next(iter(plans_up_to(visit)), None)
        if last is None:
            raise Conflict(_("There is no earlier plan to copy."))
        if last.visit_id == visit.pk:
            raise Conflict(_("This visit has a plan already."))
        entry = _store(actor, visit, id, last.to_value(), last)
        audit_visit(actor, "plan.copied", visit, entry=str(id), number=entry.number)
    return entry


def _same(known: PlanEntry, visit: Visit, document: object) -> PlanEntry:
    if (known.visit_id, known.plan) != (visit.pk, document):
        raise Conflict(_("This id already stands for another plan. Nothing was changed."))
    return known


def _store(actor: Actor, visit: Visit, id: UUID, plan: Plan, copied: PlanEntry | None) -> PlanEntry:
    targets = [planned(one.muscle, one.side) for one in plan.targets]
    found = outcomes_of(verdict_on(visit, actor.today, targets)) if targets else {}
    return PlanEntry.objects.create(
        id=id,
        episode_id=visit.episode_id,
        visit=visit,
        number=newest_number(visit) + 1,
        plan=to_json(plan),
        outcomes={f"{one.muscle}:{one.side or 'midline'}": word for one, word in found.items()},
        knowledge_version=PlanKnowledge.load().version,
        copied_from=copied,
        kept_by_id=actor.user_id,
    )


def give_care(*, actor: Actor, visit_id: UUID, id: UUID, care: str, words: str) -> CareEntry:
    """Record care that was given today; until the note is signed."""
    check_can_treat(actor)
    if care not in PlanKnowledge.load().care:
        raise InvalidInput("care", "the id of a kind of care", got=care)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := CareEntry.objects.filter(pk=id).first():
            return _same_care(known, visit, care)
        refuse_unless(may_record(signing_of(visit.pk)))
        entry = CareEntry.objects.create(
            id=id, visit=visit, care=care, words=words, recorded_by_id=actor.user_id
        )
        audit_visit(actor, "care.given", visit, entry=str(id))
    return entry


def take_back(*, actor: Actor, visit_id: UUID, id: UUID, entry: UUID) -> CareEntry:
    """Care that was recorded by mistake: both rows stay, neither counts."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        wrong = CareEntry.objects.filter(pk=entry, visit=visit, withdraws=None).first()
        if wrong is None:
            raise Http404("no such care at this visit")
        if known := CareEntry.objects.filter(withdraws=wrong).first():
            return known
        refuse_unless(may_record(signing_of(visit.pk)))
        made = CareEntry.objects.create(
            id=id, visit=visit, care=wrong.care, withdraws=wrong, recorded_by_id=actor.user_id
        )
        audit_visit(actor, "care.taken_back", visit, entry=str(entry))
    return made


def _same_care(known: CareEntry, visit: Visit, care: str) -> CareEntry:
    if (known.visit_id, known.care) != (visit.pk, care):
        raise Conflict(_("This id already stands for other care. Nothing was changed."))
    return known


def make_link(*, actor: Actor, visit_id: UUID) -> str:
    """A fresh secret for the patient's plan; earlier links to it end."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if not plans_up_to(visit):
            raise Conflict(_("Keep a plan first, then make its link."))
        secret = replace_link(visit, PatientLink.Purpose.PLAN)
        audit_visit(actor, "plan.link_created", visit)
    return secret


def sign_letter(
    *, actor: Actor, visit_id: UUID, id: UUID, audience: Audience, recipient: str, text: str
) -> LetterEntry:
    """Sign a letter as edited; a later one is a new version, both stay."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := LetterEntry.objects.filter(pk=id).first():
            if (known.visit_id, known.text, known.recipient) != (visit.pk, text, recipient):
                raise Conflict(_("This id already stands for another letter. Nothing was changed."))
            return known
        entry = LetterEntry.objects.create(
            id=id,
            visit=visit,
            version=LetterEntry.objects.filter(visit=visit).count() + 1,
            audience=audience.value,
            recipient=recipient,
            text=text,
            record=letter_record(visit, audience, actor.today, actor.zone).to_json(),
            signed_by_id=actor.user_id,
        )
        audit_visit(actor, "letter.signed", visit, entry=str(id), version=entry.version)
    return entry
