"""Bundles that cannot be trusted are refused with the path; lesser faults are listed as unread."""

from __future__ import annotations

import time
from typing import Any

import pytest

from fhir_records import ICD, ON, bundle, concept, condition, form, history, medicine, observation
from filiform.errors import InvalidInput
from filiform.fhir import read_bundle
from filiform.screening import Outcome, screen

PATIENT = {"resourceType": "Patient", "id": "p", "birthDate": "1980-01-01"}

REFUSED: list[tuple[str, Any, str, str]] = [
    ("a list", [], "", "a FHIR R4 Bundle"),
    ("a text", "Bundle", "", "a FHIR R4 Bundle"),
    ("nothing", None, "", "a FHIR R4 Bundle"),
    ("no type", {}, "resourceType", "Bundle"),
    ("a lone patient", PATIENT, "resourceType", "Bundle"),
    ("entries no list", {"resourceType": "Bundle", "entry": {}}, "entry", "a list"),
    ("entries of nothing", {"resourceType": "Bundle", "entry": [1, "x", {}]}, "entry", "at least"),
    ("no types", bundle({"id": "x"}, {"resourceType": 5}), "entry", "at least one entry"),
    ("history", bundle(PATIENT, type="history"), "type", "present state"),
    ("two patients", bundle(PATIENT, {**PATIENT, "id": "r"}), "entry[1].resource", "one patient"),
    (
        "two subjects",
        bundle(
            condition("asthma", subject={"reference": "Patient/1"}),
            condition("asthma", subject={"reference": "Patient/2"}, id="d"),
        ),
        "entry[1].resource.subject",
        "one patient",
    ),
    (
        "STU3 condition",
        bundle({"resourceType": "Condition", "clinicalStatus": "active"}),
        "entry[0].resource.clinicalStatus",
        "R4",
    ),
    (
        "R5 medicine",
        bundle(PATIENT, {"resourceType": "MedicationStatement", "medication": {"concept": {}}}),
        "entry[1].resource.medication",
        "R4",
    ),
    ("DSTU2", bundle({"resourceType": "MedicationOrder"}), "entry[0].resource.resourceType", "R4"),
    (
        "R5 profile",
        bundle({**PATIENT, "meta": {"profile": ["http://hl7.org/fhir/5.0/StructureDefinition/P"]}}),
        "entry[0].resource.meta.profile",
        "R4",
    ),
]


@pytest.mark.parametrize(("what", "document", "field", "expected"), REFUSED)
def test_nothing_can_be_trusted(what: str, document: Any, field: str, expected: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_bundle(document, ON)
    assert error.value.field == field, what
    assert expected in error.value.expected


CONDITION = condition(concept("Asthma"))
UNREAD: list[tuple[str, Any, str]] = [
    ("unknown type", {"resourceType": "Banana"}, "entry[0].resource: resources of type Banana"),
    (
        "other types",
        {"resourceType": "Encounter"},
        "entry[0].resource: resources of type Encounter",
    ),
    (
        "unknown code system",
        condition(concept("", ("http://example.org/codes", "X1"))),
        "entry[0].resource.code: http://example.org/codes X1 is not known here",
    ),
    (
        "unknown SNOMED CT code",
        condition(concept("", ("http://snomed.info/sct", "99999999"))),
        "entry[0].resource.code: SNOMED CT 99999999 is not known here",
    ),
    ("malformed code", condition(concept("", (ICD, "?!"))), "ICD-10-CM ?! is not known here"),
    ("no code", condition({}), "entry[0].resource.code: says neither a code nor a name"),
    ("code no object", {**CONDITION, "code": "asthma"}, "entry[0].resource.code: is no object"),
    (
        "coding no list",
        {**CONDITION, "code": {"text": "asthma", "coding": {}}},
        "entry[0].resource.code.coding: is no list",
    ),
    ("text no text", {**CONDITION, "code": {"text": 5}}, "entry[0].resource.code.text: is no text"),
    ("status", condition("asthma", "alive"), "clinicalStatus: 'alive' is no clinical status"),
    ("unknown medicine", medicine("zyzzyvamab"), "zyzzyvamab is not known here"),
    (
        "medicine elsewhere",
        {
            "resourceType": "MedicationRequest",
            "status": "active",
            "medicationReference": {"reference": "Medication/9"},
        },
        "entry[0].resource.medicationReference: the medicine at Medication/9 is not in this bundle",
    ),
    (
        "no medicine",
        {"resourceType": "MedicationStatement", "status": "active"},
        "entry[0].resource: names no medicine",
    ),
    (
        "future onset",
        condition("asthma", onsetDateTime="2031-01-01"),
        "entry[0].resource.onsetDateTime: 2031-01-01 is in the future",
    ),
    (
        "no date",
        condition("asthma", onsetDateTime="last year"),
        "entry[0].resource.onsetDateTime: 'last year' is no date",
    ),
    (
        "impossible date",
        {"resourceType": "Patient", "birthDate": "1980-02-31"},
        "entry[0].resource.birthDate: '1980-02-31' is no date",
    ),
    (
        "future birth",
        {"resourceType": "Patient", "birthDate": "2030-01-01"},
        "entry[0].resource.birthDate: 2030-01-01 is in the future",
    ),
    (
        "future value",
        observation("6301-6", {"value": 2, "code": "{INR}"}, effectiveDateTime="2027-01-01"),
        "entry[0].resource.effectiveDateTime: 2027-01-01 is in the future",
    ),
    (
        "undated value",
        observation("6301-6", {"value": 2, "code": "{INR}"}, effectiveDateTime=None),
        "entry[0].resource: does not say when it was measured",
    ),
    (
        "vague date of a value",
        observation("6301-6", {"value": 2, "code": "{INR}"}, effectiveDateTime="2026-11"),
        "entry[0].resource.effectiveDateTime: names no single day",
    ),
    (
        "unit missing",
        observation("777-3", {"value": 200}),
        "entry[0].resource.valueQuantity: Platelets in no unit: expected one of",
    ),
    (
        "unit unknown",
        observation("777-3", {"value": 200, "unit": "bushels"}),
        "Platelets in bushels: expected one of",
    ),
    (
        "value no number",
        observation("777-3", {"value": "200", "unit": "K/uL"}),
        "entry[0].resource.valueQuantity.value: is no number for Platelets",
    ),
    ("negative", observation("777-3", {"value": -1, "unit": "K/uL"}), "Platelets is below 0"),
    ("no value", observation("777-3"), "entry[0].resource: Platelets has no value"),
    (
        "known name, unknown code",
        observation("99999-9", {"value": 5}, code=concept("INR point of care")),
        "entry[0].resource.code: 'inr point of care' is measured under a code",
    ),
    (
        "unclear answer",
        form(("ci_anticoag", "perhaps")),
        "entry[0].resource.item[0].answer[0]: is neither yes, no nor unsure to ci_anticoag",
    ),
    (
        "unknown question",
        form(("ci_anticoagg", "yes")),
        "entry[0].resource.item[0].linkId: 'ci_anticoagg' is no question of screening",
    ),
    (
        "unknown place",
        form(("ci_cancer_site", "yes"), ("ci_cancer_site.where", "elbow:up")),
        "entry[0].resource.item[1].answer[0]: 'elbow:up': expected left or right",
    ),
    (
        "unknown trimester",
        form(("ci_pregnancy", "yes"), ("ci_pregnancy.trimester", 4)),
        "the trimester is 1, 2 or 3",
    ),
    (
        "contradiction",
        form(("ci_epilepsy", "no"), ("ci_epilepsy", "yes")),
        "entry[0].resource.item[1]: ci_epilepsy is answered differently elsewhere; yes counts",
    ),
    (
        "active and over",
        condition("asthma", abatementDateTime="2020-01-01"),
        "entry[0].resource: is active and over at once; it counts as active",
    ),
    (
        "modifier",
        condition("asthma", modifierExtension=[{"url": "http://example.org/not"}]),
        "entry[0].resource.modifierExtension: may change the meaning",
    ),
    ("no device", {"resourceType": "Device"}, "entry[0].resource: a device of no kind and no name"),
    (
        "allergy to nothing",
        {"resourceType": "AllergyIntolerance", "code": concept("", ("http://x", "1"))},
        "entry[0].resource.code: http://x 1 is not known here",
    ),
    (
        "an error of the sender",
        {
            "resourceType": "OperationOutcome",
            "issue": [{"severity": "error", "diagnostics": "timed out"}],
        },
        "entry[0].resource.issue[0]: the sender reports: timed out",
    ),
]


@pytest.mark.parametrize(("what", "resource", "line"), UNREAD)
def test_what_cannot_be_read_is_listed_with_its_path(what: str, resource: Any, line: str) -> None:
    found = history(resource)
    assert any(line in unread for unread in found.unread), (what, found.unread)
    assert screen(found, on=ON).session >= Outcome.CAUTION


@pytest.mark.parametrize(
    "resource",
    [
        PATIENT,
        {"resourceType": "Practitioner"},
        {"resourceType": "Organization"},
        condition("asthma"),
        condition(concept("", (ICD, "J45.909"))),
        condition("No known problems"),
        medicine("metoprolol 25 mg"),
        medicine("No current medications"),
        observation("2345-7", {"value": 5, "unit": "mmol/L"}),
        observation("6301-6", None, status="cancelled"),
        form(("phq9_1", "yes")),
        {"resourceType": "OperationOutcome", "issue": [{"severity": "information"}]},
    ],
)
def test_what_is_read_and_means_nothing_is_not_listed(resource: Any) -> None:
    found = history(resource)
    assert found.unread == ()
    assert found.evidence == ()


def test_a_bundle_of_nothing_is_a_history_of_nothing() -> None:
    assert history().evidence == ()
    assert not screen(history(), on=ON).complete


def test_missing_entries_and_further_pages_are_said() -> None:
    entries = [{"resource": PATIENT}, None, 7, {}, {"response": {"status": "404"}}]
    link = [{"relation": "next", "url": "http://example.org/2"}]
    document = {"resourceType": "Bundle", "type": "searchset", "entry": entries, "link": link}
    unread = read_bundle(document, ON).history.unread
    assert unread == (
        "link: further pages exist and are not in this bundle",
        "entry[2]: is no object",
        "entry[2].resource (and 1 more): is missing",
    )


def test_the_same_note_is_written_once_with_a_count() -> None:
    found = history(*[{"resourceType": "Banana", "id": f"b{n}"} for n in range(40)])
    assert found.unread == (
        "entry[0].resource (and 39 more): resources of type Banana are not read",
    )


def test_notes_without_end_are_counted() -> None:
    found = history(*[{"resourceType": f"Banana{n}"} for n in range(300)])
    assert len(found.unread) == 201
    assert found.unread[-1] == "100 more notes of this kind"


def test_somebody_elses_records_are_left_out_and_said() -> None:
    other = condition(concept("", (ICD, "D66")), subject={"reference": "Patient/other"})
    own = condition(
        concept("", (ICD, "E11.9")), id="d", subject={"reference": "https://x.org/r4/Patient/p"}
    )
    found = history(PATIENT, other, own)
    assert [item.group for item in found.evidence] == ["cc_diabetes"]
    assert found.unread == ("entry[1].resource.subject: is about somebody else and was not read",)


def test_fifty_thousand_resources_are_read() -> None:
    resources = [
        condition(concept("", (ICD, "E11.9")), id=f"c{n}")
        if n % 2
        else medicine("Eliquis", id=f"m{n}")
        for n in range(50_000)
    ]
    begun = time.monotonic()
    found = history(PATIENT, *resources)
    assert len(found.evidence) == 50_000
    # A second or two on an idle core; an hour if anything were quadratic.
    assert time.monotonic() - begun < 120
