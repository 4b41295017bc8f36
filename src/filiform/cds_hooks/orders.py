"""Which unsigned orders are for dry needling, by which technique and on which muscles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from filiform.cds_hooks.codes import (
    CPT_CODES,
    CPT_SYSTEMS,
    DRY_NEEDLING,
    PROCEDURES,
    TECHNIQUES,
)
from filiform.cds_hooks.config import Config
from filiform.cds_hooks.request import Request
from filiform.cds_hooks.sites import Intended, intended
from filiform.cds_hooks.walk import Field
from filiform.errors import InvalidInput
from filiform.fhir.elements import Element, Unread
from filiform.fhir.version import check_version
from filiform.knowledge.screening import ScreeningRules
from filiform.screening import Technique

_NEEDLING = re.compile(r"\b(?:dry|trigger[\s-]*points?)[\s-]*needl", re.IGNORECASE)
_ELECTRICAL = re.compile(r"\belectr", re.IGNORECASE)
_KIND = "ServiceRequest"
_OVER = frozenset({"revoked", "completed", "entered-in-error"})
MOST = 50


@dataclass(frozen=True, slots=True)
class Order:
    """An order for dry needling. `ref` is ``ServiceRequest/id``, or its path without an id."""

    ref: str
    resource: dict[str, Any] = field(repr=False)
    technique: Technique
    intended: Intended
    unread: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return str(self.resource.get("id") or "")  # some systems send null for none


def needling_orders(request: Request, config: Config, rules: ScreeningRules) -> tuple[Order, ...]:
    """The orders to screen: the chosen ones, or on signing all of them."""
    found = tuple(_found(request, config, rules))
    if len(found) > MOST:
        expected = f"at most {MOST} orders of dry needling at once"
        raise InvalidInput("context.draftOrders.entry", expected, got=len(found))
    return found


def _found(request: Request, config: Config, rules: ScreeningRules) -> Iterator[Order]:
    for place, entry in enumerate((request.orders or {}).get("entry") or ()):
        path = f"context.draftOrders.entry[{place}].resource"
        unread = Unread()
        order = Element(entry["resource"], path, unread)
        check_version(order)
        if _is_needling(order, config) and _is_asked(order, request):
            _check_subject(order, request)
            where = intended(order, config, rules)
            yield Order(_ref(order), order.value, _technique(order, config), where, unread.lines())


def _ref(order: Element) -> str:
    id_ = order.value.get("id")
    return f"{_KIND}/{Field(id_, f'{order.path}.id').id()}" if id_ is not None else order.path


def _is_asked(order: Element, request: Request) -> bool:
    """Whether it was chosen; without a choice all of them are screened."""
    return not request.selections or f"{_KIND}/{order.value.get('id')}" in request.selections


def _is_needling(order: Element, config: Config) -> bool:
    if order.value.get("resourceType") != _KIND or order.value.get("doNotPerform") is True:
        return False
    if order.text("status") in _OVER:
        return False
    code = order.get("code")
    own = (config.system(PROCEDURES), DRY_NEEDLING)
    coded = any(one == own or _is_cpt(*one) for one in _codings(code))
    return coded or any(_NEEDLING.search(text) for text in _texts(code))


def _is_cpt(system: str, code: str) -> bool:
    return system in CPT_SYSTEMS and code in CPT_CODES


def _technique(order: Element, config: Config) -> Technique:
    """Electrical when a code or a word of the order or its details says so; else by hand."""
    told = [order.get("code"), *order.items("orderDetail")]
    own = (config.system(TECHNIQUES), str(Technique.ELECTRICAL))
    if any(own in _codings(concept) for concept in told):
        return Technique.ELECTRICAL
    words = (text for concept in told for text in _texts(concept))
    return Technique.ELECTRICAL if any(map(_ELECTRICAL.search, words)) else Technique.MANUAL


def _codings(concept: Element) -> list[tuple[str, str]]:
    if not concept.is_object():
        return []
    codings = [coding for coding in concept.items("coding") if coding.is_object()]
    return [(coding.text("system"), coding.text("code")) for coding in codings]


def _texts(concept: Element) -> list[str]:
    if not concept.is_object():
        return []
    codings = [coding for coding in concept.items("coding") if coding.is_object()]
    return [concept.text("text"), *(coding.text("display") for coding in codings)]


def _check_subject(order: Element, request: Request) -> None:
    subject = order.get("subject")
    named = subject.text("reference") if subject.is_object() else ""
    if named and named.split("/")[-2:] != ["Patient", request.patient]:
        path = f"{subject.path}.reference"
        raise Field(named, path).refuse("the patient of context.patientId")
