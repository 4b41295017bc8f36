"""Small FHIR resources for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from filiform.fhir import read_bundle
from filiform.screening import Evidence, History

ON = date(2026, 11, 23)
ATC = "http://www.whocc.no/atc"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"

Json = dict[str, Any]


def bundle(*resources: Any, **more: Any) -> Json:
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries, **more}


def concept(text: str = "", *codings: tuple[str, str] | tuple[str, str, str]) -> Json:
    keys = ("system", "code", "display")
    coding = [dict(zip(keys, one, strict=False)) for one in codings]
    return {**({"text": text} if text else {}), **({"coding": coding} if coding else {})}


def status(code: str) -> Json:
    return {"coding": [{"code": code}]}


def medicine(what: Json | str, state: str = "active", **more: Any) -> Json:
    code = concept(what) if isinstance(what, str) else what
    return {
        "resourceType": "MedicationStatement",
        "id": "m",
        "status": state,
        "medicationCodeableConcept": code,
        **more,
    }


def condition(what: Json | str, clinical: str = "active", **more: Any) -> Json:
    code = concept(what) if isinstance(what, str) else what
    return {
        "resourceType": "Condition",
        "id": "c",
        "clinicalStatus": status(clinical),
        "code": code,
        **more,
    }


def observation(loinc: str, quantity: Json | None = None, **more: Any) -> Json:
    return {
        "resourceType": "Observation",
        "id": "o",
        "status": "final",
        "code": concept("", (LOINC, loinc)),
        "effectiveDateTime": "2026-11-23",
        **({"valueQuantity": quantity} if quantity else {}),
        **more,
    }


def form(*answers: tuple[str, Any], authored: str = "2026-11-23", **more: Any) -> Json:
    items = [{"linkId": link, "answer": [_value(value)]} for link, value in answers]
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "q",
        "status": "completed",
        "authored": authored,
        "item": items,
        **more,
    }


def _value(value: Any) -> Json:
    if isinstance(value, dict):
        return value
    names = {bool: "valueBoolean", int: "valueInteger", str: "valueString"}
    return {names[type(value)]: value}


def history(*resources: Any) -> History:
    return read_bundle(bundle(*resources), ON).history


def counted(*resources: Any) -> list[tuple[str, str]]:
    """Class or group and name of the evidence that counts."""
    return [(item.group, item.name) for item in history(*resources).evidence if item.current]


def only(*resources: Any) -> Evidence:
    (item,) = history(*resources).evidence
    return item
