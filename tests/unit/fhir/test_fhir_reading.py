"""What each kind of resource comes to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fhir_records import (
    ATC,
    ICD,
    LOINC,
    ON,
    RXNORM,
    SNOMED,
    bundle,
    concept,
    condition,
    counted,
    form,
    history,
    medicine,
    observation,
    only,
    status,
)
from filiform.body.values import Side
from filiform.fhir import read_bundle
from filiform.screening import EvidenceKind, Observation, Place, Reply

DOAC = ("med_doac", "apixaban")


# --- medicines ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "what",
    [
        concept("", (RXNORM, "1364430")),
        concept("", (ATC, "B01AF02")),
        concept("", ("urn:oid:2.16.840.1.113883.6.73", "B01AF02")),
        concept("Eliquis 5 mg"),
        concept("", (RXNORM, "1364445", "apixaban 5 MG Oral Tablet")),
        concept("Eliquis", (ATC, "B01AF02", "apixaban 5 mg")),
        concept("apixaban", ("http://hl7.org/fhir/sid/ndc", "0003-0894")),
    ],
)
def test_a_medicine_is_one_thing_by_code_and_by_name(what: Any) -> None:
    assert counted(medicine(what)) == [DOAC]
    assert history(medicine(what)).unread == ()


def test_two_names_of_one_medicine_count_once_but_two_medicines_twice() -> None:
    both = concept("Plavix", (ATC, "B01AC99", "some new agent"))
    assert counted(medicine(both)) == [("med_antiplatelet", "clopidogrel")]
    assert len(counted(medicine("aspirin 81 and plavix"))) == 2


@pytest.mark.parametrize(
    ("state", "more", "counts", "certain"),
    [
        ("active", {}, True, True),
        ("on-hold", {}, True, True),
        ("unknown", {}, True, False),
        ("intended", {}, True, False),
        ("stopped", {}, False, True),
        ("completed", {}, False, True),
        ("not-taken", {}, False, True),
        ("entered-in-error", {}, False, True),
        ("cancelled", {}, False, True),
        ("active", {"effectivePeriod": {"end": "2020-01-01"}}, False, True),
        ("active", {"effectivePeriod": {"end": "2026-11-20"}}, True, True),
        ("active", {"effectivePeriod": {"end": "2027-01-01"}}, True, True),
        ("active", {"doNotPerform": True}, False, True),
        ("active", {"intent": "proposal"}, True, False),
    ],
)
def test_whether_a_medicine_is_taken_now(
    state: str, more: dict[str, Any], counts: bool, certain: bool
) -> None:
    item = only(medicine("Eliquis", state, **more))
    assert (item.current, item.certain) == (counts, certain)


def test_a_finished_course_given_at_intervals_still_counts() -> None:
    assert counted(medicine("Botox", "completed")) == [("med_botulinum", "onabotulinumtoxinA")]
    assert counted(medicine("Botox", "entered-in-error")) == []


@pytest.mark.parametrize("reference", ["#1", "Medication/9", "https://x.org/Medication/9", "urn:9"])
def test_a_medicine_may_stand_elsewhere(reference: str) -> None:
    request = {
        "resourceType": "MedicationRequest",
        "id": "r",
        "status": "active",
        "intent": "order",
        "contained": [{"resourceType": "Medication", "id": "1", "code": concept("Eliquis")}],
        "medicationReference": {"reference": reference},
    }
    medication = {"resourceType": "Medication", "id": "9", "code": concept("Eliquis")}
    document = bundle(request)
    document["entry"].append({"fullUrl": "urn:9", "resource": medication})
    (item,) = read_bundle(document, ON).history.evidence
    assert (item.group, item.name, item.ref) == (*DOAC, "MedicationRequest/r")


def test_ingredients_count_one_by_one() -> None:
    medication = {
        "resourceType": "Medication",
        "id": "9",
        "ingredient": [
            {"itemCodeableConcept": concept("aspirin")},
            {"itemCodeableConcept": concept("dipyridamole")},
        ],
    }
    request = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "medicationReference": {"reference": "Medication/9"},
    }
    assert [name for _, name in counted(request, medication)] == ["aspirin", "dipyridamole"]


def test_a_medicine_that_is_only_named_by_its_reference() -> None:
    request = {
        "resourceType": "MedicationRequest",
        "status": "active",
        "medicationReference": {"reference": "Medication/9", "display": "Xarelto 20 mg"},
    }
    assert counted(request) == [("med_doac", "rivaroxaban")]


@pytest.mark.parametrize(
    ("what", "route", "counts"),
    [
        (concept("diclofenac", (RXNORM, "3355")), "Topical route", False),
        (concept("diclofenac 1% gel", (RXNORM, "3355")), "", False),
        (concept("diclofenac", (RXNORM, "3355")), "Oral", True),
        (concept("fentanyl patch"), "Transdermal", True),
    ],
)
def test_what_stays_on_the_skin(what: Any, route: str, counts: bool) -> None:
    assert only(medicine(what, dosage=[{"route": {"text": route}}])).current is counts


# --- conditions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "clinical", "verification", "counts", "certain"),
    [
        ("I82.401", "active", "confirmed", True, True),
        ("I82.401", "recurrence", "", True, True),
        ("I82.401", "", "", True, True),
        ("I82.401", "resolved", "", False, True),
        ("I82.401", "inactive", "", False, True),
        ("I82.401", "active", "refuted", False, True),
        ("I82.401", "active", "entered-in-error", False, True),
        ("I82.401", "active", "provisional", True, False),
        ("C50.911", "remission", "", True, True),
        ("C50.911", "resolved", "", False, True),
        ("E11.9", "inactive", "", False, True),
    ],
)
def test_whether_a_condition_is_there_now(
    code: str, clinical: str, verification: str, counts: bool, certain: bool
) -> None:
    resource = condition(concept("", (ICD, code)), clinical)
    if not clinical:
        del resource["clinicalStatus"]
    if verification:
        resource["verificationStatus"] = status(verification)
    item = only(resource)
    assert (item.current, item.certain) == (counts, certain)


@pytest.mark.parametrize(
    "abated",
    [
        {"abatementDateTime": "2019"},
        {"abatementString": "as a child"},
        {"abatementPeriod": {"end": "2020-01"}},
    ],
)
def test_a_condition_without_status_is_over_when_it_ended(abated: dict[str, Any]) -> None:
    resource = condition(concept("", (ICD, "I82.401")), **abated)
    del resource["clinicalStatus"]
    assert only(resource).current is False


def test_the_words_of_a_condition_are_read_when_its_code_is_not_known() -> None:
    coded = condition(concept("", (SNOMED, "99999999", "Family history of breast cancer")))
    assert only(coded).current is False
    assert counted(condition("haemophilia A")) == [("cc_bleeding_disorder", "hemophilia")]


def test_a_code_that_is_understood_decides_over_its_words() -> None:
    assert counted(condition(concept("hay fever", (ICD, "J30.1")))) == []


def test_family_history_is_shown_and_never_counts() -> None:
    resource = {
        "resourceType": "FamilyMemberHistory",
        "condition": [{"code": concept("", (ICD, "D66"))}, {"code": concept("asthma")}],
    }
    item = only(resource)
    assert (item.group, item.current) == ("cc_bleeding_disorder", False)


@pytest.mark.parametrize(
    ("code", "trimester"),
    [
        ("Z3A.08", 1),
        ("Z3A.13", 1),
        ("Z3A.14", 2),
        ("Z3A.27", 2),
        ("Z3A.28", 3),
        ("Z3A.49", 3),
        ("Z3A.00", None),
        ("Z34.01", 1),
        ("O09.512", 2),
        ("O26.9", None),
    ],
)
def test_the_trimester_of_a_code(code: str, trimester: int | None) -> None:
    assert only(condition(concept("", (ICD, code)))).trimester == trimester


@pytest.mark.parametrize(
    ("resource", "places"),
    [
        (condition(concept("", (ICD, "Z96.641"))), (Place("hip_joint", Side.RIGHT),)),
        (condition(concept("", (ICD, "Z96.652"))), (Place("knee_joint", Side.LEFT),)),
        (condition(concept("", (ICD, "Z96.653"))), (Place("knee_joint"),)),
        (condition(concept("", (ICD, "Z96.60"))), ()),
        (condition("Lymphedema of left arm"), (Place("upper_limb", Side.LEFT),)),
        (
            condition(concept("", (ICD, "I89.0")), bodySite=[concept("Right upper limb")]),
            (Place("upper_limb", Side.RIGHT),),
        ),
        (condition("Cancer of the right breast"), ()),
        (
            condition("Cancer", bodySite=[concept("Right breast")]),
            (Place("breast", Side.RIGHT),),
        ),
        (condition("Cancer", bodySite=[concept("Right breast"), concept("Pancreas")]), ()),
    ],
)
def test_where_a_condition_is(resource: Any, places: tuple[Place, ...]) -> None:
    assert only(resource).places == places


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


# --- answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "reply"),
    [
        ("yes", Reply.YES),
        ("No", Reply.NO),
        ("unsure", Reply.UNSURE),
        (True, Reply.YES),
        (False, Reply.NO),
        ({"valueCoding": {"code": "yes"}}, Reply.YES),
        ({"valueCoding": {"system": SNOMED, "code": "373067005"}}, Reply.NO),
        ({"valueCoding": {"system": LOINC, "code": "LA33-6"}}, Reply.YES),
    ],
)
def test_answers(value: Any, reply: Reply) -> None:
    answer = history(form(("ci_anticoag", value))).answer("ci_anticoag")
    assert answer is not None
    assert (answer.value, answer.on, answer.ref) == (reply, ON, "QuestionnaireResponse/q")


def test_an_answer_has_details() -> None:
    where = ("ci_cancer_site.where", {"valueCoding": {"code": "breast:right"}})
    since = ("ci_cancer_site.since", {"valueDate": "2026-05"})
    answers = form(
        ("ci_cancer_site", "yes"), where, since, ("ci_cancer_site.confirmed", True),
        ("ci_pregnancy", "yes"), ("ci_pregnancy.trimester", 2),
    )  # fmt: skip
    cancer = history(answers).answer("ci_cancer_site")
    pregnancy = history(answers).answer("ci_pregnancy")
    assert cancer
    assert pregnancy
    assert cancer.places == (Place("breast", Side.RIGHT),)
    assert (cancer.since, cancer.confirmed) == (date(2026, 5, 31), True)
    assert pregnancy.trimester == 2


def test_nested_items_are_answers_too() -> None:
    inner = form(("ci_anticoag", "no"))["item"]
    nested = form(("ci_diabetes", "yes"))
    nested["item"][0]["answer"][0]["item"] = inner
    grouped = {**form(), "item": [{"linkId": "history", "item": nested["item"]}]}
    found = history(grouped)
    assert [answer.rule for answer in found.answers] == ["ci_diabetes", "ci_anticoag"]
    assert found.unread == ()


def test_the_latest_form_counts() -> None:
    old = form(("ci_epilepsy", "yes"), authored="2024-01-01", id="old")
    new = form(("ci_epilepsy", "no"), authored="2026-11-23", id="new")
    for order in ([old, new], [new, old]):
        answer = history(*order).answer("ci_epilepsy")
        assert answer is not None
        assert answer.value is Reply.NO
    assert history(old, new).unread == ()


def test_an_undated_contradiction_is_settled_by_the_stricter_answer() -> None:
    forms = [form(("ci_epilepsy", value), authored="", id=value) for value in ("yes", "no")]
    found = history(*forms)
    answer = found.answer("ci_epilepsy")
    assert answer is not None
    assert answer.value is Reply.YES
    assert len(found.unread) == 1


def test_an_unfinished_form_gives_no_no() -> None:
    found = history(form(("ci_epilepsy", "no"), ("ci_diabetes", "yes"), status="in-progress"))
    assert [answer.rule for answer in found.answers] == ["ci_diabetes"]


def test_a_form_of_the_future_gives_no_no() -> None:
    found = history(form(("ci_epilepsy", "no"), ("ci_diabetes", "yes"), authored="2030-01-01"))
    assert [(answer.rule, answer.on) for answer in found.answers] == [("ci_diabetes", None)]
    assert "future" in found.unread[0]


def test_questions_of_the_day_are_those_of_today() -> None:
    assert history(form(("day_fever", "yes"))).day is not None
    assert history(form(("day_fever", "yes"), authored="2026-11-20")).day is None
    assert history(form(("ci_diabetes", "no"))).day is None


# --- the bundle --------------------------------------------------------------------------------


def test_the_same_resource_twice_is_one() -> None:
    assert len(history(medicine("Eliquis"), medicine("Eliquis")).evidence) == 1


def test_the_newer_of_two_versions_counts() -> None:
    old = medicine("Eliquis", "active", meta={"lastUpdated": "2020-01-01T00:00:00Z"})
    new = medicine("Eliquis", "stopped", meta={"lastUpdated": "2026-01-01T00:00:00Z"})
    assert counted(old, new) == counted(new, old) == []


def test_of_two_versions_without_a_date_both_are_read() -> None:
    assert counted(medicine("Eliquis", "stopped"), medicine("Eliquis", "active")) == [DOAC]


def test_a_bundle_of_bundles_is_read() -> None:
    found = history(bundle(medicine("Eliquis"), type="searchset"))
    assert [item.group for item in found.evidence] == ["med_doac"]


def test_reasons_name_resources_by_reference_address_or_place() -> None:
    nameless = medicine("Eliquis")
    del nameless["id"]
    assert only(medicine("Eliquis")).ref == "MedicationStatement/m"
    assert only(nameless).ref == "entry[0]"
    document = bundle(nameless)
    document["entry"][0]["fullUrl"] = "urn:uuid:1"
    assert read_bundle(document, ON).history.evidence[0].ref == "urn:uuid:1"


@pytest.mark.parametrize(
    ("born", "read"), [("1990-05-05", date(1990, 5, 5)), ("1990", date(1990, 12, 31)), (None, None)]
)
def test_the_birth_date(born: str | None, read: date | None) -> None:
    assert history({"resourceType": "Patient", "birthDate": born}).birth_date == read
