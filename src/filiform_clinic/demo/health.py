"""What the demo's patients answer to the health questions: asked and kept by their practitioner."""

from __future__ import annotations

from uuid import UUID

from filiform.knowledge.screening import Asked, load_rules
from filiform.screening import DayAnswer, Reply
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.screening.actions import answer_from, record_answers, record_day_answers
from filiform_clinic.screening.queries import record_seen


def tell_health(actor: Actor, visit_id: UUID) -> None:
    """A patient of good health: no to every question, and a good day."""
    known = load_rules()
    always = [rule.id for rule in known.rules.values() if rule.asked is Asked.ALWAYS]
    answers = {new_id(): answer_from(rule, Reply.NO, on=actor.today) for rule in always}
    seen = record_seen(visit_of(actor, visit_id))
    record_answers(actor=actor, visit_id=visit_id, answers=answers, seen=seen)
    usual = [
        DayAnswer(q.id, Reply.NO if q.raised_by == "yes" else Reply.YES)
        for q in known.day_questions
    ]
    seen = record_seen(visit_of(actor, visit_id))
    record_day_answers(actor=actor, visit_id=visit_id, id=new_id(), answers=usual, seen=seen)
