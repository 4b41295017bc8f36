"""From a request to the service's response."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from filiform.cds_hooks.cards import order_card, patient_card
from filiform.cds_hooks.config import Config
from filiform.cds_hooks.orders import needling_orders
from filiform.cds_hooks.records import read_history
from filiform.cds_hooks.request import Request
from filiform.cds_hooks.services import Hook
from filiform.knowledge.screening import load_rules
from filiform.screening import screen

Json = dict[str, Any]


def answer(
    request: Request,
    prefetch: Mapping[str, Any],
    *,
    on: date,
    config: Config | None = None,
) -> Json:
    """The response: a card for each order of dry needling, or one about the patient, or none.

    `prefetch` is the request's, with what the caller has fetched besides. `on` is the day of
    treatment. Errors: `InvalidInput` with the path of the element in the request.
    """
    known = config or Config()
    if request.service.hook is Hook.PATIENT_VIEW:
        return {"cards": _of_patient(request, prefetch, on, known)}
    return {"cards": _of_orders(request, prefetch, on, known)}


def _of_patient(
    request: Request, prefetch: Mapping[str, Any], on: date, config: Config
) -> list[Json]:
    rules = load_rules()
    history = read_history(request, prefetch, on, config, rules)
    verdict = screen(history, on=on, jurisdiction=config.jurisdiction, rules=rules)
    card = patient_card(verdict, request, config, rules)
    return [card] if card else []


def _of_orders(
    request: Request, prefetch: Mapping[str, Any], on: date, config: Config
) -> list[Json]:
    rules = load_rules()
    orders = needling_orders(request, config, rules)
    if not orders:
        return []
    history = read_history(request, prefetch, on, config, rules)
    cards = []
    for order in orders:
        verdict = screen(
            replace(history, unread=(*order.unread, *history.unread)),
            on=on,
            targets=order.intended.targets,
            technique=order.technique,
            jurisdiction=config.jurisdiction,
            rules=rules,
        )
        cards.append(order_card(order, verdict, request, config, rules))
    return cards
