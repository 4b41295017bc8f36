"""Needles are counted: placed, adjusted, out, out by mistake, withdrawn."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acts import act, counts, only_marker, palpate, place, sign_now, verbs
from cast import Cast, signed_in
from filiform.body import Body
from filiform.body.values import Side
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NeedleEvent
from filiform_clinic.records.visit_state import needling_of


def a_cell(side: Side) -> int:
    return next(cell.id for cell in Body.load().cells if cell.side is side)


def test_a_needle_counts_as_in_until_out_is_tapped(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    answer = place(client, cast.visit, needles=3, mode="pistoned")
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "needles-changed")
    assert counts(cast.visit) == (3, 0)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=2)
    assert counts(cast.visit) == (3, 2)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    assert counts(cast.visit) == (3, 3)
    assert verbs(cast.visit) == ["needle.placed", "needle.removed", "needle.removed"]


def test_a_marker_lies_where_the_body_was_tapped(cast: Cast) -> None:
    at = {"view": "back", "x": 0.61, "y": 0.27, "cell": a_cell(Side.RIGHT)}
    place(signed_in(cast.practitioner), cast.visit, **at)
    assert NeedleEvent.objects.get().details["position"] == at


def test_a_quick_choice_names_muscle_and_side(cast: Cast) -> None:
    place(signed_in(cast.practitioner), cast.visit, target="soleus:left", muscle="", side="")
    details = NeedleEvent.objects.get().details
    assert (details["muscle"], details["side"]) == ("soleus", "left")


def test_other_settings_are_a_new_entry(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    change = {"muscle": "infraspinatus", "side": "right", "site": "infraspinatus_1"}
    settings = {"needles": 2, "gauge_mm": "0.25", "length_mm": 40, "mode": "pistoned"}
    act(client, cast.visit, "adjusted", only_marker(cast.visit), **change, **settings)
    marker = needling_of(cast.visit.pk).markers[0].value
    assert (marker.settings.needles, marker.target.site) == (2, "infraspinatus_1")
    assert NeedleEvent.objects.count() == 2


def test_fewer_needles_need_a_statement(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=2)
    fewer = {"muscle": "infraspinatus", "side": "right", "needles": 1}
    fewer |= {"gauge_mm": "0.30", "length_mm": 50, "mode": "left_in"}
    marker = only_marker(cast.visit)
    assert act(client, cast.visit, "adjusted", marker, **fewer).status_code == 400
    assert counts(cast.visit) == (2, 0)
    stated = act(client, cast.visit, "adjusted", marker, **fewer, not_in_skin="on")
    assert (stated.status_code, counts(cast.visit)) == (204, (1, 0))


def test_out_by_mistake_can_be_put_right(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=2)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=2)
    act(client, cast.visit, "not_out", only_marker(cast.visit), needles=1)
    assert counts(cast.visit) == (2, 1)


def test_a_marker_entered_by_mistake_is_withdrawn_not_deleted(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    marker = only_marker(cast.visit)
    refused = act(client, cast.visit, "withdrawn", marker)
    assert refused.status_code == 400
    assert "not in the skin" in refused.content.decode()
    assert act(client, cast.visit, "withdrawn", marker, not_in_skin="on").status_code == 204
    assert counts(cast.visit) == (0, 0)
    assert NeedleEvent.objects.count() == 2


def test_the_same_submit_twice_is_one_needle(cast: Cast) -> None:
    client, said = signed_in(cast.practitioner), {"id": new_id(), "marker": new_id()}
    for _ in range(2):
        assert place(client, cast.visit, **said).status_code == 204
    assert counts(cast.visit) == (1, 0)
    out = {"id": new_id(), "after": said["id"], "needles": 1}
    for _ in range(2):
        assert act(client, cast.visit, "removed", said["marker"], **out).status_code == 204
    assert counts(cast.visit) == (1, 1)


def test_the_same_id_with_other_content_is_refused(cast: Cast) -> None:
    client, said = signed_in(cast.practitioner), {"id": new_id(), "marker": new_id()}
    place(client, cast.visit, **said)
    answer = place(client, cast.visit, **said, needles=4)
    assert answer.status_code == 409
    assert counts(cast.visit) == (1, 0)


def test_two_tabs_cannot_take_the_same_needle_out_twice(cast: Cast) -> None:
    client, first = signed_in(cast.practitioner), new_id()
    place(client, cast.visit, id=first, needles=2)
    marker = only_marker(cast.visit)
    act(client, cast.visit, "removed", marker, needles=1)
    stale = act(client, cast.visit, "removed", marker, needles=1, after=first)
    assert stale.status_code == 409
    assert "has changed since the page showed it" in stale.content.decode()
    assert counts(cast.visit) == (2, 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"needles": 0}, "needles"),
        ({"needles": 1000}, "needles"),
        ({"needles": "two"}, "needles"),
        ({"gauge_mm": "0.31"}, "gauge_mm"),
        ({"length_mm": "51"}, "length_mm"),
        ({"mode": "twirled"}, "mode"),
        ({"muscle": "infraspinatis"}, "muscle"),
        ({"muscle": ""}, "muscle"),
        ({"side": ""}, "side"),
        ({"side": "midline"}, "side"),
        ({"site": "soleus_1"}, "site"),
        ({"marker": "1"}, "marker"),
        ({"id": ""}, "id"),
        ({"view": "back", "x": 1.5, "y": 0.2, "cell": 1900}, "position.x"),
        ({"view": "back", "x": 0.5, "y": 0.2, "cell": 99_999}, "cell"),
        ({"view": "back", "x": 0.5, "y": 0.2, "cell": 0}, "side"),
        ({"view": "back"}, "x"),
        ({"view": "from the moon", "x": 0.5, "y": 0.2, "cell": 1900}, "view"),
    ],
)
def test_bad_input_names_the_field_and_records_nothing(
    cast: Cast, change: dict[str, Any], field: str
) -> None:
    said = {"id": new_id(), "marker": new_id(), "muscle": "infraspinatus", "side": "right"}
    said |= {"needles": 1, "gauge_mm": "0.30", "length_mm": 50, "mode": "left_in"}
    answer = signed_in(cast.practitioner).post(
        reverse("needling:placed", args=[cast.visit.pk]),
        said | change,
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert not NeedleEvent.objects.exists()


def test_more_out_than_in(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=2)
    answer = act(client, cast.visit, "removed", only_marker(cast.visit), needles=3)
    assert answer.status_code == 400
    assert "at most 2, which are still in" in answer.content.decode()
    assert counts(cast.visit) == (2, 0)


def test_a_marker_of_another_visit(cast: Cast) -> None:
    from cast import add_visit

    client, other = signed_in(cast.practitioner), add_visit(cast.patient, cast.practitioner)
    place(client, other)
    marker = only_marker(other)
    said = {"id": new_id(), "marker": marker, "needles": 1}
    answer = client.post(reverse("needling:removed", args=[cast.visit.pk]), said)
    assert answer.status_code == 400
    assert place(client, cast.visit, marker=marker).status_code == 400
    assert (counts(other), counts(cast.visit)) == ((1, 0), (0, 0))


@pytest.mark.parametrize("checked", [True, False])
def test_ten_megabytes_are_refused_with_a_clear_word(cast: Cast, checked: bool) -> None:
    client = Client(enforce_csrf_checks=checked)
    client.force_login(
        cast.practitioner, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(
        reverse("needling:placed", args=[cast.visit.pk]),
        f"muscle={'x' * 10_000_000}",
        content_type="application/x-www-form-urlencoded",
        headers={"Accept": "application/json"},
    )
    assert (answer.status_code, answer.json()["error"]) == (
        413,
        "That is more than this page can take at once.",
    )
    assert not NeedleEvent.objects.exists()


def test_ten_megabytes_of_json_are_refused_unread(cast: Cast) -> None:
    answer = signed_in(cast.practitioner).post(
        reverse("needling:placed", args=[cast.visit.pk]),
        {"muscle": "x" * 10_000_000},
        content_type="application/json",
    )
    assert answer.status_code == 400
    assert answer.json()["field"] == "id"
    assert not NeedleEvent.objects.exists()


def test_who_may_not(cast: Cast) -> None:
    assert place(signed_in(cast.front_desk), cast.visit).status_code == 403
    assert place(signed_in(cast.owner), cast.visit).status_code == 403
    assert place(signed_in(cast.stranger), cast.visit).status_code == 404
    assert not NeedleEvent.objects.exists()
    assert place(signed_in(cast.colleague), cast.visit).status_code == 204


def test_a_signed_visit_takes_no_more_needles(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    sign_now(client, cast.visit)
    answer = place(client, cast.visit)
    assert answer.status_code == 409
    assert "goes into an amendment" in answer.content.decode()


def test_the_order_of_events_does_not_depend_on_the_clocks(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime

    from django.utils import timezone

    client, real = signed_in(cast.practitioner), timezone.now
    place(client, cast.visit)
    late = datetime.timedelta(seconds=90)
    monkeypatch.setattr("filiform_clinic.needling.actions.timezone.now", lambda: real() - late)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    assert counts(cast.visit) == (1, 1)


def test_bleeding_asks_how_long_it_was_pressed_while_a_timer_runs(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    marker = only_marker(cast.visit)
    act(client, cast.visit, "removed", marker, needles=1)
    address = reverse("visit:visit", args=[cast.visit.pk]) + "?step=needle"
    assert 'name="pressed_min"' not in client.get(address).content.decode()
    act(client, cast.visit, "answered", marker, bleeding="spot")
    text = client.get(address).content.decode()
    assert ('name="pressed_min" value="3"' in text, "data-since" in text) == (True, True)
    act(client, cast.visit, "answered", marker, pressed_min=3)
    text = client.get(address).content.decode()
    pressed = f'id="pressed_min-3-{marker}" aria-pressed="true"'
    assert (pressed in text, "data-since" in text) == (True, False)
    assert act(client, cast.visit, "answered", marker, pressed_min=999).status_code == 400
