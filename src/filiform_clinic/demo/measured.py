"""What is examined and measured in the demo, before the needles and after."""

from __future__ import annotations

from uuid import UUID

from filiform.body import Side
from filiform.exam import ExamFinding, Mobility, PainNow, Scar, Sensitivity, ppt, rom, subject
from filiform.needling import Target
from filiform_clinic.access.actor import Actor
from filiform_clinic.demo.clock import wait
from filiform_clinic.demo.told import DemoPatient
from filiform_clinic.exam.actions import Said, record_finding, record_palpation
from filiform_clinic.records.ids import new_id

_STILL_STUCK = 5


def examine(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    """Palpation, a movement, pressure, a scar and pain now, as far as they are told."""
    for felt in patient.felt:
        wait(1.5)
        target = Target(felt.muscle, felt.side)
        record_palpation(
            actor=actor, visit_id=visit, id=new_id(), target=target, results=felt.results
        )
    for finding in (*_measures(patient, 0), *_scars(patient)):
        _keep(finding, actor, visit, retest=False)


def retest(patient: DemoPatient, actor: Actor, visit: UUID) -> None:
    """The same measures again, after the needles."""
    wait(2)
    for finding in _measures(patient, 1):
        _keep(finding, actor, visit, retest=True)


def _measures(patient: DemoPatient, when: int) -> list[ExamFinding]:
    """Before the needles (0) or after (1)."""
    made: list[ExamFinding] = [PainNow(max(0, patient.now - when * patient.eased))]
    if patient.moves and patient.degrees:
        moves = patient.moves
        degrees = patient.degrees[when]
        made.append(rom(moves.joint, moves.name, moves.side, None, degrees, moves.other))
    if patient.kpa and patient.felt:
        felt, kpa = patient.felt[0], patient.kpa[when]
        made.append(ppt(felt.muscle, felt.side, (kpa - 10, kpa + 5, kpa + 5)))
    return made


def _scars(patient: DemoPatient) -> list[Scar]:
    """A scar loosens as the pain goes down."""
    if not patient.scar:
        return []
    stuck = patient.strongest >= _STILL_STUCK
    moves = Mobility.STUCK if stuck else Mobility.RESTRICTED
    feels = Sensitivity.MORE if stuck else Sensitivity.NORMAL
    area, side = patient.scar
    return [Scar(area, Side(side), moves, feels)]


def _keep(finding: ExamFinding, actor: Actor, visit: UUID, *, retest: bool) -> None:
    wait(0.5)
    said = Said(new_id(), subject(finding), finding, retest=retest)
    record_finding(actor=actor, visit_id=visit, said=said)
