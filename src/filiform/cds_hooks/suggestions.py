"""What can be done about an order: drop it, keep the muscles that are not stopped, or ask first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filiform.cds_hooks.orders import Order
from filiform.cds_hooks.request import Request
from filiform.cds_hooks.words import outcome_of
from filiform.screening import Outcome, Target, Verdict

Json = dict[str, Any]
_NOTHING: tuple[object, ...] = (None, "", [], {})
_REMOVE = "Remove this order"
_KEEP = "Keep only the muscles that are not stopped"
_ASK = "Ask for a written medical answer first"


def suggestions(order: Order, verdict: Verdict, request: Request) -> Iterator[Json]:
    """Suggestions without their uuid; the first is the one to prefer."""
    outcome = outcome_of(verdict)
    if outcome is Outcome.STOP:
        kept = _kept(order, verdict)
        if kept:
            yield _suggestion(_KEEP, {"type": "update", "resource": kept})
        if order.id:
            yield _suggestion(_REMOVE, {"type": "delete", "resourceId": order.ref})
    elif outcome is Outcome.CLEARANCE:
        yield _suggestion(_ASK, {"type": "create", "resource": _task(order, request)})


def _suggestion(label: str, action: Json) -> Json:
    kind = action.pop("type")
    return {"label": label, "actions": [{"type": kind, "description": label, **action}]}


def _kept(order: Order, verdict: Verdict) -> Json | None:
    """The order without the body sites of which a muscle is stopped; None if that leaves none."""
    if verdict.session is Outcome.STOP or not order.id:
        return None
    outcomes = {Target(m.muscle, m.side): m.outcome for m in verdict.muscles}
    places = [
        place
        for place, targets in enumerate(order.intended.sites)
        if targets and all(outcomes[target] is not Outcome.STOP for target in targets)
    ]
    if not places:
        return None
    sites = [order.resource["bodySite"][place] for place in places]
    kept: Json = _said({**order.resource, "bodySite": sites})
    return kept


def _said(value: Any) -> Any:
    """A copy without what holds nothing: some systems send null, which FHIR does not allow."""
    if isinstance(value, dict):
        pairs = ((key, _said(inner)) for key, inner in value.items())
        return {key: inner for key, inner in pairs if inner not in _NOTHING}
    if isinstance(value, list):
        return [inner for inner in map(_said, value) if inner not in _NOTHING]
    return value


def _task(order: Order, request: Request) -> Json:
    """A FHIR R4 Task; it names the order, never the patient's health."""
    focus = {"focus": {"reference": order.ref}} if order.id else {}
    return {
        "resourceType": "Task",
        "status": "requested",
        "intent": "proposal",
        "code": {"text": "Written medical answer before dry needling"},
        "for": {"reference": f"Patient/{request.patient}"},
        **focus,
    }
