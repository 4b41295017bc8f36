"""The review of safety: answer, measure, put right, clear and override; every refusal has words."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from acts import sign, verbs
from cast import Cast, signed_in
from filiform.knowledge.screening import load_rules
from filiform.screening import Evidence, EvidenceKind, Outcome, Reply
from filiform.screening.written import write_evidence
from filiform_clinic.access.actor import actor_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    AnswerEntry,
    ClearanceEntry,
    DayEntry,
    OverrideEntry,
    Visit,
)
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.screening.queries import record_seen
from histories import answer_today, healthy, said, send

pytestmark = pytest.mark.django_db

GOOD_DAY = {q.id: "no" if q.raised_by == "yes" else "yes" for q in load_rules().day_questions}


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


def today(visit: Visit) -> datetime.date:
    return actor_of(visit.practitioner.pk).today


def outcome(visit: Visit) -> Outcome:
    return verdict_of(visit, today(visit)).session


def do(client: Client, visit: Visit, act: str, **fields: Any) -> HttpResponse:
    """A form of the review page as a fresh page would send it."""
    sent = {"id": new_id(), "seen": record_seen(visit)} | fields
    answer = client.post(reverse(f"screening:{act}", args=[visit.pk]), sent)
    assert isinstance(answer, HttpResponse)
    return answer


def answer(client: Client, visit: Visit, rule: str, value: str, **more: Any) -> HttpResponse:
    fields = {f"{rule}-id": new_id(), f"{rule}-value": value}
    return do(client, visit, "answer", **fields | {f"{rule}-{k}": v for k, v in more.items()})


def clear(client: Client, visit: Visit, **more: Any) -> HttpResponse:
    on = today(visit)
    fields = {
        "reason": "ci_anticoag",
        "given_by": "Dr Grey (synthetic)",
        "given_on": on,
        "valid_until": on + datetime.timedelta(days=30),
        "place": "",
        "conditions": "Press longer.",
    }
    return do(client, visit, "clearance", **fields | more)


def words(answer: HttpResponse, status: int) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_the_page_shows_reasons_questions_and_leaves_an_audit_row(
    cast: Cast, client: Client
) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    text = client.get(reverse("screening:review", args=[cast.visit.pk])).content.decode()
    assert "Anticoagulant treatment" in text
    assert "Clearance first" in text
    assert "Munoz 2022" in text
    assert verbs(cast.visit) == ["safety.read"]


def test_the_day_is_answered_by_staff(cast: Cast, client: Client) -> None:
    send(cast.visit)
    assert do(client, cast.visit, "day", **GOOD_DAY).status_code == 302
    assert outcome(cast.visit) is Outcome.CLEAR
    assert verbs(cast.visit) == ["day.answered"]
    assert DayEntry.objects.get().recorded_by == cast.practitioner


def test_a_day_needs_every_answer(cast: Cast, client: Client) -> None:
    fields = dict(GOOD_DAY)
    del fields["day_fever"]
    assert "day_fever" in words(do(client, cast.visit, "day", **fields), 400)
    assert not DayEntry.objects.exists()


def test_the_day_sent_twice_is_one_entry(cast: Cast, client: Client) -> None:
    fields = {"id": new_id(), "seen": record_seen(cast.visit)} | GOOD_DAY
    for _time in range(2):
        assert do(client, cast.visit, "day", **fields).status_code == 302
    assert DayEntry.objects.count() == 1
    other = fields | {"day_fever": "yes"}
    assert "another act" in words(do(client, cast.visit, "day", **other), 409)


def test_an_open_question_is_answered(cast: Cast, client: Client) -> None:
    send(cast.visit, ci_anticoag=Reply.UNSURE)
    answer_today(cast.visit)
    assert outcome(cast.visit) is Outcome.CAUTION
    assert answer(client, cast.visit, "ci_anticoag", "no").status_code == 302
    assert outcome(cast.visit) is Outcome.CLEAR
    kept = AnswerEntry.objects.get()
    assert (kept.said["answer"]["confirmed"], kept.recorded_by) == (True, cast.practitioner)


def test_a_yes_says_where_and_when(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    since = today(cast.visit) - datetime.timedelta(days=30)
    sent = answer(
        client, cast.visit, "ci_joint_implant", "yes", place="knee_joint:left", since=since
    )
    assert sent.status_code == 302
    kept = AnswerEntry.objects.get().said["answer"]
    assert kept["places"] == [{"region": "knee_joint", "side": "left"}]
    assert kept["since"] == since.isoformat()


def test_a_no_with_details_contradicts_itself(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    sent = answer(client, cast.visit, "ci_joint_implant", "no", place="knee_joint:left")
    assert "no details with the answer no" in words(sent, 400)
    assert not AnswerEntry.objects.exists()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("ci_joint_implant", {"since": "2199-01-01"}),
        ("ci_joint_implant", {"since": "not a date"}),
        ("ci_joint_implant", {"place": "atlantis:left"}),
        ("ci_pregnancy", {"trimester": "4"}),
        ("ci_nothing", {}),
    ],
)
def test_answers_that_cannot_be(
    cast: Cast, client: Client, rule: str, fields: dict[str, str]
) -> None:
    healthy(cast.visit)
    words(answer(client, cast.visit, rule, "yes", **fields), 400)
    assert not AnswerEntry.objects.exists()


def test_a_stale_tab_decides_nothing(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    seen = record_seen(cast.visit)
    assert answer(client, cast.visit, "ci_epilepsy", "yes").status_code == 302
    late = do(client, cast.visit, "day", **GOOD_DAY | {"seen": seen})
    assert "has changed since the page showed it" in words(late, 409)
    assert DayEntry.objects.count() == 1


def test_a_match_is_put_right_and_counts_again(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    found = Evidence(EvidenceKind.MEDICINE, "med_doac", "apixaban", "patient")
    said(cast.visit, evidence=write_evidence(found))
    assert outcome(cast.visit) is Outcome.CLEARANCE
    match = {"kind": "medicine", "group": "med_doac", "name": "apixaban"}
    assert do(client, cast.visit, "match", **match).status_code == 302
    assert outcome(cast.visit) is Outcome.CLEAR
    assert do(client, cast.visit, "match", current="on", **match).status_code == 302
    assert outcome(cast.visit) is Outcome.CLEARANCE


@pytest.mark.parametrize(
    ("kind", "value", "unit", "expected"),
    [
        ("temperature", "38.2", "Cel", Outcome.STOP),
        ("temperature", "101.5", "[degF]", Outcome.STOP),
        ("temperature", "36.8", "Cel", Outcome.CLEAR),
        ("platelets", "40", "10*3/uL", Outcome.STOP),
    ],
)
def test_a_measurement_is_judged(
    cast: Cast, client: Client, kind: str, value: str, unit: str, expected: Outcome
) -> None:
    healthy(cast.visit)
    fields = {"kind": kind, "value": value, "unit": unit, "on": today(cast.visit)}
    assert do(client, cast.visit, "measurement", **fields).status_code == 302
    assert outcome(cast.visit) is expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": "{INR}"},
        {"kind": "mood"},
        {"value": "-1"},
        {"value": "nan"},
        {"on": "2199-01-01"},
        {"value": ""},
    ],
)
def test_a_measurement_that_cannot_be(cast: Cast, client: Client, wrong: dict[str, str]) -> None:
    healthy(cast.visit)
    fields = {"kind": "temperature", "value": "37", "unit": "Cel", "on": today(cast.visit)}
    words(do(client, cast.visit, "measurement", **fields | wrong), 400)
    assert not AnswerEntry.objects.exists()


def test_a_clearance_makes_caution_and_is_withdrawn(cast: Cast, client: Client) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    answer_today(cast.visit)
    assert clear(client, cast.visit).status_code == 302
    assert outcome(cast.visit) is Outcome.CAUTION
    kept = ClearanceEntry.objects.get()
    assert kept.basis
    back = do(client, cast.visit, "unclear", clearance=kept.pk)
    assert back.status_code == 302
    assert outcome(cast.visit) is Outcome.CLEARANCE
    again = do(client, cast.visit, "unclear", clearance=kept.pk)
    assert "withdrawn already" in words(again, 409)
    assert verbs(cast.visit) == ["clearance.recorded", "clearance.withdrawn"]


def test_something_new_voids_a_clearance_and_the_page_says_so(cast: Cast, client: Client) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    answer_today(cast.visit)
    clear(client, cast.visit)
    answer(client, cast.visit, "ci_epilepsy", "yes")
    assert outcome(cast.visit) is Outcome.CLEARANCE
    text = client.get(reverse("screening:review", args=[cast.visit.pk])).content.decode()
    assert "does not hold" in text


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_on": "2199-01-01", "valid_until": "2199-02-01"},
        {"valid_until": "2001-01-01"},
        {"given_by": "  "},
        {"reason": "ci_epilepsy"},
        {"reason": "nothing"},
        {"place": "atlantis"},
        {"conditions": "x" * 3_000},
    ],
)
def test_a_clearance_that_cannot_be(cast: Cast, client: Client, wrong: dict[str, str]) -> None:
    send(cast.visit, ci_anticoag=Reply.YES)
    answer_today(cast.visit)
    words(clear(client, cast.visit, **wrong), 400)
    assert not ClearanceEntry.objects.exists()


def test_an_override_holds_for_the_visit_and_is_taken_back(cast: Cast, client: Client) -> None:
    send(cast.visit, ci_needle_phobia=Reply.YES)
    answer_today(cast.visit)
    sent = do(client, cast.visit, "override", reason="ci_needle_phobia", why="Asks for it")
    assert sent.status_code == 302
    assert outcome(cast.visit) is Outcome.CAUTION
    kept = OverrideEntry.objects.get()
    back = do(client, cast.visit, "unoverride", override=kept.pk, why="Changed her mind")
    assert back.status_code == 302
    assert outcome(cast.visit) is Outcome.STOP


@pytest.mark.parametrize("reason", ["ci_consent_refused", "open_questions", "unread"])
def test_nothing_overrides_a_refusal_or_an_open_question(
    cast: Cast, client: Client, reason: str
) -> None:
    send(cast.visit, ci_consent_refused=Reply.YES)
    sent = do(client, cast.visit, "override", reason=reason, why="Please")
    assert "Nothing overrides this" in words(sent, 403)
    assert not OverrideEntry.objects.exists()


@pytest.mark.parametrize("reason", ["jurisdiction", "competence"])
def test_law_and_training_are_the_owners(cast: Cast, client: Client, reason: str) -> None:
    sent = do(client, cast.visit, "override", reason=reason, why="Please")
    assert "Only the clinic owner" in words(sent, 403)


@pytest.mark.parametrize("why", ["", "   ", "x" * 3_000])
def test_an_override_says_why_in_so_many_words(cast: Cast, client: Client, why: str) -> None:
    send(cast.visit, ci_needle_phobia=Reply.YES)
    answer_today(cast.visit)
    words(do(client, cast.visit, "override", reason="ci_needle_phobia", why=why), 400)


def test_only_what_holds_back_is_overridden(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    sent = do(client, cast.visit, "override", reason="ci_needle_phobia", why="In advance")
    words(sent, 400)


@pytest.mark.parametrize("act", ["day", "answer", "match", "measurement", "clearance", "override"])
def test_a_visit_of_another_clinic_does_not_exist(cast: Cast, client: Client, act: str) -> None:
    before = record_seen(cast.other_visit)
    fields = {
        "ci_epilepsy-id": new_id(),
        "ci_epilepsy-value": "yes",
        "kind": "medicine" if act == "match" else "temperature",
        "group": "med_doac",
        "name": "apixaban",
        "value": "37",
        "unit": "Cel",
        "on": today(cast.visit),
        "reason": "ci_needle_phobia",
        "why": "x",
        "given_by": "x",
        "given_on": today(cast.visit),
        "valid_until": today(cast.visit),
    }
    assert do(client, cast.other_visit, act, **fields | GOOD_DAY).status_code == 404
    assert record_seen(cast.other_visit) == before
    address = reverse("screening:review", args=[cast.other_visit.pk])
    assert client.get(address).status_code == 404


def test_the_front_desk_sees_and_answers_nothing(cast: Cast) -> None:
    desk = signed_in(cast.front_desk)
    assert desk.get(reverse("screening:review", args=[cast.visit.pk])).status_code == 403
    assert do(desk, cast.visit, "day", **GOOD_DAY).status_code == 403
    assert answer(desk, cast.visit, "ci_epilepsy", "no").status_code == 403
    assert not DayEntry.objects.exists()


def test_after_signing_nothing_is_answered(cast: Cast, client: Client) -> None:
    healthy(cast.visit)
    assert sign(client, cast.visit, "Talked about it.").status_code == 302
    late = do(client, cast.visit, "day", **GOOD_DAY)
    assert "This visit is signed" in words(late, 409)
