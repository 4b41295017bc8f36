"""Discovery, calls and feedback over HTTP, and what bad requests are told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import Settings

from cast import Cast
from cds_requests import CPT, muscle, needling, order_sign, patient_view, put, searchset
from cds_rules import broken
from filiform_clinic.records.models import AuditRow, CdsFeedbackEntry, Organisation

pytestmark = pytest.mark.django_db

SIGN = "/cds-services/filiform-order-sign"
VIEW = "/cds-services/filiform-patient-view"
FEEDBACK = {
    "feedback": [
        {
            "card": "4e0a3a1e-3283-4575-ab82-028d55fe2719",
            "outcome": "overridden",
            "overrideReason": {"reason": {"code": "record-wrong"}, "userComment": "stopped"},
            "outcomeTimestamp": "2026-11-23T10:05:31Z",
        }
    ]
}


def post(client: Client, address: str, body: Any, **headers: str) -> Any:
    raw = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(address, raw, content_type="application/json", headers=headers)


def told(response: Any) -> tuple[str, list[str]]:
    """The message and the elements of an error."""
    document = response.json()
    assert document["resourceType"] == "OperationOutcome"
    (issue,) = document["issue"]
    assert issue["severity"] == "error"
    return issue["diagnostics"], issue.get("expression", [])


def test_the_services_are_found(client: Client) -> None:
    response = client.get("/cds-services")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert broken(response.json()) == []
    assert client.get("/cds-services/").json() == response.json()


def test_an_order_gets_a_card(client: Client) -> None:
    request = order_sign(needling(muscle("psoas_major:left")), record="apixaban-psoas")
    response = post(client, SIGN, request)
    assert response.status_code == 200
    assert broken(response.json()) == []
    (card,) = response.json()["cards"]
    assert card["indicator"] == "critical"
    assert "no-store" in response["Cache-Control"]


def test_other_orders_get_no_card(client: Client) -> None:
    response = post(client, SIGN, order_sign(needling(code={"text": "Massage"})))
    assert (response.status_code, response.json()) == (200, {"cards": []})


def test_a_call_stores_nothing_and_needs_no_cookie(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = post(strict, VIEW, patient_view("haemophilia"))
    assert response.status_code == 200
    assert not response.cookies
    assert not AuditRow.objects.exists()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b" ", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "an object"),
        (b'{"hook": NaN}', "numbers"),
        (b'{"hook": 1, "hook": 2}', "only once"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 400 + b"1" + b"}" * 400, "hook"),
    ],
)
def test_a_body_that_is_no_request_is_told_so(client: Client, body: bytes, message: str) -> None:
    response = post(client, VIEW, body)
    assert response.status_code == 400
    assert message in told(response)[0]


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("hook", "order-dispatch", "hook"),
        ("hookInstance", "7", "hookInstance"),
        ("context.patientId", "../Patient", "context.patientId"),
        ("prefetch.conditions", searchset({"resourceType": "ReferralRequest"}),
         "prefetch.conditions.entry[0].resource.resourceType"),
    ],
)  # fmt: skip
def test_the_element_at_fault_is_named(client: Client, path: str, value: Any, field: str) -> None:
    response = post(client, SIGN, put(order_sign(needling()), path, value))
    assert response.status_code == 400
    assert told(response)[1] == [field]


def test_deep_nesting_that_json_allows_is_no_traceback(client: Client) -> None:
    """In an order that a card would give back, and in answers that are read level by level."""
    deep: Any = "x"
    for _ in range(220):
        deep = {"item": [deep] if isinstance(deep, dict) else []}
    request = order_sign(needling(extension=[deep], code=CPT))
    form = {"resourceType": "QuestionnaireResponse", "status": "completed", **deep}
    with_form = order_sign(needling())
    with_form["prefetch"]["answers"] = searchset(form)
    for body in (request, with_form):
        assert post(client, SIGN, body).status_code in (200, 400)


def test_without_the_records_that_are_needed_the_answer_is_412(client: Client) -> None:
    request = patient_view()
    del request["prefetch"]["conditions"]
    response = post(client, VIEW, request)
    assert response.status_code == 412
    assert "prefetch.conditions" in told(response)[0]
    assert post(client, VIEW, {**request, "prefetch": {}}).status_code == 412


def test_unknown_services_and_other_methods_are_told_so(client: Client) -> None:
    assert post(client, "/cds-services/other", patient_view()).status_code == 404
    assert post(client, "/cds-services/other/feedback", FEEDBACK).status_code == 404
    response = client.get(VIEW)
    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")
    assert client.post("/cds-services").status_code == 405


def test_only_json_is_read(client: Client) -> None:
    response = client.post(VIEW, {"hook": "patient-view"})
    assert response.status_code == 415
    assert "application/json" in told(response)[0]


def test_a_body_that_is_too_large_is_refused(client: Client, settings: Settings) -> None:
    settings.CDS_MAX_BYTES = 1_000_000
    response = post(client, VIEW, b" " * 1_000_001)
    assert response.status_code == 413
    assert "1 MB" in told(response)[0]


def many(number: int) -> Any:
    found = [{"resourceType": "Condition", "code": {"text": "Acne"}} for _ in range(number)]
    return put(order_sign(needling(), record="haemophilia"), "prefetch.procedures",
               searchset(*found))  # fmt: skip


def test_a_large_record_is_answered(client: Client) -> None:
    response = post(client, SIGN, many(9_000))
    assert response.status_code == 200
    (card,) = response.json()["cards"]
    assert card["indicator"] in ("warning", "critical")
    assert len(card["detail"]) < 10_000


def test_fifty_thousand_resources_of_a_stranger_are_too_much(client: Client) -> None:
    response = post(client, SIGN, many(50_000))
    assert response.status_code == 413
    assert "2 MB" in told(response)[0]


def test_so_many_resources_are_refused_also_when_they_are_small(client: Client) -> None:
    request = many(0)
    request["prefetch"]["procedures"]["entry"] = [{"resource": {"a": 1}}] * 50_000
    response = post(client, SIGN, request)
    assert response.status_code == 400
    assert "10000 resources" in told(response)[0]
    assert told(response)[1] == ["prefetch"]


def test_so_many_places_are_refused(client: Client) -> None:
    response = post(client, SIGN, order_sign(needling(*[{"text": "calf"}] * 101)))
    assert told(response)[1] == ["context.draftOrders.entry[0].resource.bodySite"]


def test_services_can_be_switched_off(client: Client, settings: Settings) -> None:
    settings.CDS_ENABLED = False
    assert client.get("/cds-services").status_code == 404
    assert post(client, VIEW, patient_view()).status_code == 404


def test_pages_of_other_origins_may_not_call(client: Client) -> None:
    response = client.get("/cds-services", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in response


def test_pages_of_allowed_origins_may_call(client: Client, settings: Settings) -> None:
    settings.CDS_ORIGINS = ["https://sandbox.cds-hooks.org"]
    headers = {"Origin": "https://sandbox.cds-hooks.org"}
    ask = {**headers, "Access-Control-Request-Method": "POST"}
    preflight = client.options(VIEW, headers=ask)
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Origin"] == headers["Origin"]
    assert preflight["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert "Authorization" in preflight["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight
    response = post(client, VIEW, patient_view(), **headers)
    assert response["Access-Control-Allow-Origin"] == headers["Origin"]
    assert "Origin" in response["Vary"]
    for other in ("https://sandbox.cds-hooks.org.evil.example", "null"):
        denied = post(client, VIEW, patient_view(), Origin=other)
        assert "Access-Control-Allow-Origin" not in denied


def test_an_error_can_be_read_by_allowed_pages_too(client: Client, settings: Settings) -> None:
    settings.CDS_ORIGINS = ["*"]
    response = post(client, VIEW, b"{", Origin="https://any.example")
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (400, "*")


@pytest.fixture
def clinic(db: None) -> None:
    """An installation with one clinic."""
    Organisation.objects.create(name="Elm Street Clinic (synthetic)")


def test_feedback_of_nobody_in_particular_is_not_kept_by_several_clinics(
    client: Client, cast: Cast
) -> None:
    response = post(client, f"{SIGN}/feedback", FEEDBACK)
    assert response.status_code == 503
    assert not CdsFeedbackEntry.objects.exists()


def test_feedback_is_kept_and_audited(client: Client, clinic: None) -> None:
    response = post(client, f"{SIGN}/feedback", FEEDBACK)
    assert response.status_code == 200
    row = CdsFeedbackEntry.objects.get()
    assert (row.outcome, row.reason_code, row.comment) == ("overridden", "record-wrong", "stopped")
    assert row.service == "filiform-order-sign"
    audit = AuditRow.objects.get()
    assert (audit.verb, audit.organisation_id) == ("cds.feedback", row.organisation_id)
    assert "stopped" not in json.dumps(audit.details)


def test_feedback_of_the_demo_is_kept_by_its_first_clinic(client: Client, clinic: None) -> None:
    Organisation.objects.update(is_demo=True)
    Organisation.objects.create(name="Oak Avenue Clinic (synthetic)", is_demo=True)
    assert post(client, f"{SIGN}/feedback", FEEDBACK).status_code == 200
    assert CdsFeedbackEntry.objects.get().organisation_id == Organisation.objects.earliest("pk").pk


def test_feedback_is_never_changed_or_deleted(client: Client, clinic: None) -> None:
    post(client, f"{SIGN}/feedback", FEEDBACK)
    for act in (
        lambda: CdsFeedbackEntry.objects.update(comment=""),
        lambda: CdsFeedbackEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()


def test_wrong_feedback_is_refused_whole(client: Client, clinic: None) -> None:
    entries = [*FEEDBACK["feedback"], {"card": "x"}]
    response = post(client, f"{SIGN}/feedback", {"feedback": entries})
    assert response.status_code == 400
    assert told(response)[1] == ["feedback[1].outcome"]
    assert not CdsFeedbackEntry.objects.exists()


def test_strangers_cannot_fill_the_table(client: Client, clinic: None) -> None:
    cache.set("cds-feedback-unsigned", 2_000, timeout=60)
    response = post(client, f"{SIGN}/feedback", FEEDBACK)
    assert response.status_code == 429
    assert not CdsFeedbackEntry.objects.exists()


def test_health(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert client.post("/healthz").status_code == 405
