"""Health histories for web tests: what a patient and the staff have answered."""

from __future__ import annotations

from typing import Any

from filiform.knowledge.screening import load_rules
from filiform.screening import Answer, DayAnswer, Reply
from filiform.screening.written import write_answer, write_day_answer
from filiform_clinic.records.models import AnswerEntry, DayEntry, HistoryEntry, Visit


def send(visit: Visit, **yes_to: Reply) -> HistoryEntry:
    """A history with a no to everything that is always asked, but for what is named."""
    rules = load_rules().rules
    answers = [Answer(rule, yes_to.get(rule, Reply.NO)) for rule in rules]
    return HistoryEntry.objects.create(
        visit=visit,
        history={"answers": [write_answer(answer) for answer in answers]},
        rules_version=load_rules().version,
        sent_by="patient",
    )


def answer_today(visit: Visit, **raised: Reply) -> None:
    """The questions of the day as on a good day, but for what is named."""
    usual = {
        q.id: Reply.NO if q.raised_by == "yes" else Reply.YES for q in load_rules().day_questions
    }
    said = [write_day_answer(DayAnswer(q, value)) for q, value in (usual | raised).items()]
    DayEntry.objects.create(visit=visit, answers=said)


def said(visit: Visit, **one: Any) -> None:
    """What the visit's practitioner answered, matched or measured."""
    AnswerEntry.objects.create(visit=visit, said=one, recorded_by=visit.practitioner)


def healthy(visit: Visit) -> None:
    """Nothing speaks against needling today: a full history, and the answers of the day."""
    send(visit)
    answer_today(visit)
