"""Tell FHIR R4 from other versions: a resource does not name its own, but its shape shows it."""

from __future__ import annotations

import re

from filiform.errors import InvalidInput
from filiform.fhir.elements import Element

_PROFILE = re.compile(r"https?://hl7\.org/fhir/(\d\.\d)/")
_EXPECTED = "FHIR R4 (4.0)"
# Resource types that R4 does not have and an earlier or later version has.
_OTHER_TYPES = {
    "MedicationOrder": "DSTU2",
    "DiagnosticOrder": "DSTU2",
    "Order": "DSTU2",
    "DeviceUseRequest": "DSTU2",
    "ProcedureRequest": "STU3 or older",
    "ReferralRequest": "STU3 or older",
    "DeviceUsage": "R5",
    "MedicationUsage": "R5",
    "Transport": "R5",
    "GenomicStudy": "R5",
    "InventoryItem": "R5",
    "NutritionIntake": "R5",
    "FormularyItem": "R5",
    "Permission": "R5",
}
_MEDICATIONS = frozenset({"MedicationStatement", "MedicationRequest"})


def check_version(resource: Element) -> None:
    """`InvalidInput` for a resource that is clearly of another version than R4."""
    kind = resource.value.get("resourceType")
    if not isinstance(kind, str):
        return
    if kind in _OTHER_TYPES:
        raise _wrong(resource.get("resourceType"), f"{kind} of {_OTHER_TYPES[kind]}")
    _check_profile(resource)
    if kind in _MEDICATIONS and isinstance(resource.value.get("medication"), dict):
        raise _wrong(resource.get("medication"), "medication as in R5")
    _check_status(resource, kind)


def _check_status(resource: Element, kind: str) -> None:
    """Before R4 these were codes, not concepts."""
    if kind in ("Condition", "AllergyIntolerance"):
        for name in ("clinicalStatus", "verificationStatus"):
            if isinstance(resource.value.get(name), str):
                raise _wrong(resource.get(name), "a code as in STU3 or older")


def _check_profile(resource: Element) -> None:
    meta = resource.value.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    for profile in profiles if isinstance(profiles, list) else ():
        named = _PROFILE.match(profile) if isinstance(profile, str) else None
        if named and named.group(1) not in ("4.0", "4.3"):
            raise _wrong(resource.get("meta").get("profile"), f"FHIR {named.group(1)}")


def _wrong(element: Element, got: str) -> InvalidInput:
    return InvalidInput(element.path, _EXPECTED, got=got)
