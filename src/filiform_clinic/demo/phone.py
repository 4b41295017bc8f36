"""What the patients of the demo do on their phones before a visit."""

from __future__ import annotations

import random

from filiform.body import Body
from filiform.drawing import ListedArea
from filiform.drawing.documents import write_listed, write_stroke
from filiform.knowledge.screening import load_rules
from filiform.screening.interview import CHOICES, Box, Choice, PatientWords
from filiform_clinic.access.links import find_link
from filiform_clinic.access.patient import Link
from filiform_clinic.demo.brush import paint
from filiform_clinic.demo.told import DemoPatient, Stage
from filiform_clinic.drawing.actions import save_draft
from filiform_clinic.intake.actions import answer_today, save_answers, save_health, send
from filiform_clinic.intake.queries import MEDICINES, UNDERSTOOD, standing
from filiform_clinic.records.ids import new_id


def tell(patient: DemoPatient, secret: str, rng: random.Random) -> None:
    """The patient's part, from complaint to sent."""
    link, body = find_link(secret), Body.load()
    save_answers(link=link, answers=patient.answers)
    document: dict[str, object] = {
        "strokes": [write_stroke(stroke) for stroke in paint(patient.pains, body, rng)],
        "listed": [
            write_listed(ListedArea(pain.area, pain.side, pain.intensity, pain.quality))
            for pain in patient.listed
        ],
    }
    save_draft(link=link, document=document, revision=1)
    _tell_health(patient, link)
    send(link=link, entry=new_id(), version=standing(link).version)
    if patient.stage is Stage.EXAMINED:
        _tell_today(patient, link)


def _tell_health(patient: DemoPatient, link: Link) -> None:
    """The health pages one by one, then the free text, all of it right as it was understood."""
    revision = 0
    for page in PatientWords.load().pages:
        said = {q.rule: patient.health.said.get(q.rule, {"value": "no"}) for q in page.questions}
        revision = save_health(link=link, changes=said, base=revision, done=page.id).revision
    words = {str(box): patient.health.words.get(box, "") for box in Box}
    health = save_health(link=link, changes=words, base=revision, done=MEDICINES)
    right = {item.key: str(Choice.RIGHT) for item in health.understood.items}
    save_health(link=link, changes={CHOICES: right}, base=health.revision, done=UNDERSTOOD)


def _tell_today(patient: DemoPatient, link: Link) -> None:
    """The questions of the day, answered on the phone: a good day but for what is named."""
    said = {}
    for question in load_rules().day_questions:
        usual = "no" if question.raised_by == "yes" else "yes"
        raised = question.id in patient.health.today
        said[question.id] = {"value": question.raised_by if raised else usual}
    answer_today(link=link, entry=new_id(), answers=said, seen="")
