"""Whether a needle may go into a muscle today: the patient's consent and screening together.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from filiform.journey import Answer, VisitState, may_needle, may_place
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.parts import Parts
from filiform.needling import Target
from filiform.screening import Technique, Verdict
from filiform_clinic.records.models import Visit
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.verdicts import needled_in, planned, unique


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict on several muscles, and for each whether a needle may go in."""

    verdict: Verdict
    answers: Mapping[tuple[str, str], Answer]

    def of(self, target: Target) -> Answer:
        return self.answers[_key(target)]


def judge(
    visit: Visit,
    state: VisitState,
    on: date,
    targets: Iterable[Target],
    technique: Technique = Technique.MANUAL,
) -> Judged:
    """As of a day, with the muscles that are needled already."""
    asked = list(targets)
    muscles = [planned(target.muscle, target.side) for target in asked]
    verdict = verdict_of(visit, on, unique((*muscles, *needled_in(visit))), technique)
    return Judged(verdict, {_key(target): _may(state, verdict, target) for target in asked})


def _may(state: VisitState, verdict: Verdict, target: Target) -> Answer:
    """Every reason against, told at once."""
    part = Parts.load().of(Atlas.load().muscles[target.muscle])
    agreed = may_needle(state, part.id)
    safe = may_place(state, verdict, planned(target.muscle, target.side))
    return Answer(tuple(dict.fromkeys((*agreed.reasons, *safe.reasons))))


def _key(target: Target) -> tuple[str, str]:
    return target.muscle, target.side.value
