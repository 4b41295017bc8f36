"""The invented plans of the demo: what practitioner and patient have agreed on, by group."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from filiform.plan import (
    Audience,
    Dose,
    Event,
    Goal,
    GoalKind,
    Maintenance,
    Mode,
    Operation,
    Plan,
    PlannedCare,
    PlannedTarget,
    Rhythm,
    Upkeep,
    Where,
)
from filiform_clinic.access.actor import Actor
from filiform_clinic.demo.told import DemoPatient, Felt, Stage
from filiform_clinic.plan.actions import copy_plan, give_care, keep_plan, sign_letter
from filiform_clinic.plan.queries import letter_page, plan_step
from filiform_clinic.records.ids import new_id

_GOALS = {
    "athlete": Goal("Train a full session", GoalKind.ACTIVITY, 3, 8),
    "chronic": Goal("Work in the garden for an hour", GoalKind.ACTIVITY, 2, 6),
    "desk": Goal("Work a full day at the screen", GoalKind.ACTIVITY, 4, 8),
    "post_surgery": Goal("Reach the top shelf", GoalKind.ACTIVITY, 2, 7),
    "other": Goal("Sleep through the night", GoalKind.ACTIVITY, 4, 8),
}
_CARE = {
    "athlete": (
        PlannedCare("stretching", 4, Where.HOME, "As shown, slowly."),
        PlannedCare("training_hard", 3, Where.ELSEWHERE),
    ),
    "chronic": (
        PlannedCare("pacing", None, Where.HOME, "Ten minutes, rest, ten minutes."),
        PlannedCare("group_exercise", 1, Where.ELSEWHERE),
    ),
    "desk": (
        PlannedCare("breaks", 5, Where.ELSEWHERE, "Stand up when the phone rings."),
        PlannedCare("stretching", 4, Where.HOME),
    ),
    "post_surgery": (
        PlannedCare("scar_mobilisation", 5, Where.HOME, "Small circles, as shown."),
        PlannedCare("exercise", 3, Where.HOME),
    ),
    "other": (PlannedCare("exercise", 3, Where.HOME),),
}


def plan_care(patient: DemoPatient, actor: Actor, visit: UUID, day: date) -> None:
    """Keep a plan at the first visit that found something, copy it at later ones."""
    step = plan_step(actor, visit)
    if step.entry is not None:
        copy_plan(actor=actor, visit_id=visit, id=new_id())
    elif patient.felt:
        made = _plan(patient, day)
        keep_plan(actor=actor, visit_id=visit, id=new_id(), seen=0, plan=made)
    if patient.stage is Stage.SIGNED:
        give_care(
            actor=actor, visit_id=visit, id=new_id(), care="manual_therapy", words="Before needles."
        )


def _plan(patient: DemoPatient, day: date) -> Plan:
    group = patient.group
    return Plan(
        targets=tuple(_target(felt) for felt in patient.felt if "familiar_pain" in felt.results),
        rhythm=Rhythm(5, 7, day),
        goals=(_GOALS[group],),
        reassess_on=day + timedelta(days=30),
        care=_CARE[group],
        events=(Event(day + timedelta(days=23), "Regional meet"),) if group == "athlete" else (),
        operation=_operation(day) if group == "post_surgery" else None,
        maintenance=Maintenance(Upkeep.WHEN_NEEDED),
    )


def _target(felt: Felt) -> PlannedTarget:
    return PlannedTarget(felt.muscle, felt.side, None, Dose(1, Mode.PISTONED))


def _operation(day: date) -> Operation:
    on, from_ = day - timedelta(days=200), day - timedelta(days=90)
    return Operation("Operation as told in the health questions", on, from_, "As the letter says.")


def write_letter(actor: Actor, visit: UUID) -> None:
    """The progress letter as the record writes it, to whoever sent the patient."""
    draft = letter_page(actor, visit, Audience.REFERRER).draft
    sign_letter(
        actor=actor,
        visit_id=visit,
        id=new_id(),
        audience=Audience.REFERRER,
        recipient="Dr. A. Sample (invented)",
        text=draft,
    )
