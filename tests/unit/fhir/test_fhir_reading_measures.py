"""What allergies, operations, devices and measurements of a record come to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fhir_records import (
    LOINC,
    ON,
    SNOMED,
    concept,
    counted,
    history,
    observation,
    only,
    status,
)
from filiform.body.values import Side
from filiform.screening import EvidenceKind, Observation, Place, Reply

# --- allergies, operations, devices --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Nickel", ["cc_metal_allergy"]),
        ("Natural rubber latex", ["cc_latex_allergy"]),
        ("Chlorhexidine", ["ci_antiseptic_allergy"]),
        ("Penicillin", []),
        ("Aspirin", []),
        ("No known allergies", []),
    ],
)
def test_allergies_that_matter(text: str, groups: list[str]) -> None:
    resource = {"resourceType": "AllergyIntolerance", "code": concept(text)}
    assert [group for group, _ in counted(resource)] == groups
    gone = {**resource, "clinicalStatus": status("resolved")}
    assert counted(gone) == []


def test_an_operation_leaves_its_mark_and_its_day() -> None:
    resource = {
        "resourceType": "Procedure",
        "id": "p",
        "status": "completed",
        "code": concept("Total knee replacement"),
        "performedDateTime": "2026-09",
        "bodySite": [concept("Left knee")],
    }
    item = only(resource)
    assert (item.kind, item.group) == (EvidenceKind.PROCEDURE, "cc_joint_implant")
    assert (item.since, item.places) == (date(2026, 9, 30), (Place("knee_joint", Side.LEFT),))
    assert counted({**resource, "status": "not-done"}) == []


@pytest.mark.parametrize(
    ("performed", "counts"), [("2026-06-01", True), ("2015-06-01", False), (None, True)]
)
def test_an_operation_of_the_last_months(performed: str | None, counts: bool) -> None:
    resource = {
        "resourceType": "Procedure",
        "status": "completed",
        "category": {"coding": [{"system": SNOMED, "code": "387713003"}]},
        "code": concept("Something surgical"),
        "performedDateTime": performed,
    }
    assert (("cc_recent_surgery", "Something surgical") in counted(resource)) is counts


def test_devices_by_kind_and_by_name() -> None:
    by_kind = {"resourceType": "Device", "id": "d", "type": concept("Cardiac pacemaker")}
    by_name = {"resourceType": "Device", "deviceName": [{"name": "Spinal cord stimulator"}]}
    assert counted(by_kind)[0][0] == "cc_cardiac_device"
    assert counted(by_name) == [("cc_neurostimulator", "nerve stimulator")]
    assert counted({**by_kind, "status": "inactive"}) == []


# --- measurements ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "quantity", "kind", "value", "unit"),
    [
        ("6301-6", {"value": 3.8, "code": "{INR}"}, "inr", 3.8, "{INR}"),
        ("6301-6", {"value": 3.8}, "inr", 3.8, "1"),
        ("777-3", {"value": 45, "unit": "10^3/uL"}, "platelets", 45, "10*3/uL"),
        ("777-3", {"value": 45000, "unit": "cells/uL"}, "platelets", 45000, "/uL"),
        ("777-3", {"value": 45, "code": "10*9/L"}, "platelets", 45, "10*9/L"),
        ("777-3", {"value": 50, "unit": "K/uL", "comparator": "<"}, "platelets", 49.9, "K/uL"),
        ("6301-6", {"value": 8, "code": "{INR}", "comparator": ">"}, "inr", 8.1, "{INR}"),
        ("8310-5", {"value": 101.5, "unit": "degF"}, "temperature", 101.5, "[degF]"),
        ("8310-5", {"value": 38.6, "unit": "°C"}, "temperature", 38.6, "Cel"),
        ("751-8", {"value": 0.4, "unit": "10*3/uL"}, "neutrophils", 0.4, "10*3/uL"),
    ],
)
def test_measurements(code: str, quantity: Any, kind: str, value: float, unit: str) -> None:
    found = history(observation(code, quantity)).observations
    assert found == (Observation(kind, value, unit, ON, "Observation/o"),)


def test_blood_pressure_stands_in_components() -> None:
    parts = [
        {"code": concept("", (LOINC, code)), "valueQuantity": {"value": value, "unit": "mmHg"}}
        for code, value in (("8480-6", 182), ("8462-4", 95))
    ]
    found = history(observation("85354-9", None, component=parts))
    assert [(o.kind, o.value) for o in found.observations] == [("systolic", 182), ("diastolic", 95)]
    assert found.unread == ()


@pytest.mark.parametrize("state", ["cancelled", "entered-in-error", "registered"])
def test_a_void_measurement_is_none(state: str) -> None:
    found = history(observation("6301-6", {"value": 9, "code": "{INR}"}, status=state))
    assert found.observations == ()


def test_a_time_in_another_zone_may_be_tomorrow() -> None:
    tomorrow = "2026-11-24T01:00:00Z"
    found = history(
        observation("6301-6", {"value": 2, "code": "{INR}"}, effectiveDateTime=tomorrow)
    )
    assert found.observations[0].on == ON
    assert found.unread == ()


@pytest.mark.parametrize(
    ("code", "when", "answer", "evidence"),
    [
        ("77386006", "2026-11-23", Reply.YES, 0),
        ("60001007", "2026-11-23", Reply.NO, 0),
        ("77386006", "2026-08-01", None, 1),
        ("60001007", "2026-08-01", None, 0),
    ],
)
def test_pregnancy_status_answers_only_on_its_day(
    code: str, when: str, answer: Reply | None, evidence: int
) -> None:
    resource = observation(
        "82810-3", None, effectiveDateTime=when, valueCodeableConcept=concept("", (SNOMED, code))
    )
    found = history(resource)
    given = found.answer("ci_pregnancy")
    assert (given.value if given else None) is answer
    assert len(found.evidence) == evidence
