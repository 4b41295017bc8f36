"""Which reasons hold for a muscle, and what reasons are called."""

from __future__ import annotations

from filiform.knowledge.screening import Scope, ScreeningRules, load_rules
from filiform.screening.places import Where, contains
from filiform.screening.plan import Target
from filiform.screening.verdict import Reason, Verdict

_WIDE = (Scope.SESSION, Scope.TECHNIQUE)
_OWN = {
    "open_questions": "open questions",
    "unread": "part of the record could not be read",
    "competence": "licence and training",
    "jurisdiction": "the law of the place",
}


def touches(reason: Reason, target: Target, rules: ScreeningRules) -> bool:
    """Whether a reason holds for a muscle: it holds for the whole session, or reaches it."""
    where = Where(reason.regions, reason.muscles)
    return reason.scope in _WIDE or contains(where, target, rules)


def reasons_for(
    verdict: Verdict, target: Target, rules: ScreeningRules | None = None
) -> tuple[Reason, ...]:
    """The reasons of a verdict that hold for one muscle, strictest first."""
    known = rules or load_rules()
    return tuple(reason for reason in verdict.reasons if touches(reason, target, known))


def name_of(reason: str, rules: ScreeningRules | None = None) -> str:
    """What a reason is called, by its id; an id that nobody knows stays as it is."""
    known = rules or load_rules()
    if reason in known.rules:
        return known.rules[reason].label
    if reason in known.hazards:
        return f"hazard: {', '.join(known.hazards[reason].structures)}"
    return _OWN.get(reason, reason)
