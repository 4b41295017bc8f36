"""Fill an empty clinic with invented people, through the same actions that real ones use."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from filiform.body import Body
from filiform.consent import Decision, Signature
from filiform.drawing import ListedArea
from filiform.drawing.documents import write_listed, write_stroke
from filiform.knowledge import Atlas
from filiform.knowledge.parts import Parts
from filiform.knowledge.screening import load_rules
from filiform.needling import Marker, Mode, NeedleSettings, Target
from filiform.screening.interview import CHOICES, Box, Choice, PatientWords
from filiform_clinic.access.accounts import add_staff, open_clinic
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.links import find_link
from filiform_clinic.access.patient import Link
from filiform_clinic.booking.actions import add_walk_in, make_link
from filiform_clinic.consent.actions import decide
from filiform_clinic.consent.queries import page_for
from filiform_clinic.demo import queries
from filiform_clinic.demo.brush import hand, paint, point_of
from filiform_clinic.demo.clock import clock, wait
from filiform_clinic.demo.health import answer_the_rest
from filiform_clinic.demo.licences import permit
from filiform_clinic.demo.patients import EARLIER, ELSEWHERE, PATIENTS, open_patient
from filiform_clinic.demo.people import CLINICS, STAFF, DemoPerson
from filiform_clinic.demo.plans import plan_care
from filiform_clinic.demo.sheets import give_aftercare
from filiform_clinic.demo.times import BEFORE, answers_at
from filiform_clinic.demo.told import DemoPatient, Needled, Stage
from filiform_clinic.drawing.actions import save_draft
from filiform_clinic.exam.actions import record_palpation
from filiform_clinic.intake.actions import answer_today, save_answers, save_health, send
from filiform_clinic.intake.queries import MEDICINES, UNDERSTOOD, standing
from filiform_clinic.needling.actions import record_needles
from filiform_clinic.note.actions import sign_note
from filiform_clinic.records.ids import new_id
from filiform_clinic.sharps.actions import record_count

_ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class DemoAccess:
    """How to look around: who can sign in with one click, and the open link of one patient."""

    logins: tuple[DemoPerson, ...]
    patient_link_path: str
    patient_name: str
    patient_birth_date: date


@transaction.atomic
def seed(now: datetime, rng_seed: int = 7) -> DemoAccess:
    """Make the demo's clinics on the first call, and the visits of the day once a day.

    The same seed paints the same drawings. Every call gives a fresh link for the patient whose
    answers are still open; earlier ones end. `now` says which day it is.
    """
    rng = hand(rng_seed)
    if not queries.is_seeded():
        _open_clinics()
        _earlier_visits(now, rng)
    if not queries.has_visits(queries.actor_named("june"), now):
        for patient in (*PATIENTS, ELSEWHERE):
            _visit(patient, now, rng)
    return _access(now)


def _earlier_visits(now: datetime, rng: random.Random) -> None:
    """Visits of past weeks, the oldest first, so that there is something to compare with."""
    known = [(one, earlier) for one in PATIENTS for earlier in EARLIER.get(one.family, ())]
    for patient, earlier in sorted(known, key=lambda pair: -pair[1].weeks_ago):
        _visit(earlier.of(patient), now - timedelta(weeks=earlier.weeks_ago), rng)


def _open_clinics() -> None:
    for clinic in CLINICS:
        made = open_clinic(name=clinic.name, time_zone=_ZONE, phone=clinic.phone, is_demo=True)
        for one in STAFF:
            if one.clinic == clinic.key:
                add_staff(
                    organisation=made, name=one.name, email=one.email, role=one.role, password=None
                )
    permit()


def _visit(patient: DemoPatient, now: datetime, rng: random.Random) -> None:
    """The visit of a patient on the day of `now`, as far as its stage says."""
    actor = queries.actor_named(patient.with_)
    with clock(answers_at(patient, now, actor.zone)):
        _go_through(patient, actor, rng)


def _go_through(patient: DemoPatient, actor: Actor, rng: random.Random) -> None:
    visit = add_walk_in(
        actor=actor,
        id=new_id(),
        given_name=patient.given,
        family_name=patient.family,
        birth_date=patient.born,
        practitioner=actor.user_id,
        starts_at=patient.at,
    ).pk
    if patient.stage.has_reached(Stage.LINK):
        secret = make_link(actor=actor, visit_id=visit)
        if patient.stage.has_reached(Stage.DRAWN):
            _tell(patient, secret, rng)
    wait(BEFORE)
    if patient.stage.has_reached(Stage.NEEDLES_IN):
        answer_the_rest(actor, visit)
    if patient.stage.has_reached(Stage.EXAMINED):
        _examine(patient, actor, visit)
        plan_care(patient, actor, visit, actor.today)
    if patient.stage.has_reached(Stage.NEEDLES_IN):
        _needle(patient, actor, visit)
    if patient.stage is Stage.SIGNED:
        give_aftercare(actor, visit)
        _sign(patient, actor, visit)


def _tell(patient: DemoPatient, secret: str, rng: random.Random) -> None:
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


def _examine(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    for felt in patient.felt:
        wait(1.5)
        record_palpation(
            actor=actor,
            visit_id=visit,
            id=new_id(),
            target=Target(felt.muscle, felt.side),
            results=felt.results,
        )


def _needle(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    """The patient agrees, needles go in; when the visit is signed they have all come out."""
    _agree(patient, actor, visit)
    placed = [_put_in(needled, actor, visit) for needled in patient.needled]
    if patient.stage is Stage.SIGNED:
        wait(9)
        for act, marker, needles in placed:
            _take_out(act, marker, needles, actor, visit)
        needles = sum(needled.needles for needled in patient.needled)
        if needles:
            record_count(
                actor=actor,
                visit_id=visit,
                id=new_id(),
                opened=needles,
                in_sharps=needles,
                looked=True,
            )


def _put_in(needled: Needled, actor: Actor, visit: UUID) -> tuple[UUID, UUID, int]:
    """One marker; returns the act, the marker and how many needles are in."""
    wait(1)
    placed, marker = new_id(), new_id()
    record_needles(
        actor=actor,
        visit_id=visit,
        id=placed,
        marker=marker,
        act="placed",
        details=_marker(needled).to_json(),
    )
    if needled.mode == Mode.PISTONED:
        _take_out(placed, marker, needled.needles, actor, visit)
        return placed, marker, 0
    return placed, marker, needled.needles


def _take_out(act: UUID, marker: UUID, needles: int, actor: Actor, visit: UUID) -> None:
    if needles:
        wait(0.5)
        record_needles(
            actor=actor,
            visit_id=visit,
            id=new_id(),
            marker=marker,
            act="removed",
            details={"needles": needles},
            after=act,
        )


def _agree(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    """Read, answered rightly and signed by typing the name."""
    muscles, parts = Atlas.load().muscles, Parts.load()
    chosen = list(dict.fromkeys(parts.of(muscles[one.muscle]).id for one in patient.needled))
    text = page_for(actor, visit, chosen).text
    decide(
        actor=actor,
        visit_id=visit,
        id=new_id(),
        decision=Decision.AGREED,
        parts=chosen,
        seen=text.digest,
        answers={question.id: question.right for question in text.questions},
        signature=Signature(f"{patient.given} {patient.family}"),
        people=dict.fromkeys(("representative", "relation", "interpreter", "chaperone"), ""),
    )


def _marker(needled: Needled) -> Marker:
    settings = NeedleSettings(
        needled.needles, needled.gauge_mm, needled.length_mm, Mode(needled.mode)
    )
    position = point_of(needled.muscle, needled.side, Body.load())
    return Marker(Target(needled.muscle, needled.side), settings, position)


def _sign(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    wait(8)
    sign_note(
        actor=actor,
        visit_id=visit,
        id=new_id(),
        free_text=patient.note,
        revision=0,
        seen=queries.record_digest(actor, visit),
    )


def _access(now: datetime) -> DemoAccess:
    patient = open_patient()
    # Not the front desk: the demo's patient may have sent answers already.
    actor = queries.actor_named(patient.with_)
    secret = make_link(actor=actor, visit_id=queries.visit_today(actor, patient, now))
    return DemoAccess(
        STAFF,
        reverse("intake:start", args=[secret]),
        f"{patient.given} {patient.family}",
        patient.born,
    )
