"""What cards say of the example records."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cds_requests import (
    CPT,
    asked,
    muscle,
    needling,
    order_sign,
    patient_view,
    put,
    searchset,
)
from filiform.cds_hooks import Config
from filiform.cds_hooks.words import escaped

Json = dict[str, Any]


def card_of(record: str, *sites: Json, **more: Any) -> Json:
    (card,) = asked(order_sign(needling(*sites, **more), record=record))
    return card


def labels(card: Json) -> list[str]:
    return [suggestion["label"] for suggestion in card.get("suggestions", [])]


def test_a_stopped_muscle_is_critical_and_named_with_its_reason() -> None:
    card = card_of("apixaban-psoas", muscle("psoas_major:left"), muscle("soleus:right"))
    assert card["indicator"] == "critical"
    assert card["summary"].startswith("Do not needle psoas major (left): impaired clotting")
    assert "MedicationStatement/" in card["detail"]
    assert "Sources:" in card["detail"]


def test_of_a_stopped_order_the_other_muscles_can_be_kept() -> None:
    card = card_of("apixaban-psoas", muscle("psoas_major:left"), muscle("soleus:right"))
    assert labels(card) == ["Keep only the muscles that are not stopped", "Remove this order"]
    keep, remove = (suggestion["actions"][0] for suggestion in card["suggestions"])
    assert keep["resource"]["bodySite"] == [muscle("soleus:right")]
    assert keep["resource"]["id"] == "needling"
    assert remove["resourceId"] == "ServiceRequest/needling"
    assert card["selectionBehavior"] == "at-most-one"
    assert [bool(s.get("isRecommended")) for s in card["suggestions"]] == [True, False]


def test_an_order_that_is_stopped_as_a_whole_can_only_be_removed() -> None:
    card = card_of("fever-today")
    assert card["indicator"] == "critical"
    assert labels(card) == ["Remove this order"]


@pytest.mark.parametrize("without", [{}, {"id": None}])
def test_without_an_id_an_order_can_be_neither_changed_nor_removed(without: Json) -> None:
    order = needling(muscle("psoas_major:left"))
    del order["id"]
    order |= without
    (card,) = asked(order_sign(order, record="apixaban-psoas"))
    assert card["indicator"] == "critical"
    assert "suggestions" not in card


def test_what_an_order_says_nothing_with_is_left_out_of_the_one_to_keep() -> None:
    order = needling(muscle("psoas_major:left"), muscle("infraspinatus:right"))
    order |= {"priority": None, "note": [{"text": ""}], "doNotPerform": False}
    (card,) = asked(order_sign(order, record="apixaban-psoas"))
    kept = card["suggestions"][0]["actions"][0]["resource"]
    assert not {"priority", "note"} & set(kept)
    assert kept["doNotPerform"] is False
    assert len(kept["bodySite"]) == 1


def test_a_clearance_asks_for_a_written_answer() -> None:
    card = card_of("apixaban-psoas", muscle("soleus:right"))
    assert card["indicator"] == "warning"
    (suggestion,) = card["suggestions"]
    task = suggestion["actions"][0]["resource"]
    assert task["resourceType"] == "Task"
    assert task["focus"] == {"reference": "ServiceRequest/needling"}
    assert "anticoag" not in json.dumps(task)


def test_a_complete_record_without_a_risk_is_information() -> None:
    card = card_of("healthy-runner", muscle("soleus:right"))
    assert card["indicator"] == "info"
    assert labels(card) == []


def test_open_questions_alone_are_information_with_their_number() -> None:
    request = order_sign(needling(muscle("soleus:right")))
    (card,) = asked(put(request, "prefetch.answers", None))
    assert card["indicator"] == "info"
    assert "safety questions are open" in card["summary"]
    assert "**Ask first**" in card["detail"]


@pytest.mark.parametrize("key", ["devices", "observations", "answers", "allergies", "procedures"])
def test_what_was_not_given_is_named_and_never_reads_as_clear(key: str) -> None:
    (card,) = asked(put(order_sign(needling(muscle("soleus:right"))), f"prefetch.{key}", ...))
    assert f"prefetch.{key}: was not given" in card["detail"]
    assert "nothing found" not in card["summary"]


def test_an_error_of_the_sender_is_named() -> None:
    trouble = {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": "timeout", "diagnostics": "timed out"}],
    }
    (card,) = asked(put(order_sign(needling(muscle("soleus:right"))), "prefetch.devices", trouble))
    assert "timed out" in card["detail"]


def test_the_patient_view_is_silent_without_a_risk_and_speaks_with_one() -> None:
    assert asked(patient_view("healthy-runner")) == []
    (card,) = asked(patient_view("haemophilia"))
    assert card["indicator"] in ("warning", "critical")


def test_a_medicine_ordered_in_the_same_session_counts() -> None:
    medicine = {
        "resourceType": "MedicationRequest",
        "id": "new",
        "status": "draft",
        "intent": "order",
        "subject": {"reference": "Patient/example"},
        "medicationCodeableConcept": {"text": "apixaban 5 mg"},
    }
    before = card_of("healthy-runner", muscle("psoas_major:left"))
    (after,) = asked(order_sign(needling(muscle("psoas_major:left")), medicine))
    assert before["indicator"] != "critical"
    assert after["indicator"] == "critical"
    assert "MedicationRequest/new" in after["detail"]


def test_electricity_and_a_pacemaker_do_not_go_together() -> None:
    electrical = {**CPT, "text": "Dry needling with electrical stimulation"}
    with_current = card_of("pacemaker-electrical", muscle("soleus:right"), code=electrical)
    by_hand = card_of("pacemaker-electrical", muscle("soleus:right"))
    assert with_current["indicator"] == "critical"
    assert by_hand["indicator"] != "critical"


def test_a_refusal_leaves_no_reason_to_go_on_at_risk() -> None:
    form: Json = {
        "resourceType": "QuestionnaireResponse",
        "id": "q",
        "status": "completed",
        "authored": "2026-11-23",
        "item": [{"linkId": "ci_consent_refused", "answer": [{"valueBoolean": True}]}],
    }
    (card,) = asked(put(order_sign(needling()), "prefetch.answers", searchset(form)))
    codes = {reason["code"] for reason in card["overrideReasons"]}
    assert card["indicator"] == "critical"
    assert codes == {"record-wrong", "asked-and-settled", "not-needling"}


def test_the_same_request_gives_the_same_cards() -> None:
    request = order_sign(needling(muscle("psoas_major:left")), record="apixaban-psoas")
    assert asked(request) == asked(request)
    other = asked(request | {"hookInstance": "4a74b1d0-4fee-4d18-b76f-7f3bd361e4bc"})
    assert other[0]["uuid"] != asked(request)[0]["uuid"]


def test_a_card_names_who_speaks_and_where_to_read_on() -> None:
    config = Config(canonical="https://codes.example/fhir", about="https://clinic.example/")
    (card,) = asked(order_sign(needling()), config)
    assert card["source"]["url"] == "https://clinic.example/"
    assert card["source"]["topic"]["system"] == "https://codes.example/fhir/CodeSystem/cds-topics"


def test_a_card_says_nothing_of_who_the_patient_is() -> None:
    request = order_sign(needling(muscle("psoas_major:left")), record="apixaban-psoas")
    request["prefetch"]["patient"] |= {
        "name": [{"family": "Quillfeather", "given": ["Ottoline"]}],
        "birthDate": "1961-07-19",
        "address": [{"city": "Grantchester"}],
    }
    text = json.dumps(asked(request))
    for secret in ("Quillfeather", "Ottoline", "1961-07-19", "Grantchester"):
        assert secret not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"),
        ("[here](https://evil.example)", "\\[here\\](https\\://evil.example)"),
        ("see www.evil.example", "see www\\.evil.example"),
        ("# Heading", "\\# Heading"),
        ("a\n\n- b", "a - b"),
        ("`code` *bold* _it_", "\\`code\\` \\*bold\\* \\_it\\_"),
        ("back\\slash", "back\\\\slash"),
    ],
)
def test_text_of_a_record_stays_text(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_name_in_the_record_cannot_become_a_link_in_the_card() -> None:
    device = {
        "resourceType": "Device",
        "id": "d",
        "status": "active",
        "type": {"text": "[zap](https://evil.example)<b>"},
    }
    request = put(order_sign(needling()), "prefetch.devices", searchset(device))
    (card,) = asked(request)
    assert "[zap]" not in card["detail"]
    assert "<b>" not in card["detail"]
    assert "\\[zap\\]" in card["detail"]
