"""Answer, measure, clear and override: what turns a question into a verdict. Entries never change.

Every act has a client id (the same act sent again changes nothing) and names the state of the
health record that its page showed (`seen`): if something newer is on file the act is refused (409).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.journey import may_record
from filiform.knowledge.screening import load_rules
from filiform.screening import (
    NEVER_OVERRIDDEN,
    Answer,
    Clearance,
    DayAnswer,
    Evidence,
    Observation,
    Outcome,
    Place,
    Reply,
    basis_of,
)
from filiform.screening.matching.search import evidence_kind, label_of
from filiform.screening.words_read import WordsRead
from filiform.screening.written import (
    write_answer,
    write_day_answer,
    write_evidence,
    write_observation,
    write_places,
    write_words_read,
)
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import (
    AnswerEntry,
    ClearanceEntry,
    DayEntry,
    OverrideEntry,
    Visit,
)
from filiform_clinic.records.said import TAKES_BACK, said_by_staff
from filiform_clinic.records.screened import history_of, rules_of, settings_of, verdict_of
from filiform_clinic.records.visit_state import signing_of
from filiform_clinic.screening.queries import intended, record_seen
from filiform_clinic.ui.problems import Conflict, Refused
from filiform_clinic.ui.reasons import refuse_unless

# Not for the practitioner to override: the owner settles these under clinic rules and passports.
OWNER_ONLY = frozenset({"jurisdiction", "competence"})

STAFF = "staff"

Store = Callable[[Visit], models.Model | None]


def record_day_answers(
    *, actor: Actor, visit_id: UUID, id: UUID, answers: Iterable[DayAnswer], seen: str
) -> None:
    """Keep the questions of the treatment day, all of them, as asked by staff."""
    said = tuple(answers)
    missing = {q.id for q in load_rules().day_questions} - {one.question for one in said}
    if missing:
        raise InvalidInput("answers", "an answer to every question of today", got=min(missing))
    written = [write_day_answer(one) for one in said]

    def store(visit: Visit) -> models.Model | None:
        if _known(DayEntry, id, visit_id=visit.pk, answers=written):
            return None
        return DayEntry(id=id, visit=visit, answers=written, recorded_by_id=actor.user_id)

    _record(actor, visit_id, seen, store, "day.answered")


def record_answers(
    *, actor: Actor, visit_id: UUID, answers: Mapping[UUID, Answer], seen: str
) -> None:
    """Keep answers to rules' questions, each with its own id; they count as checked by staff."""
    if not answers:
        raise InvalidInput("answers", "at least one answer")
    said = {id: {"answer": write_answer(answer)} for id, answer in answers.items()}
    _record_said(actor, visit_id, seen, said, "health.answered")


def record_match(*, actor: Actor, visit_id: UUID, id: UUID, evidence: Evidence, seen: str) -> None:
    """Keep a match that was put right or added: a medicine, condition, allergy or device."""
    _record_said(
        actor, visit_id, seen, {id: {"evidence": write_evidence(evidence)}}, "health.match"
    )


def record_found(
    *, actor: Actor, visit_id: UUID, id: UUID, target: str, name: str, text: str = "", seen: str
) -> None:
    """Put a medicine or condition on file by hand; `text`: the unread words that named it."""
    if not label_of(target):
        raise InvalidInput("target", "a medicine class, condition group or rule", got=target)
    evidence = Evidence(evidence_kind(target), target, name, STAFF)
    said = {"evidence": write_evidence(evidence)}
    if text:
        said["read"] = write_words_read(WordsRead(text, found=name))
    _record_said(actor, visit_id, seen, {id: said}, "health.found")


def read_words(*, actor: Actor, visit_id: UUID, id: UUID, text: str, why: str, seen: str) -> None:
    """Keep that somebody has read words that no program understood, and why they do not matter."""
    said = {"read": write_words_read(WordsRead(text, why=why))}
    _record_said(actor, visit_id, seen, {id: said}, "health.words_read")


def take_back(*, actor: Actor, visit_id: UUID, id: UUID, entry: UUID, why: str, seen: str) -> None:
    """Let an answer, find, measurement or reading of staff count no more, with why."""
    said = {TAKES_BACK: {"entry": str(entry), "why": why}}

    def store(visit: Visit) -> models.Model | None:
        if _known(AnswerEntry, id, visit_id=visit.pk, said=said):
            return None
        if entry not in {one.id for one in said_by_staff(visit)}:
            raise Conflict(_("This entry is taken back already, or not on file."))
        return AnswerEntry(id=id, visit=visit, said=said, recorded_by_id=actor.user_id)

    _record(actor, visit_id, seen, store, "health.taken_back", taken_back=str(entry))


def record_measurement(
    *, actor: Actor, visit_id: UUID, id: UUID, observation: Observation, seen: str
) -> None:
    """Keep a measured value with its unit."""
    said = {id: {"observation": write_observation(observation)}}
    _record_said(actor, visit_id, seen, said, "health.measured")


def record_clearance(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    reason: str,
    given_by: str,
    given_on: date,
    valid_until: date,
    places: tuple[Place, ...],
    conditions: str,
    seen: str,
) -> None:
    """Keep a written medical answer to one reason, with what is known today as its basis."""
    _check_given_on(given_on, actor)
    Clearance(reason, given_by, given_on, valid_until, places, conditions)
    said = {
        "reason": reason,
        "given_by": given_by,
        "given_on": given_on,
        "valid_until": valid_until,
        "places": write_places(places),
        "conditions": conditions,
    }

    def store(visit: Visit) -> models.Model | None:
        patient = visit.episode.patient_id
        if _known(ClearanceEntry, id, patient_id=patient, **said):
            return None
        _check_reason(actor, visit, reason)
        basis = basis_of(
            history_of(visit, actor.today),
            on=actor.today,
            settings=settings_of(rules_of(visit.organisation)),
        )
        return ClearanceEntry(
            id=id,
            visit=visit,
            patient_id=patient,
            basis=sorted(basis),
            recorded_by_id=actor.user_id,
            **said,
        )

    _record(actor, visit_id, seen, store, "clearance.recorded", reason=reason)


def withdraw_clearance(
    *, actor: Actor, visit_id: UUID, id: UUID, clearance: UUID, seen: str
) -> None:
    """Take a clearance back; both entries stay readable."""

    def store(visit: Visit) -> models.Model | None:
        if _known(ClearanceEntry, id, withdraws_id=clearance):
            return None
        rows = ClearanceEntry.objects.filter(patient=visit.episode.patient_id, withdraws=None)
        row = rows.filter(pk=clearance, withdrawn_by=None).first()
        if row is None:
            raise Conflict(_("This clearance is withdrawn already, or not on file."))
        row.pk, row._state.adding, row.withdraws_id = id, True, clearance
        row.visit, row.recorded_by_id = visit, actor.user_id
        return row

    _record(actor, visit_id, seen, store, "clearance.withdrawn", clearance=str(clearance))


def record_override(
    *, actor: Actor, visit_id: UUID, id: UUID, reason: str, why: str, seen: str
) -> None:
    """Go on in spite of a reason, in this visit only, with why.

    Nothing overrides refused consent or open questions; the law of the place and a practitioner's
    own training are the owner's.
    """
    if reason in NEVER_OVERRIDDEN:
        raise Refused(_("Nothing overrides this: ask the patient, and answer what is open."))
    if reason in OWNER_ONLY:
        raise Refused(_("Only the clinic owner settles this, under clinic rules and passports."))

    def store(visit: Visit) -> models.Model | None:
        if _known(OverrideEntry, id, visit_id=visit.pk, reason=reason, why=why):
            return None
        _check_reason(actor, visit, reason)
        return OverrideEntry(
            id=id, visit=visit, reason=reason, why=why, recorded_by_id=actor.user_id
        )

    _record(actor, visit_id, seen, store, "override.recorded", reason=reason)


def withdraw_override(
    *, actor: Actor, visit_id: UUID, id: UUID, override: UUID, why: str, seen: str
) -> None:
    """Take an override back, with why."""

    def store(visit: Visit) -> models.Model | None:
        if _known(OverrideEntry, id, withdraws_id=override, why=why):
            return None
        rows = OverrideEntry.objects.filter(visit=visit, withdraws=None, withdrawn_by=None)
        row = rows.filter(pk=override).first()
        if row is None:
            raise Conflict(_("This override is taken back already, or not on file."))
        return OverrideEntry(
            id=id,
            visit=visit,
            reason=row.reason,
            why=why,
            withdraws=row,
            recorded_by_id=actor.user_id,
        )

    _record(actor, visit_id, seen, store, "override.withdrawn", override=str(override))


def _record_said(
    actor: Actor, visit_id: UUID, seen: str, said: Mapping[UUID, dict[str, Any]], verb: str
) -> None:
    def store(visit: Visit) -> models.Model | None:
        rows = [
            AnswerEntry(id=id, visit=visit, said=one, recorded_by_id=actor.user_id)
            for id, one in said.items()
            if not _known(AnswerEntry, id, visit_id=visit.pk, said=one)
        ]
        _check_still_unread(visit, rows)
        for row in rows[:-1]:
            row.save()
        return rows[-1] if rows else None

    _record(actor, visit_id, seen, store, verb, count=len(said))


def _record(
    actor: Actor, visit_id: UUID, seen: str, store: Store, verb: str, **details: Any
) -> None:
    """One act: check, store what is new, judge the whole record anew, audit.

    The verdict is made again before the act is committed, so that nothing is kept that screening
    cannot read (a date to come, a unit of another measurement).
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        known = record_seen(visit)
        row = store(visit)
        if row is None:
            return
        refuse_unless(may_record(signing_of(visit.pk)))
        if known != seen:
            raise Conflict(
                _("The health record has changed since the page showed it. You see the newest now.")
            )
        row.save()
        verdict_of(visit, actor.today)
        audit_visit(actor, verb, visit, entry=str(row.pk), **details)


def _known(table: type[models.Model], id: UUID, **said: Any) -> bool:
    """Whether the same act is on file already; another act under its id is refused."""
    row = table._default_manager.filter(pk=id).first()
    if row is None:
        return False
    if any(getattr(row, field) != value for field, value in said.items()):
        raise Conflict(_("This id already stands for another act. Nothing was changed."))
    return True


def _check_still_unread(visit: Visit, rows: Iterable[AnswerEntry]) -> None:
    """Only words that the patient sent and nobody has read yet are read."""
    texts = {row.said["read"]["text"] for row in rows if "read" in row.said}
    if texts - {*history_of(visit).unread}:
        raise Conflict(_("These words are read already, or the patient has sent others since."))


def _check_given_on(given_on: date, actor: Actor) -> None:
    if given_on > actor.today:
        raise InvalidInput("given_on", f"no date after {actor.today}", got=str(given_on))


def _check_reason(actor: Actor, visit: Visit, reason: str) -> None:
    """Only what holds something back today can be cleared or overridden."""
    verdict = verdict_of(visit, actor.today, intended(visit))
    held = {one.id for one in verdict.reasons if one.outcome > Outcome.CAUTION}
    if reason not in held:
        raise InvalidInput("reason", "a reason that holds something back today", got=reason)


def answer_from(
    rule: str,
    value: Reply,
    *,
    on: date,
    places: tuple[Place, ...] = (),
    trimester: int | None = None,
    since: date | None = None,
) -> Answer:
    """An answer that staff gave or checked."""
    known = load_rules().rules
    if rule not in known:
        raise InvalidInput("rule", "the id of a rule", got=rule)
    return Answer(rule, value, places, trimester, since, on=on, confirmed=True, ref=STAFF)
