"""Consent, needles, counting, what goes wrong, and the sheet to take home, in the demo."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from filiform.body import Body
from filiform.consent import Decision, Signature
from filiform.knowledge import Atlas
from filiform.knowledge.parts import Parts
from filiform.needling import Marker, Mode, NeedleSettings, SessionDetails, Target
from filiform.needling.session import Box, Gloves, Lying, SkinPreparation
from filiform_clinic.access.actor import Actor
from filiform_clinic.consent.actions import decide
from filiform_clinic.consent.queries import page_for
from filiform_clinic.demo import queries
from filiform_clinic.demo.brush import point_of
from filiform_clinic.demo.clock import wait
from filiform_clinic.demo.told import DemoPatient, Needled, Turn
from filiform_clinic.incidents.actions import record_incident
from filiform_clinic.needling.actions import record_needles
from filiform_clinic.records.ids import new_id
from filiform_clinic.sharps.actions import record_count, record_session

Placed = list[tuple[UUID, UUID, int]]
_NOBODY = dict.fromkeys(("representative", "relation", "interpreter", "chaperone"), "")
_INCIDENTS = {
    Turn.FAINTED: ("faint", "Pale and sweating for two minutes, never unconscious."),
    Turn.BRUISED: ("bleeding", "A bruise of three centimetres, pressed for five minutes."),
}


def agree(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    """Read, answered rightly and signed by typing the name; not asked again while it stands."""
    chosen = _parts(patient)
    if not queries.needs_consent(actor, visit, chosen):
        return
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
        people=_NOBODY,
    )


def refuse(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    """The patient reads and says no."""
    chosen = _parts(patient)
    decide(
        actor=actor,
        visit_id=visit,
        id=new_id(),
        decision=Decision.REFUSED,
        parts=chosen,
        seen=page_for(actor, visit, chosen).text.digest,
        answers={},
        signature=None,
        people=_NOBODY,
    )


def needle(patient: DemoPatient, actor: Actor, visit: UUID) -> Placed:
    """The box is named and the needles go in; returns act, marker and how many are in."""
    box = Box("Synthetic Needles", f"LOT-{actor.today:%Y%m}", actor.today + timedelta(days=700))
    details = SessionDetails((box,), Lying.PRONE, SkinPreparation.ALCOHOL, Gloves.EXAMINATION)
    record_session(actor=actor, visit_id=visit, id=new_id(), seen=0, details=details)
    placed = [_put_in(needled, actor, visit) for needled in patient.needled]
    for turn in patient.turns:
        if turn in _INCIDENTS:
            kind, words = _INCIDENTS[turn]
            record_incident(
                actor=actor, visit_id=visit, id=new_id(), kind=kind, grade="mild", words=words
            )
    return placed


def take_out(patient: DemoPatient, placed: Placed, actor: Actor, visit: UUID) -> None:
    """All out, and the second count."""
    wait(9)
    for act, marker, needles in placed:
        _take_out(act, marker, needles, actor, visit)
    needles = sum(needled.needles for needled in patient.needled)
    record_count(
        actor=actor, visit_id=visit, id=new_id(), opened=needles, in_sharps=needles, looked=True
    )


def _parts(patient: DemoPatient) -> list[str]:
    muscles, parts = Atlas.load().muscles, Parts.load()
    return list(dict.fromkeys(parts.of(muscles[one.muscle]).id for one in patient.needled))


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


def _marker(needled: Needled) -> Marker:
    settings = NeedleSettings(
        needled.needles, needled.gauge_mm, needled.length_mm, Mode(needled.mode)
    )
    position = point_of(needled.muscle, needled.side, Body.load())
    return Marker(Target(needled.muscle, needled.side), settings, position)
