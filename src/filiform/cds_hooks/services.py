"""The services: which hook each answers, and which records it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from filiform.cds_hooks.config import Config
from filiform.knowledge.screening import load_rules

VERSION = "2.0"
_LOINC = "http://loinc.org"
# Blood pressure as a panel, whose values are its components (FHIR R4, vital signs profile).
_PRESSURE = "85354-9"
_PATIENT = "{{context.patientId}}"


class Hook(StrEnum):
    """The hooks that are answered."""

    ORDER_SELECT = "order-select"
    ORDER_SIGN = "order-sign"
    PATIENT_VIEW = "patient-view"


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `id` is the last part of its address; each hook has an id of its own, because
    some clients keep services by id alone.
    """

    id: str
    hook: Hook
    title: str
    description: str


_SERVICES = (
    Service(
        "filiform-order-select",
        Hook.ORDER_SELECT,
        "Dry needling: safety of the chosen order",
        "Says whether the dry needling that was just chosen is safe for this patient, for each "
        "muscle, with reasons and sources.",
    ),
    Service(
        "filiform-order-sign",
        Hook.ORDER_SIGN,
        "Dry needling: safety before signing",
        "Says for every unsigned order of dry needling whether it is safe for this patient, for "
        "each muscle, with reasons and sources.",
    ),
    Service(
        "filiform-patient-view",
        Hook.PATIENT_VIEW,
        "Dry needling: risks on file",
        "Names what in the record speaks against dry needling or asks for care; silent when "
        "nothing does.",
    ),
)
SERVICES: Mapping[str, Service] = MappingProxyType({service.id: service for service in _SERVICES})
"""Every service by its id."""

REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "patient": ("patient",),
        "conditions": ("conditions",),
        "medicines": ("medicationRequests", "medicationStatements"),
    }
)
"""Without one of each of these no screening is done; what else is missing keeps it at caution."""

_USE = (
    "Decision support for licensed professionals who can review its reasons; no diagnosis. "
    "FHIR R4. The patient, the conditions and the medicines are needed, the rest makes the answer "
    "complete."
)


def discovery(config: Config) -> dict[str, Any]:
    """The discovery document (CDS Hooks 2.0, Discovery)."""
    return {
        "services": [
            {
                "hook": str(service.hook),
                "id": service.id,
                "title": service.title,
                "description": service.description,
                "usageRequirements": _USE,
                "prefetch": dict(templates(config)),
                "version": VERSION,
            }
            for service in SERVICES.values()
        ]
    }


@cache
def templates(config: Config) -> Mapping[str, str]:
    """The prefetch templates by their keys: only what screening reads."""
    found = {"patient": f"Patient/{_PATIENT}"}
    for key, kind in (
        ("conditions", "Condition"),
        ("medicationRequests", "MedicationRequest"),
        ("medicationStatements", "MedicationStatement"),
        ("allergies", "AllergyIntolerance"),
        ("procedures", "Procedure"),
        ("devices", "Device"),
    ):
        found[key] = f"{kind}?patient={_PATIENT}"
    found["observations"] = f"Observation?patient={_PATIENT}&code={_measurements()}"
    form = config.history_form
    found["answers"] = f"QuestionnaireResponse?patient={_PATIENT}&questionnaire={form}"
    return MappingProxyType(found)


def _measurements() -> str:
    """The codes of what is measured: those of the rules, and blood pressure as a panel."""
    rules = load_rules()
    codes = [code for kind in rules.observations.values() for code in kind.loinc]
    codes += [answer.loinc for answer in rules.coded]
    return ",".join(f"{_LOINC}|{code}" for code in (*codes, _PRESSURE))
