"""One visit of the demo from the walk-in to the signed note, as far as its stage says."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

from filiform_clinic.access.actor import Actor
from filiform_clinic.booking.actions import add_walk_in, make_link
from filiform_clinic.demo import queries
from filiform_clinic.demo.clock import clock, wait
from filiform_clinic.demo.health import answer_the_rest, clear
from filiform_clinic.demo.measured import examine, retest
from filiform_clinic.demo.phone import tell
from filiform_clinic.demo.plans import plan_care, write_letter
from filiform_clinic.demo.sheets import give_aftercare
from filiform_clinic.demo.times import BEFORE, answers_at
from filiform_clinic.demo.told import DemoPatient, Stage, Turn
from filiform_clinic.demo.treatment import agree, needle, refuse, take_out
from filiform_clinic.note.actions import amend_note, sign_note
from filiform_clinic.records.ids import new_id
from filiform_clinic.supervision.actions import begin, cosign


def go_through(patient: DemoPatient, now: datetime, rng: random.Random) -> UUID:
    """The visit of a patient on the day of `now`; returns its id."""
    actor = queries.actor_named(patient.with_)
    with clock(answers_at(patient, now, actor.zone)):
        visit = _walk_in(patient, actor)
        if patient.stage.has_reached(Stage.LINK):
            secret = make_link(actor=actor, visit_id=visit)
            if patient.stage.has_reached(Stage.DRAWN):
                tell(patient, secret, rng)
        wait(BEFORE)
        if patient.stage.has_reached(Stage.EXAMINED):
            _treat(patient, actor, visit)
    return visit


def amend_later(patient: DemoPatient, visit: UUID, moment: datetime) -> None:
    """The next day's second thought about a signed note."""
    if Turn.AMENDED in patient.turns:
        actor = queries.actor_named(patient.with_)
        with clock(moment + timedelta(hours=12)):
            amend_note(
                actor=actor,
                visit_id=visit,
                id=new_id(),
                replaces=queries.newest_note(actor, visit),
                free_text=f"{patient.note} Heat at home was advised as well.",
                words={},
                reason="The advice on heat was left out.",
            )


def _walk_in(patient: DemoPatient, actor: Actor) -> UUID:
    return add_walk_in(
        actor=actor,
        id=new_id(),
        given_name=patient.given,
        family_name=patient.family,
        birth_date=patient.born,
        practitioner=actor.user_id,
        starts_at=patient.at,
    ).pk


def _treat(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    if patient.stage.has_reached(Stage.NEEDLES_IN):
        answer_the_rest(actor, visit)
    if Turn.CLEARED in patient.turns:
        clear(actor, visit)
    if Turn.WATCHED in patient.turns:
        begin(actor=queries.actor_named("ruth"), visit_id=visit, id=new_id(), way="in_person")
    examine(patient, actor, visit)
    plan_care(patient, actor, visit, actor.today)
    if Turn.REFUSED in patient.turns:
        refuse(patient, actor, visit)
    if patient.needles_come and patient.stage.has_reached(Stage.NEEDLES_IN):
        _needle(patient, actor, visit)
    if patient.stage is Stage.SIGNED:
        _sign(patient, actor, visit)


def _needle(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    agree(patient, actor, visit)
    placed = needle(patient, actor, visit)
    if patient.stage.has_reached(Stage.COUNTED):
        take_out(patient, placed, actor, visit)
        retest(patient, actor, visit)
        wait(1)
        give_aftercare(actor, visit)


def _sign(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    wait(8)
    note = sign_note(
        actor=actor,
        visit_id=visit,
        id=new_id(),
        free_text=patient.note,
        revision=0,
        seen=queries.record_digest(actor, visit),
    )
    if Turn.WATCHED in patient.turns:
        wait(1)
        cosign(
            actor=queries.actor_named("ruth"), visit_id=visit, id=new_id(), note=note.pk, words=""
        )
    if Turn.LETTER in patient.turns:
        write_letter(actor, visit)
