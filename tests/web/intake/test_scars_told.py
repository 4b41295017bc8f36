"""Scars on the phone without scripts, and where staff find, use and correct them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import IntakeDraft, ScarEntry
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.records.scars import scars_of
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.screening.queries import record_seen
from walk import Walk

BELLY = (
    '{"strokes": [{"id": "a", "view": "front", "points": [[0.46, 0.45], [0.54, 0.45]],'
    ' "radius": 0.004, "quality": "stiff", "intensity": null, "erase": false}], "listed": []}'
)


SPOKEN = {"ci_local_infection", "ci_recent_surgery"}


def reasons(cast: Cast) -> set[str]:
    return {reason.id for reason in verdict_of(cast.visit, timezone.localdate()).reasons}


def given(**changes: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()), "drawing": "{}", "area": "temple", "side": "right",
        "cause": "surgery", "operation": "Skin spot", "month": "", "day": "", "year": "2020",
        "healed": "yes", "sensitive": "unsure",
    } | changes  # fmt: skip


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.answer_all()
    return walk


@pytest.fixture
def desk(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.practitioner)
    return client


def test_a_scar_is_added_changed_sent_and_taken_away(walk: Walk, cast: Cast) -> None:
    said = given()
    assert walk.post("scars/new/", **said).url == walk.url("scars/")
    walk.post("scars/new/", **said)  # a second tap is the same scar
    assert walk.post(f"scars/{said['id']}/", **said | {"healed": "not_yet"}).status_code == 302
    assert walk.text("scars/").count("Skin spot") == 3  # once in words, twice for screen readers
    assert "Skin spot" in walk.text("check/")
    assert walk.post("scars/").url == walk.url("check/")
    walk.send()
    walk.send()
    row = ScarEntry.objects.get(visit=cast.visit)
    assert row.scar
    assert (row.scar["healed"], row.sent_by) == ("not_yet", "patient")
    walk.post("scars/", remove=said["id"])
    walk.send()
    assert scars_of(cast.visit) == ()
    assert [one.scar is None for one in ScarEntry.objects.order_by("created_at")] == [False, True]


def test_a_line_drawn_on_the_body_is_kept(walk: Walk, cast: Cast) -> None:
    walk.post("scars/new/", **given(area="", side="", drawing=BELLY))
    draft = IntakeDraft.objects.get(visit=cast.visit).answers["scars"]
    assert draft[0]["lines"][0]["points"] == [[0.46, 0.45], [0.54, 0.45]]
    assert "0.46" in walk.get(f"scars/{draft[0]['id']}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"area": "", "side": ""}, "draw the scar"),
        ({"side": ""}, "the side"),
        ({"cause": ""}, "what the scar is from"),
        ({"healed": ""}, "healed"),
        ({"month": "2", "day": "31"}, "no such day"),
        ({"year": "2199"}, "still to come"),
        ({"drawing": "{broken"}, ""),
        ({"area": "", "drawing": '{"strokes": [{"view": "x"}]}'}, "once more"),
    ],
)
def test_a_fault_keeps_what_was_typed(walk: Walk, changes: dict[str, str], words: str) -> None:
    answer = walk.post("scars/new/", **given(operation="My own words") | changes)
    if not words:  # a broken drawing beside a named place is left out
        assert answer.status_code == 302
        return
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert "My own words" in answer.content.decode()


def test_another_patients_scar_does_not_exist(walk: Walk) -> None:
    assert walk.get(f"scars/{new_id()}/").status_code == 404


def test_what_has_not_healed_reaches_screening_and_the_note(walk: Walk, cast: Cast) -> None:
    """Although the patient said no to open skin and to recent surgery on the health pages."""
    walk.post("scars/new/", **given(healed="not_yet"))
    walk.send()
    assert reasons(cast) >= SPOKEN
    (name,) = note_record_of(cast.visit).scars
    assert name == "right temple, Skin spot, 2020 (not healed)"


def test_a_healed_scar_raises_nothing(walk: Walk, cast: Cast) -> None:
    walk.post("scars/new/", **given(healed="yes"))
    walk.send()
    assert not reasons(cast) & SPOKEN


def test_a_later_no_of_staff_settles_what_a_scar_says(walk: Walk, cast: Cast, desk: Client) -> None:
    walk.post("scars/new/", **given(healed="unsure", cause="injury"))
    walk.send()
    assert "ci_local_infection" in reasons(cast)
    rule = "ci_local_infection"
    fields = {"id": new_id(), "seen": record_seen(cast.visit), f"{rule}-id": new_id()}
    answered = desk.post(f"/safety/{cast.visit.pk}/answer/", fields | {f"{rule}-value": "no"})
    assert answered.status_code == 302
    assert "ci_local_infection" not in reasons(cast)


def test_staff_put_a_scar_right_and_the_patients_word_comes_no_more(
    walk: Walk, cast: Cast, desk: Client
) -> None:
    said = given()
    walk.post("scars/new/", **said)
    walk.send()
    here = f"/exam/{cast.visit.pk}/scars/"
    entry = ScarEntry.objects.get()
    page = desk.get(f"{here}{said['id']}/")
    assert page.status_code == 200
    mine = said | {"seen": str(entry.pk), "sensitive": "yes"}
    assert desk.post(f"{here}{said['id']}/", mine).status_code == 302
    assert desk.post(f"{here}{said['id']}/", mine | {"healed": "unsure"}).status_code == 409
    walk.post(f"scars/{said['id']}/", **said | {"operation": "Other"})
    walk.send()
    (stands,) = scars_of(cast.visit)
    assert (stands.scar.operation, str(stands.scar.sensitive)) == ("Skin spot", "yes")
    assert stands.by == cast.practitioner.name


def test_staff_draw_and_take_back_a_scar(cast: Cast, desk: Client) -> None:
    here = f"/exam/{cast.visit.pk}/scars/"
    said = given(area="", side="", drawing=BELLY)
    assert desk.post(f"{here}new/", said).status_code == 302
    layers = desk.get(f"/visit/{cast.visit.pk}/layers.json").json()
    assert layers["scars"][0]["lines"][0]["view"] == "front"
    tab = desk.get(f"/visit/{cast.visit.pk}/?step=examine&measure=scar").content.decode()
    assert "Skin spot" in tab
    row = ScarEntry.objects.get()
    assert desk.post(here, {"key": said["id"], "seen": str(row.pk)}).status_code == 302
    assert scars_of(cast.visit) == ()
    assert desk.post(here, {"key": "", "seen": ""}).status_code == 400


def test_scars_of_another_clinic_do_not_exist(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.stranger)
    for path in ("", "new/", f"{new_id()}/"):
        assert client.get(f"/exam/{cast.visit.pk}/scars/{path}").status_code == 404
