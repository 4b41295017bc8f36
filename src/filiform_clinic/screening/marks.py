"""The verdict on single muscles, for lists in which each shows whether a needle may go in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from filiform.body.values import Side
from filiform.journey import may_place
from filiform.screening import Outcome, Target
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.verdicts import needled_in, planned, unique
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.reasons import why_not


@dataclass(frozen=True, slots=True)
class Mark:
    """The verdict on one muscle: its word, and why no needle may go in (empty: it may)."""

    outcome: str
    why_not: tuple[str, ...]

    @property
    def stopped(self) -> bool:
        """Whether safety stops it; what else holds back (consent, a question) may still come."""
        return self.outcome == Outcome.STOP.word


def marks(actor: Actor, visit_id: UUID, muscles: Iterable[tuple[str, Side]]) -> Mapping[str, Mark]:
    """The verdict on each muscle, by `muscle:side`."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state = state_of(visit.pk)
    asked = {f"{muscle}:{side}": planned(muscle, side) for muscle, side in muscles}
    verdict = verdict_of(visit, actor.today, unique((*asked.values(), *needled_in(visit))))
    outcomes = {Target(m.muscle, m.side): m.outcome for m in verdict.muscles}
    return {
        key: Mark(outcomes[target].word, tuple(why_not(may_place(state, verdict, target))))
        for key, target in asked.items()
    }
