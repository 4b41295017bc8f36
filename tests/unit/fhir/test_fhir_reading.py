"""What medicines and conditions of a record come to."""

from __future__ import annotations

from typing import Any

import pytest

from fhir_records import (
    ATC,
    ICD,
    ON,
    RXNORM,
    SNOMED,
    bundle,
    concept,
    condition,
    counted,
    history,
    medicine,
    only,
    status,
)
from filiform.body.values import Side
from filiform.fhir import read_bundle
from filiform.screening import Place

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
