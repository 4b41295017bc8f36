"""The last session taken over: today's consent and verdict decide for every muscle."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from acts import act, counts, place, post, verbs
from cast import Cast, add_visit, agree, signed_in
from filiform.needling import MarkerState
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import ConsentEntry, NeedleEvent, Visit
from filiform_clinic.records.visit_state import needling_of
from histories import answer_today


@pytest.fixture
def today(cast: Cast) -> Visit:
    """A visit after the first, in which two muscles were needled and one was a mistake."""
    client = signed_in(cast.practitioner)
    place(client, cast.visit, depth="deep", handling="rotated", gauge_mm="0.25", length_mm=40)
    place(client, cast.visit, muscle="soleus", side="left", needles=2, mode="pistoned")
    place(client, cast.visit, muscle="soleus", side="right")
    mistake = needling_of(cast.visit.pk).markers[2]
    act(client, cast.visit, "withdrawn", mistake.id, not_in_skin="on")
    for marker in needling_of(cast.visit.pk).current:
        act(client, cast.visit, "removed", marker.id, needles=marker.still_in)
    cast.visit.starts_at -= datetime.timedelta(days=7)
    cast.visit.save()
    today = add_visit(cast.patient, cast.practitioner)
    answer_today(today)
    return today


def copy(client: Client, visit: Visit, **more: object) -> int:
    return post(client, "needling:copy_last", visit, {"id": new_id()} | more).status_code


def planned(visit: Visit) -> tuple[MarkerState, ...]:
    return needling_of(visit.pk).planned


def page(client: Client, visit: Visit) -> str:
    return client.get(reverse("visit:visit", args=[visit.pk]) + "?step=needle").content.decode()


def test_all_that_went_in_is_planned_once_and_nothing_counts_as_in(
    cast: Cast, today: Visit
) -> None:
    client, id = signed_in(cast.practitioner), new_id()
    for _ in range(2):
        assert copy(client, today, id=id) == 204
    first, second = planned(today)
    assert (first.value.target.muscle, second.value.target.side) == ("infraspinatus", "left")
    assert (first.value.settings.depth, first.value.settings.gauge_mm) == ("deep", 0.25)
    assert (second.value.settings.needles, counts(today)) == (2, (0, 0))
    assert verbs(today)[-1] == "needles.copied"
    assert copy(client, today) == 409
    layers = client.get(reverse("visit:layers", args=[today.pk])).json()
    assert [one["planned"] for one in layers["needles"]] == [True, True]


def test_all_are_placed_by_one_act_and_taken_back_by_another(cast: Cast, today: Visit) -> None:
    client, id = signed_in(cast.practitioner), new_id()
    copy(client, today)
    for _ in range(2):
        assert post(client, "needling:place_all", today, {"id": id}).status_code == 204
    assert counts(today) == (3, 0)
    back = {"id": new_id(), "of": id}
    assert post(client, "needling:take_back", today, back).status_code == 400
    stated = back | {"not_in_skin": "on"}
    assert post(client, "needling:take_back", today, stated).status_code == 204
    assert counts(today) == (0, 0)
    again = stated | {"id": new_id()}
    assert post(client, "needling:take_back", today, again).status_code == 409
    assert copy(client, today) == 204


def test_one_is_placed_by_itself_and_the_rest_dropped(cast: Cast, today: Visit) -> None:
    client = signed_in(cast.practitioner)
    copy(client, today)
    first, _second = planned(today)
    said = first.value.to_json() | {"id": new_id(), "marker": first.id, "after": first.latest}
    said = {key: "" if value is None else value for key, value in said.items()}
    assert post(client, "needling:placed", today, said | {"after": new_id()}).status_code == 409
    assert post(client, "needling:placed", today, said).status_code == 204
    assert counts(today) == (1, 0)
    assert post(client, "needling:drop_planned", today, {"id": new_id()}).status_code == 204
    assert not planned(today)
    assert "entered by mistake" not in page(client, today)


def test_what_the_consent_of_today_leaves_out_is_listed_and_not_copied(
    cast: Cast, today: Visit
) -> None:
    client = signed_in(cast.practitioner)
    agree(today, "shoulder")
    text = page(client, today)
    assert "Not taken over today" in text
    assert "The consent does not cover this part of the body" in text
    assert copy(client, today) == 204
    assert [one.value.target.muscle for one in planned(today)] == ["infraspinatus"]
    assert "Not taken over today" in page(client, today)


def test_a_consent_that_ends_after_the_copy_holds_the_needles_back(
    cast: Cast, today: Visit
) -> None:
    client = signed_in(cast.practitioner)
    copy(client, today)
    last = ConsentEntry.objects.order_by("number").last()
    assert last
    agreed = agree(today, "lower_leg")
    assert agreed.number == last.number + 1
    assert post(client, "needling:place_all", today, {"id": new_id()}).status_code == 204
    assert counts(today) == (2, 0)
    assert [one.value.target.muscle for one in planned(today)] == ["infraspinatus"]
    assert post(client, "needling:place_all", today, {"id": new_id()}).status_code == 409


def test_without_an_earlier_session_there_is_nothing_to_copy(cast: Cast) -> None:
    assert copy(signed_in(cast.practitioner), cast.visit) == 409
    assert not NeedleEvent.objects.exists()


@pytest.mark.parametrize("name", ["copy_last", "place_all", "drop_planned", "take_back"])
def test_who_may_not_copy(cast: Cast, today: Visit, name: str) -> None:
    said = {"id": new_id(), "of": new_id(), "not_in_skin": "on"}
    for person, status in ((cast.front_desk, 403), (cast.owner, 403), (cast.stranger, 404)):
        assert post(signed_in(person), f"needling:{name}", today, said).status_code == status


def test_the_rest_is_answered_at_once_and_bleeding_only_when_out(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    for muscle in ("infraspinatus", "soleus"):
        place(client, cast.visit, muscle=muscle)
    one, two = needling_of(cast.visit.pk).markers
    act(client, cast.visit, "answered", one.id, response="painful")
    act(client, cast.visit, "removed", two.id, needles=1)
    for said in ({"response": "well"}, {"bleeding": "none"}):
        answer = post(client, "needling:answer_rest", cast.visit, {"id": new_id()} | said)
        assert answer.status_code == 204
    one, two = needling_of(cast.visit.pk).markers
    assert (one.answers.response, one.answers.bleeding) == ("painful", None)
    assert (two.answers.response, two.answers.bleeding) == ("well", "none")
    empty = post(client, "needling:answer_rest", cast.visit, {"id": new_id()})
    assert empty.status_code == 400


def test_settings_are_remembered_by_practitioner_and_muscle(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, gauge_mm="0.25", length_mm=40, mode="pistoned", depth="deep")
    place(client, cast.visit, muscle="soleus", side="left", gauge_mm="0.30", length_mm=60)
    text = page(client, cast.visit)
    assert "infraspinatus&quot;: {&quot;gauge_mm&quot;: &quot;0.25&quot;" in text
    assert '<option value="60" selected>' in text
    theirs = page(signed_in(cast.colleague), cast.visit)
    assert 'data-remembered="{}"' in theirs


def test_the_muscles_near_a_tap_tell_what_lies_in_reach(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    address = reverse("needling:near", args=[cast.visit.pk])
    asked = {"target": ["trapezius_middle:right", "nonsense:left", "soleus:midline"]}
    text = client.get(address, asked).content.decode()
    assert "pleura and lung" in text
    assert text.count("data-near-target") == 1
    assert "disabled" in text  # nothing is known about the patient's health yet
    assert signed_in(cast.front_desk).get(address, asked).status_code == 403
    assert signed_in(cast.stranger).get(address, asked).status_code == 404
