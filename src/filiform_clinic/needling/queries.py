"""The needles of a visit, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from filiform.body.values import Side
from filiform.drawing import DrawnScar, scar_name, scars_at
from filiform.journey import Reason, VisitState, Why, may_record
from filiform.knowledge.atlas import Atlas
from filiform.needling import (
    Devices,
    MarkerState,
    Stimulation,
    Target,
    left_to_copy,
    named,
)
from filiform.screening import Technique
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.needling.cautions import caution_of
from filiform_clinic.needling.shown import (
    CopyRow,
    CopyStep,
    MarkerRow,
    NearTarget,
    NeedleStep,
)
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.judged import Judged, judge
from filiform_clinic.records.needled import habits_of, last_session
from filiform_clinic.records.scars import scars_of
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.reasons import in_words, why_not

# A tap on the body means one of so many muscles.
MOST_NEAR = 5


def needle_step(actor: Actor, visit_id: UUID) -> NeedleStep:
    """The needles of a visit, and the settings to begin with."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state = state_of(visit.pk)
    needling = state.needling
    scars = [one.scar for one in scars_of(visit)]
    rows = [_row(number, state, scars) for number, state in enumerate(needling.markers, start=1)]
    return NeedleStep(
        needling=needling,
        rows=tuple(row for row in rows if not (row.state.withdrawn or row.state.planned)),
        withdrawn=tuple(row for row in rows if row.state.withdrawn and row.state.was_in),
        habits=habits_of(visit, actor.user_id),
        locked=[*filter(None, [why_not_treat(actor)]), *why_not(may_record(state))],
        no_consent=no_consent(state),
        fresh_id=new_id(),
        fresh_marker=new_id(),
    )


def no_consent(state: VisitState) -> list[str]:
    """Why no needle may go anywhere, in words."""
    return [in_words(Reason(Why(f"consent_{need}"))) for need in state.consent.needs]


def _row(number: int, state: MarkerState, scars: list[DrawnScar]) -> MarkerRow:
    target = state.value.target
    muscle = Atlas.load().muscles[target.muscle]
    sites = tuple(site for site in muscle.sites if target.side in site.sides)
    at_risk = muscle.needling.structures_at_risk
    at = state.value.position
    here = tuple(scar_name(one) for one in scars_at(at.cell if at else None, scars))
    name = named(target, Atlas.load())
    return MarkerRow(number, state, name, sites, new_id(), at_risk, here)


def with_current(step: NeedleStep, actor: Actor, visit_id: UUID) -> NeedleStep:
    """The step with the verdict on electrical stimulation through each needle that is in."""
    check_can_see_clinical(actor)
    visit, among = visit_of(actor, visit_id), [row for row in step.rows if row.state.still_in]
    if not among or step.locked:
        return step
    targets = (row.state.value.target for row in among)
    judged = judge(visit, state_of(visit.pk), actor.today, targets, Technique.ELECTRICAL)
    used = [row.state.value.settings.stimulation for row in step.rows]
    last = next((one for one in reversed(used) if one), None)
    rows = (_judged(row, judged, last) if row in among else row for row in step.rows)
    return replace(step, rows=tuple(rows))


def _judged(row: MarkerRow, judged: Judged, last: Stimulation | None) -> MarkerRow:
    value = row.state.value
    proposed = value.settings.stimulation or last
    return replace(row, no_current=tuple(why_not(judged.of(value.target))), proposed=proposed)


def copy_step(actor: Actor, visit_id: UUID) -> CopyStep:
    """The last session beside this one: what is planned, what can still be taken over, what not."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state, last = state_of(visit.pk), last_session(visit)
    left = left_to_copy(last.needling, state.needling) if last else ()
    markers = [*state.needling.planned, *left]
    judged = judge(visit, state, actor.today, (one.value.target for one in markers))
    rows = [_copy_row(marker, judged) for marker in left]
    return CopyStep(
        last=last,
        planned=tuple(_copy_row(marker, judged) for marker in state.needling.planned),
        ready=tuple(row for row in rows if not row.why_not),
        left_out=tuple(row for row in rows if row.why_not),
        locked=not may_record(state).yes,
        fresh_id=new_id(),
    )


def _copy_row(marker: MarkerState, judged: Judged) -> CopyRow:
    target = marker.value.target
    return CopyRow(
        marker,
        named(target, Atlas.load()),
        tuple(why_not(judged.of(target))),
        caution_of(target.muscle),
        new_id(),
    )


def near_targets(actor: Actor, visit_id: UUID, keys: Iterable[str]) -> list[NearTarget]:
    """The muscles named as `muscle:side`, with what lies in reach and today's verdict.

    What the atlas does not know is left out. A read of the record: it leaves an audit row.
    """
    check_can_see_clinical(actor)
    visit, muscles = visit_of(actor, visit_id), Atlas.load().muscles
    audit_visit(actor, "visit.read", visit)
    pairs = [key.rpartition(":")[::2] for key in [*keys][:MOST_NEAR]]
    targets = [
        Target(muscle, Side(side))
        for muscle, side in pairs
        if muscle in muscles and side in muscles[muscle].sides
    ]
    judged = judge(visit, state_of(visit.pk), actor.today, targets)
    return [
        NearTarget(
            f"{one.muscle}:{one.side}",
            named(one, Atlas.load()),
            tuple(why_not(judged.of(one))),
            caution_of(one.muscle),
        )
        for one in targets
    ]


@dataclass(frozen=True, slots=True)
class DeviceChoices:
    """The sizes of needles to choose from."""

    diameters: tuple[float, ...]
    lengths: tuple[int, ...]


def device_choices() -> DeviceChoices:
    devices = Devices.load()
    return DeviceChoices(devices.diameters_mm, devices.lengths_mm)


@dataclass(frozen=True, slots=True)
class MuscleChoice:
    """A muscle in a list to choose from."""

    id: str
    name: str
    region: str


def muscle_choices() -> list[MuscleChoice]:
    """All muscles of the atlas, by region and name."""
    muscles = (
        MuscleChoice(muscle.id, muscle.name, muscle.region.replace("_", " ").capitalize())
        for muscle in Atlas.load().muscles.values()
    )
    return sorted(muscles, key=lambda choice: (choice.region, choice.name))
