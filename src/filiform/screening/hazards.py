"""What a needle can reach in the intended muscles, and whether this practitioner may go there."""

from __future__ import annotations

from collections.abc import Iterable

from filiform.knowledge.screening import Act, Level, MuscleHazard, Scope
from filiform.knowledge.values import Hazard
from filiform.screening.case import Case
from filiform.screening.drafts import Draft
from filiform.screening.outcome import Outcome
from filiform.screening.places import in_order
from filiform.screening.plan import Target
from filiform.screening.verdict import Reason


def hazardous(case: Case) -> Iterable[Draft]:
    """Intended muscles of high hazard ask for care; a few are never needled."""
    for hazard in case.rules.hazards.values():
        reached = tuple(target for target in case.targets if _high(target, hazard, case))
        if reached:
            yield hazard_draft(hazard, reached)


def _high(target: Target, hazard: MuscleHazard, case: Case) -> bool:
    muscle = case.rules.muscles[target.muscle]
    return hazard.id in muscle.hazards and (hazard.never or muscle.hazard is Hazard.HIGH)


def hazard_draft(hazard: MuscleHazard, targets: tuple[Target, ...], *, note: str = "") -> Draft:
    """The reason a hazard gives for these muscles."""
    return Draft(
        Reason(
            id=hazard.id,
            level=Level.ABSOLUTE if hazard.never else Level.CAUTION,
            scope=Scope.MUSCLE,
            outcome=Outcome.STOP if hazard.never else Outcome.CAUTION,
            muscles=in_order(targets),
            actions=(Act.DO_NOT_NEEDLE if hazard.never else Act.USE_WITH_CAUTION,),
            sources=tuple(source.id for source in hazard.sources),
            unverified=not hazard.verified,
            note=note,
        )
    )
