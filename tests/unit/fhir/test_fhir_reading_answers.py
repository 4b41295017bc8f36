"""What answers come to, and what a bundle of resources does to them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fhir_records import (
    LOINC,
    ON,
    SNOMED,
    bundle,
    counted,
    form,
    history,
    medicine,
    only,
)
from filiform.body.values import Side
from filiform.fhir import read_bundle
from filiform.screening import Place, Reply

DOAC = ("med_doac", "apixaban")


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
