"""Cards (CDS Hooks 2.0, Card Attributes). The same request gives the same cards, ids included."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from filiform.cds_hooks.codes import OVERRIDE_REASONS, OVERRIDES, TOPIC, TOPICS
from filiform.cds_hooks.config import Config
from filiform.cds_hooks.orders import Order
from filiform.cds_hooks.request import Request
from filiform.cds_hooks.suggestions import suggestions
from filiform.cds_hooks.words import detail, outcome_of, speaking, summary
from filiform.knowledge.screening import ScreeningRules
from filiform.screening import NEVER_OVERRIDDEN, Outcome, Verdict

Json = dict[str, Any]
LABEL = "Filiform: safety rules for dry needling"
# Names of cards and suggestions are made in this namespace.
_NAMESPACE = UUID("6f1d7ab0-4d0c-5b7e-9f3a-2c8a51e0d4f7")


def order_card(
    order: Order, verdict: Verdict, request: Request, config: Config, rules: ScreeningRules
) -> Json:
    """The card of one order."""
    uuid = _uuid(request, order.ref)
    card = _card(uuid, verdict, config, rules)
    offered = list(suggestions(order, verdict, request))
    for place, suggestion in enumerate(offered):
        suggestion["uuid"] = str(uuid5(uuid, suggestion["label"]))
        # Said of each: some clients take a suggestion without it for a broken one.
        suggestion["isRecommended"] = place == 0 and len(offered) > 1
    if offered:
        card |= {"suggestions": offered, "selectionBehavior": "at-most-one"}
    return card


def patient_card(
    verdict: Verdict, request: Request, config: Config, rules: ScreeningRules
) -> Json | None:
    """The card of a patient; None when nothing in the record speaks against needling."""
    if not speaking(verdict):
        return None
    return _card(_uuid(request, request.patient), verdict, config, rules)


def _card(uuid: UUID, verdict: Verdict, config: Config, rules: ScreeningRules) -> Json:
    card: Json = {
        "uuid": str(uuid),
        "summary": summary(verdict, rules),
        "indicator": indicator(verdict),
        "source": _source(config),
        "detail": detail(verdict, rules),
    }
    if outcome_of(verdict) is not Outcome.CLEAR:
        card["overrideReasons"] = _override_reasons(verdict, config)
    return card


def indicator(verdict: Verdict) -> str:
    """How urgent: a stop is critical; what is merely not asked yet is information."""
    outcome = outcome_of(verdict)
    if outcome is Outcome.STOP:
        return "critical"
    return "warning" if speaking(verdict) and outcome is not Outcome.CLEAR else "info"


def _source(config: Config) -> Json:
    code, display = TOPIC
    topic = {"system": config.system(TOPICS), "code": code, "display": display}
    return {"label": LABEL, **({"url": config.about} if config.about else {}), "topic": topic}


def _override_reasons(verdict: Verdict, config: Config) -> list[Json]:
    """A refusal of the patient cannot be accepted as a risk."""
    refused = any(r.id in NEVER_OVERRIDDEN and r.outcome is Outcome.STOP for r in verdict.reasons)
    return [
        {"system": config.system(OVERRIDES), "code": reason.code, "display": reason.display}
        for reason in OVERRIDE_REASONS
        if not (refused and reason.accepts)
    ]


def _uuid(request: Request, about: str) -> UUID:
    return uuid5(_NAMESPACE, f"{request.service.id} {request.instance} {about}")
