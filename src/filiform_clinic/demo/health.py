"""What the practitioners of the demo ask their patients before the first needle."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from filiform.knowledge.screening import load_rules
from filiform.screening import DayAnswer, Reply
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.scope import visit_of
from filiform_clinic.demo.queries import reasons_held
from filiform_clinic.records.ids import new_id
from filiform_clinic.screening.actions import (
    answer_from,
    record_answers,
    record_clearance,
    record_day_answers,
)
from filiform_clinic.screening.queries import record_seen, review


def answer_the_rest(actor: Actor, visit_id: UUID) -> None:
    """What the patient left open, answered no with the practitioner; and a good day."""
    known = load_rules()
    found = review(actor, visit_id)
    if found.asks:
        answers = {new_id(): answer_from(a.rule, Reply.NO, on=actor.today) for a in found.asks}
        record_answers(actor=actor, visit_id=visit_id, answers=answers, seen=found.seen)
    usual = [
        DayAnswer(q.id, Reply.NO if q.raised_by == "yes" else Reply.YES)
        for q in known.day_questions
    ]
    seen = record_seen(visit_of(actor, visit_id))
    record_day_answers(actor=actor, visit_id=visit_id, id=new_id(), answers=usual, seen=seen)


def clear(actor: Actor, visit_id: UUID) -> None:
    """The written answer of the patient's doctor to what needs one, limited in time."""
    for reason in reasons_held(actor, visit_id):
        record_clearance(
            actor=actor,
            visit_id=visit_id,
            id=new_id(),
            reason=reason,
            given_by="Dr. A. Sample (invented)",
            given_on=actor.today - timedelta(days=2),
            valid_until=actor.today + timedelta(days=60),
            places=(),
            conditions="Short sessions, lying on the side.",
            seen=record_seen(visit_of(actor, visit_id)),
        )
