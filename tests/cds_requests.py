"""CDS Hooks requests for tests, made from the synthetic records in examples/screening."""

from __future__ import annotations

import copy
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from filiform.cds_hooks import Config, answer, read_request

Json = dict[str, Any]
ON = date(2026, 11, 23)
EXAMPLES = Path(__file__).parent.parent / "examples" / "screening"
INSTANCE = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"
KEYS = {
    "conditions": "Condition",
    "medicationRequests": "MedicationRequest",
    "medicationStatements": "MedicationStatement",
    "allergies": "AllergyIntolerance",
    "procedures": "Procedure",
    "devices": "Device",
    "observations": "Observation",
    "answers": "QuestionnaireResponse",
}
CPT = {"coding": [{"system": "http://www.ama-assn.org/go/cpt", "code": "20560"}]}
MUSCLES = Config().system("muscles")


@cache
def _example(name: str) -> str:
    return (EXAMPLES / f"{name}.json").read_text("utf-8")


def searchset(*resources: Json) -> Json:
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "searchset", "entry": entries}


def prefetch(name: str = "healthy-runner") -> Json:
    """An example record as the answers to the prefetch templates."""
    resources = [entry["resource"] for entry in json.loads(_example(name))["entry"]]
    patients = [r for r in resources if r["resourceType"] == "Patient"]
    found: Json = {"patient": patients[0]}
    for key, kind in KEYS.items():
        found[key] = searchset(*(r for r in resources if r["resourceType"] == kind))
    return found


def muscle(code: str) -> Json:
    return {"coding": [{"system": MUSCLES, "code": code}]}


def needling(*sites: Json, id: str = "needling", **more: Any) -> Json:
    """An unsigned order of dry needling."""
    return {
        "resourceType": "ServiceRequest",
        "id": id,
        "status": "draft",
        "intent": "order",
        "subject": {"reference": "Patient/example"},
        "code": CPT,
        **({"bodySite": list(sites)} if sites else {}),
        **more,
    }


def order_sign(*orders: Json, record: str = "healthy-runner", **more: Any) -> Json:
    """A request to `filiform-order-sign`."""
    context = {
        "userId": "Practitioner/priya",
        "patientId": "example",
        "draftOrders": {**searchset(*orders), "type": "collection"},
    }
    return _request("order-sign", context, record) | more


def order_select(*orders: Json, chosen: list[str], record: str = "healthy-runner") -> Json:
    request = order_sign(*orders, record=record)
    return request | {
        "hook": "order-select",
        "context": request["context"] | {"selections": chosen},
    }


def patient_view(record: str = "healthy-runner", **more: Any) -> Json:
    context = {"userId": "Practitioner/priya", "patientId": "example"}
    return _request("patient-view", context, record) | more


def _request(hook: str, context: Json, record: str) -> Json:
    return {
        "hook": hook,
        "hookInstance": INSTANCE,
        "context": context,
        "prefetch": prefetch(record),
    }


def service_of(request: Json) -> str:
    return f"filiform-{request['hook']}"


def asked(request: Json, config: Config | None = None, service: str = "") -> list[Json]:
    """The cards that a request gives."""
    read = read_request(service or service_of(request), request)
    cards: list[Json] = answer(read, read.prefetch, on=ON, config=config)["cards"]
    return cards


def put(document: Json, path: str, value: Any) -> Json:
    """The document with one value changed (``context.patientId``); `...` removes it."""
    changed: Any = copy.deepcopy(document)
    holder, *names = changed, *(int(n) if n.isdigit() else n for n in path.split("."))
    for name in names[:-1]:
        holder = holder[name]
    if value is ...:
        del holder[names[-1]]
    else:
        holder[names[-1]] = value
    return dict(changed)
