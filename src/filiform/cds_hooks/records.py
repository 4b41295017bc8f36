"""From the answers to the prefetch templates to one record of one patient."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from filiform.cds_hooks.config import Config
from filiform.cds_hooks.request import Request
from filiform.cds_hooks.services import templates
from filiform.cds_hooks.walk import Field
from filiform.errors import InvalidInput
from filiform.fhir import read_bundle
from filiform.knowledge.screening import ScreeningRules
from filiform.screening import Answer, Evidence, History, Observation

# How the bundle that is put together here names its parts.
_PART = re.compile(r"entry\[(\d+)\]\.resource")
_READ = "patient"
MOST = 10_000
_DEEPEST = 3
_Said = TypeVar("_Said", Answer, Evidence, Observation)
_TROUBLE = "OperationOutcome"
_BESIDE = frozenset({"MedicationRequest"})


def read_history(
    request: Request,
    prefetch: Mapping[str, Any],
    on: date,
    config: Config,
    rules: ScreeningRules | None = None,
) -> History:
    """The history in the prefetched records and in medicines that are being ordered.

    What was not given at all is listed as unread, so that the verdict stays at caution. Errors:
    `InvalidInput` with the path in the request, ``prefetch.conditions.entry[3].resource.code``.
    """
    parts = dict(_parts(request, prefetch, config))
    _check_number(parts.values())
    entries = [{"resource": resource} for resource in parts.values()]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    names = list(parts)
    try:
        history = read_bundle(bundle, on, rules=rules).history
    except InvalidInput as error:
        raise InvalidInput(_named(error.field, names), error.expected, got=error.got) from None
    absent = [f"prefetch.{key}: was not given" for key in templates(config) if key not in prefetch]
    unread = (*(_named(line, names) for line in history.unread), *absent)
    return replace(
        history,
        unread=unread,
        answers=tuple(_told(one, names) for one in history.answers),
        evidence=tuple(_told(one, names) for one in history.evidence),
        observations=tuple(_told(one, names) for one in history.observations),
    )


def _parts(
    request: Request, prefetch: Mapping[str, Any], config: Config
) -> Iterator[tuple[str, Any]]:
    """Each resource under the path at which the request has it."""
    for key in templates(config):
        if prefetch.get(key) is not None:
            given = Field(prefetch[key], f"prefetch.{key}")
            _check_kind(key, given, request)
            yield given.path, given.value
    yield from _medicines(request)


def _check_kind(key: str, given: Field, request: Request) -> None:
    kind = given.get("resourceType")
    if key != _READ:
        kind.one_of("Bundle", _TROUBLE)
    elif kind.one_of("Patient", _TROUBLE) == "Patient" and given.get("id").value != request.patient:
        raise given.get("id").refuse("the patient of context.patientId")


def _medicines(request: Request) -> Iterator[tuple[str, Any]]:
    """Medicines ordered in the same session: they will be taken when the needle goes in."""
    orders = Field(request.orders, "context.draftOrders")
    if orders.missing or orders.get("entry").missing:
        return
    for entry in orders.get("entry").items():
        resource = entry.get("resource")
        if resource.get("resourceType").value in _BESIDE:
            yield resource.path, resource.value


def _check_number(resources: Iterable[Any]) -> None:
    """No patient has so many records that a clinician could wait for their reading."""
    number = sum(_number(resource, 0) for resource in resources)
    if number > MOST:
        raise InvalidInput("prefetch", f"at most {MOST} resources in all", got=number)


def _number(resource: Any, depth: int) -> int:
    """Resources in a resource: those of a bundle, and of the bundles in it that are read."""
    entries = resource.get("entry") if isinstance(resource, dict) else None
    if not isinstance(entries, list) or depth > _DEEPEST:
        return 1
    return sum(
        _number(entry.get("resource"), depth + 1) if isinstance(entry, dict) else 1
        for entry in entries
    )


def _told(one: _Said, names: list[str]) -> _Said:
    """The same under the path in the request, when its resource has no id to be named by."""
    path = _named(one.ref, names)
    return one if path is one.ref else replace(one, ref=path)


def _named(text: str, names: list[str]) -> str:
    """The path in the request for a path in the bundle."""
    found = _PART.match(text)
    return names[int(found.group(1))] + text[found.end() :] if found else text
