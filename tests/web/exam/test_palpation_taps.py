"""Taps on palpation buttons: each is an entry, none overwrites another."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from acts import palpate, sign_now, verbs
from cast import Cast, signed_in
from filiform_clinic.exam.queries import after_tap
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import FindingEntry
from filiform_clinic.records.visit_state import standing_findings


def standing() -> list[Any]:
    return [row.finding for row in standing_findings()]


def test_a_tap_is_recorded_and_tells_the_page_to_rank_anew(cast: Cast) -> None:
    answer = palpate(signed_in(cast.practitioner), cast.visit, "tender taut_band")
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "findings-changed")
    assert standing() == [
        {
            "kind": "palpation",
            "muscle": "infraspinatus",
            "site": None,
            "side": "right",
            "result": ["tender", "taut_band"],
        }
    ]
    assert verbs(cast.visit) == ["finding.recorded"]


def test_without_a_script_the_browser_goes_back_to_the_visit(cast: Cast) -> None:
    said = {"id": new_id(), "muscle": "soleus", "side": "left", "result": "tender"}
    answer = signed_in(cast.practitioner).post(
        reverse("exam:palpation", args=[cast.visit.pk]), said
    )
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("visit:visit", args=[cast.visit.pk]) + "?step=examine",
    )


def test_another_result_replaces_the_finding_and_both_stay_readable(cast: Cast) -> None:
    client, first = signed_in(cast.practitioner), new_id()
    palpate(client, cast.visit, "tender", id=first)
    palpate(client, cast.visit, "tender familiar_pain", replaces=first)
    assert [finding["result"] for finding in standing()] == [["tender", "familiar_pain"]]
    assert FindingEntry.objects.count() == 2


def test_undo_takes_the_finding_back_without_deleting_it(cast: Cast) -> None:
    client, first = signed_in(cast.practitioner), new_id()
    palpate(client, cast.visit, "nothing", id=first)
    assert palpate(client, cast.visit, "", replaces=first).status_code == 204
    assert standing() == []
    assert FindingEntry.objects.count() == 2
    assert verbs(cast.visit) == ["finding.recorded", "finding.retracted"]
    assert palpate(client, cast.visit, "tender").status_code == 204


def test_a_site_has_a_finding_of_its_own(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    palpate(client, cast.visit, "familiar_pain", site="infraspinatus_1")
    assert {finding["site"] for finding in standing()} == {None, "infraspinatus_1"}


def test_the_same_submit_twice_is_one_finding(cast: Cast) -> None:
    client, id = signed_in(cast.practitioner), new_id()
    for _ in range(2):
        assert palpate(client, cast.visit, "tender", id=id).status_code == 204
    assert FindingEntry.objects.count() == 1
    assert verbs(cast.visit) == ["finding.recorded"]


def test_the_same_id_with_other_content_is_refused(cast: Cast) -> None:
    client, id = signed_in(cast.practitioner), new_id()
    palpate(client, cast.visit, "tender", id=id)
    answer = palpate(client, cast.visit, "nothing", id=id)
    assert answer.status_code == 409
    assert "already stands for another" in answer.content.decode()


def test_a_stale_tab_does_not_overwrite_a_newer_finding(cast: Cast) -> None:
    client, first = signed_in(cast.practitioner), new_id()
    palpate(client, cast.visit, "tender", id=first)
    palpate(signed_in(cast.colleague), cast.visit, "nothing", replaces=first)
    answer = palpate(client, cast.visit, "tender twitch", replaces=first)
    assert answer.status_code == 409
    assert "has changed since the page showed it" in answer.content.decode()
    assert [finding["result"] for finding in standing()] == [["nothing"]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"muscle": "infraspinatis"}, "muscle"),
        ({"muscle": ""}, "muscle"),
        ({"side": "midline"}, "side"),
        ({"side": "upper"}, "side"),
        ({"site": "soleus_1"}, "site"),
        ({"result": "nothing tender"}, "result"),
        ({"result": "sore"}, "result"),
        ({"result": ""}, "result"),
        ({"result": "tender " * 100}, "result"),
        ({"replaces": "last"}, "replaces"),
        ({"id": ""}, "id"),
        ({"id": "5f0c6d2e-1111-4111-8111-111111111111"}, "id"),
    ],
)
def test_bad_input_names_the_field_and_records_nothing(
    cast: Cast, change: dict[str, str], field: str
) -> None:
    answer = signed_in(cast.practitioner).post(
        reverse("exam:palpation", args=[cast.visit.pk]),
        {"id": new_id(), "muscle": "infraspinatus", "side": "right", "result": "tender"} | change,
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert not FindingEntry.objects.exists()


def test_who_may_not(cast: Cast) -> None:
    refused = palpate(signed_in(cast.front_desk), cast.visit, "tender")
    assert refused.status_code == 403
    assert "Only a practitioner can record treatment." in refused.content.decode()
    assert palpate(signed_in(cast.stranger), cast.visit, "tender").status_code == 404
    assert palpate(signed_in(cast.practitioner), cast.other_visit, "tender").status_code == 404
    assert not FindingEntry.objects.exists()


def test_a_signed_visit_takes_no_more_findings(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    sign_now(client, cast.visit)
    answer = palpate(client, cast.visit, "tender", muscle="soleus")
    assert answer.status_code == 409
    assert "This visit is signed." in answer.content.decode()


@pytest.mark.parametrize(
    ("before", "tapped", "after"),
    [
        ((), "tender", ["tender"]),
        (("tender",), "tender", []),
        (("tender",), "nothing", ["nothing"]),
        (("nothing",), "twitch", ["twitch"]),
        (("twitch", "tender"), "taut_band", ["tender", "taut_band", "twitch"]),
    ],
)
def test_what_stands_after_a_tap(before: tuple[str, ...], tapped: str, after: list[str]) -> None:
    assert after_tap(before, tapped) == after


def test_a_get_is_not_an_act(cast: Cast) -> None:
    address = reverse("exam:palpation", args=[cast.visit.pk])
    assert signed_in(cast.practitioner).get(address).status_code == 405
