"""A verdict as the JSON document of the public contracts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from filiform.knowledge.screening import Act
from filiform.screening.history import Evidence, Place
from filiform.screening.outcome import Outcome
from filiform.screening.plan import Target
from filiform.screening.verdict import Question, Reason, Verdict

# Strongest first; a reason that comes to caution is told by one of the milder two.
_ACTS = (
    Act.DO_NOT_NEEDLE,
    Act.AVOID_REGION,
    Act.CLEARANCE_FIRST,
    Act.MODIFY_TECHNIQUE,
    Act.USE_WITH_CAUTION,
)
_MILD = (Act.MODIFY_TECHNIQUE, Act.USE_WITH_CAUTION)


def verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    """`verdict` is the session's; each intended muscle has its own beside it."""
    return {
        "verdict": verdict.session.word,
        "muscles": [
            {**_target(Target(m.muscle, m.side)), "verdict": m.outcome.word}
            for m in verdict.muscles
        ],
        "regions": [
            {"region": r.region, "side": str(r.side), "verdict": r.outcome.word}
            for r in verdict.regions
        ],
        "reasons": [reason_to_json(reason) for reason in verdict.reasons],
        "changes": [{"reason": c.reason, "text": c.text} for c in verdict.changes],
        "complete": verdict.complete,
        "questions": [_question(question) for question in verdict.questions],
        "unread": list(verdict.unread),
        "version": {
            "engine": verdict.version.engine,
            "rules": verdict.version.rules,
            "atlas": verdict.version.atlas,
        },
    }


def reason_to_json(reason: Reason) -> dict[str, Any]:
    """One reason; `action` is the strongest of `actions` that fits its verdict."""
    return {
        "id": reason.id,
        "level": str(reason.level),
        "verdict": reason.outcome.word,
        "scope": str(reason.scope),
        "regions": [_place(place) for place in reason.regions],
        "muscles": [_target(target) for target in reason.muscles],
        "action": main_action(reason),
        "actions": [str(act) for act in reason.actions],
        "because": list(reason.because),
        "matched": list(reason.matched),
        "sources": list(reason.sources),
        "provisional": reason.provisional,
        "cleared": reason.cleared,
        "unverified": reason.unverified,
        "note": reason.note,
    }


def main_action(reason: Reason) -> str:
    """What a reason asks for above all."""
    if reason.outcome is Outcome.CLEARANCE:
        return str(Act.CLEARANCE_FIRST)
    fitting = _MILD if reason.outcome <= Outcome.CAUTION else _ACTS
    named = [act for act in fitting if act in reason.actions]
    return str(named[0] if named else Act.USE_WITH_CAUTION)


def evidence_to_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """What was matched with what, so that a person can check it."""
    return [
        {
            "kind": str(item.kind),
            "group": item.group,
            "name": item.name,
            "ref": item.ref,
            "current": item.current,
            "certain": item.certain,
            "places": [_place(place) for place in item.places],
        }
        for item in evidence
    ]


def _target(target: Target) -> dict[str, Any]:
    return {"muscle": target.muscle, "side": str(target.side) if target.side else None}


def _place(place: Place) -> dict[str, Any]:
    return {"region": place.region, "side": str(place.side) if place.side else None}


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "why": str(question.why),
        "because": list(question.because),
        "blocking": question.blocking,
    }
