"""A request that is not as the specification says is refused, and the message names the element."""

from __future__ import annotations

from typing import Any

import pytest

from cds_requests import asked, needling, order_select, order_sign, patient_view, put, searchset
from filiform.cds_hooks import Config, fill, lacking, missing, read_request
from filiform.errors import InvalidInput

SIGN = "filiform-order-sign"
TOKEN = {
    "access_token": "opaque",
    "token_type": "Bearer",
    "expires_in": 300,
    "scope": "user/*.read",
    "subject": "filiform",
}
WRONG: list[tuple[str, Any, str]] = [
    ("hook", ..., "hook"),
    ("hook", "patient-view", "hook"),
    ("hook", ["order-sign"], "hook"),
    ("hookInstance", ..., "hookInstance"),
    ("hookInstance", "1", "hookInstance"),
    ("context", ..., "context"),
    ("context", [], "context"),
    ("context.patientId", ..., "context.patientId"),
    ("context.patientId", "Patient/1", "context.patientId"),
    ("context.patientId", "..", "context.patientId"),
    ("context.patientId", "1?x=y", "context.patientId"),
    ("context.patientId", "x" * 65, "context.patientId"),
    ("context.userId", "priya", "context.userId"),
    ("context.userId", "Patient/1", "context.userId"),
    ("context.encounterId", 7, "context.encounterId"),
    ("context.draftOrders", ..., "context.draftOrders"),
    ("context.draftOrders.resourceType", "List", "context.draftOrders.resourceType"),
    ("context.draftOrders.entry", {}, "context.draftOrders.entry"),
    ("context.draftOrders.entry.0", None, "context.draftOrders.entry[0]"),
    ("context.draftOrders.entry.0.resource", ..., "context.draftOrders.entry[0].resource"),
    ("context.draftOrders.entry.0.resource.id", "a b", "context.draftOrders.entry[0].resource.id"),
    (
        "context.draftOrders.entry.0.resource.subject.reference",
        "Patient/other",
        "context.draftOrders.entry[0].resource.subject.reference",
    ),
    ("fhirServer", "file:///etc/passwd", "fhirServer"),
    ("fhirServer", "https://", "fhirServer"),
    ("fhirServer", "https://[", "fhirServer"),
    ("fhirAuthorization", TOKEN, "fhirServer"),
    ("prefetch", [], "prefetch"),
    ("prefetch.conditions", "none", "prefetch.conditions"),
    ("prefetch.conditions.resourceType", "Condition", "prefetch.conditions.resourceType"),
    ("prefetch.patient.id", "somebody", "prefetch.patient.id"),
    ("prefetch.patient.resourceType", "Person", "prefetch.patient.resourceType"),
    ("prefetch.conditions.entry", {}, "prefetch.conditions.entry"),
    ("prefetch.conditions.type", "history", "prefetch.conditions.type"),
]


@pytest.mark.parametrize(("path", "value", "field"), WRONG)
def test_a_wrong_element_is_named(path: str, value: Any, field: str) -> None:
    request = put(order_sign(needling()), path, value)
    with pytest.raises(InvalidInput) as error:
        asked(request, service=SIGN)
    assert error.value.field == field


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("access_token", ""),
        ("access_token", "a b"),
        ("access_token", "a\r\nX: y"),
        ("token_type", "Basic"),
        ("expires_in", "300"),
        ("expires_in", True),
        ("scope", ...),
        ("subject", ...),
        ("patient", "somebody-else"),
    ],
)
def test_a_wrong_authorization_is_named(name: str, value: Any) -> None:
    request = patient_view(fhirServer="https://ehr.example/fhir", fhirAuthorization=TOKEN)
    with pytest.raises(InvalidInput) as error:
        read_request("filiform-patient-view", put(request, f"fhirAuthorization.{name}", value))
    assert error.value.field == f"fhirAuthorization.{name}"


def test_the_token_is_never_shown() -> None:
    request = patient_view(
        fhirServer="https://ehr.example/fhir", fhirAuthorization=TOKEN | {"access_token": "s3cr3t"}
    )
    assert "s3cr3t" not in repr(read_request("filiform-patient-view", request))


@pytest.mark.parametrize("document", [None, [], "x", 1, True])
def test_what_is_no_object_is_refused(document: Any) -> None:
    with pytest.raises(InvalidInput):
        read_request(SIGN, document)


def test_an_unknown_service_is_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        read_request("static-patient-greeter", patient_view())
    assert error.value.field == "id"


@pytest.mark.parametrize("chosen", [["ServiceRequest/other"], [3], "ServiceRequest/needling"])
def test_a_choice_must_be_among_the_orders(chosen: Any) -> None:
    with pytest.raises(InvalidInput) as error:
        asked(order_select(needling(), chosen=chosen))
    assert error.value.field.startswith("context.selections")


@pytest.mark.parametrize(
    ("old", "path"),
    [
        ({"resourceType": "ProcedureRequest"}, "context.draftOrders.entry[0].resource"),
        (
            {"resourceType": "ServiceRequest",
             "meta": {"profile": ["http://hl7.org/fhir/5.0/StructureDefinition/ServiceRequest"]}},
            "context.draftOrders.entry[0].resource.meta.profile",
        ),
    ],
)  # fmt: skip
def test_another_version_of_fhir_is_refused_in_an_order(old: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput, match="R4") as error:
        asked(order_sign(old))
    assert error.value.field.startswith(path)


def test_another_version_of_fhir_is_refused_in_the_prefetch() -> None:
    order = {"resourceType": "MedicationOrder", "id": "1"}
    request = put(order_sign(needling()), "prefetch.medicationRequests", searchset(order))
    with pytest.raises(InvalidInput, match="R4") as error:
        asked(request)
    assert error.value.field == "prefetch.medicationRequests.entry[0].resource.resourceType"


def test_the_records_of_two_patients_are_refused() -> None:
    other = {"resourceType": "Patient", "id": "other"}
    with pytest.raises(InvalidInput, match="one patient"):
        asked(put(order_sign(needling()), "prefetch.conditions", searchset(other)))


def test_too_many_orders_are_refused() -> None:
    with pytest.raises(InvalidInput, match="at most 50"):
        asked(order_sign(*(needling(id=f"n{number}") for number in range(51))))


def test_what_is_missing_is_told_apart_from_what_is_not_there() -> None:
    request = patient_view()
    del request["prefetch"]["devices"]
    request["prefetch"]["allergies"] = None
    read = read_request("filiform-patient-view", request)
    assert missing(read, Config()) == ("devices",)
    assert fill("devices", read, Config()) == "Device?patient=example"


def test_without_patient_conditions_and_medicines_nothing_is_said() -> None:
    assert lacking({}) == ("patient", "conditions", "medicationRequests or medicationStatements")
    assert lacking({"patient": None, "conditions": None, "medicationStatements": None}) == ()
