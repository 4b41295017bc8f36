"""The address where every stroke is saved: checked, numbered, never lost to an old window."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cast import Cast
from filiform.body import Body
from filiform_clinic.records.models import DrawingDraft
from walk import LISTED, Walk

STROKE: dict[str, Any] = {
    "id": "s1",
    "view": "front",
    "points": [[0.5, 0.3], [0.5, 0.32]],
    "radius": 0.02,
    "quality": "ache",
    "intensity": None,
    "erase": False,
}
OTHER = STROKE | {"id": "s2"}


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.open()
    return walk


def stored(cast: Cast) -> DrawingDraft:
    return DrawingDraft.objects.get(visit=cast.visit)


def test_a_stroke_is_saved_and_comes_back(walk: Walk, cast: Cast) -> None:
    assert walk.save(strokes=[STROKE], listed=[LISTED], revision=1).json() == {"revision": 1}
    back = walk.client.get(f"/drawing/p/{walk.secret}/save/").json()
    assert back == {"drawing": {"strokes": [STROKE], "listed": [LISTED]}, "revision": 1}


def test_the_page_opens_with_what_was_saved(walk: Walk) -> None:
    walk.save(strokes=[STROKE], listed=[], revision=3)
    html = walk.get("where").content.decode()
    assert '"id":"s1"' in html
    assert 'name="revision" value="3"' in html


def test_a_repeated_save_is_the_same_act(walk: Walk, cast: Cast) -> None:
    for _ in range(2):
        assert walk.save(strokes=[STROKE], listed=[], revision=1).status_code == 200
    assert stored(cast).revision == 1


def test_an_old_window_gets_what_is_stored_and_changes_nothing(walk: Walk, cast: Cast) -> None:
    walk.save(strokes=[STROKE], listed=[], revision=4)
    answer = walk.save(strokes=[OTHER], listed=[], revision=2)
    assert answer.status_code == 409
    assert answer.json()["revision"] == 4
    assert answer.json()["drawing"]["strokes"] == [STROKE]
    assert "another window" in answer.json()["error"]
    assert stored(cast).drawing["strokes"] == [STROKE]


def test_an_old_window_that_knows_its_base_is_noticed(walk: Walk) -> None:
    walk.save(strokes=[STROKE], listed=[], revision=4, base=0)
    assert walk.save(strokes=[OTHER], listed=[], revision=9, base=0).status_code == 409


def test_a_late_save_that_holds_everything_is_taken(walk: Walk, cast: Cast) -> None:
    walk.save(strokes=[STROKE], listed=[], revision=4)
    assert walk.save(strokes=[STROKE, OTHER], listed=[], revision=2).json() == {"revision": 5}
    assert len(stored(cast).drawing["strokes"]) == 2


GOOD: dict[str, Any] = {"strokes": [STROKE], "listed": [LISTED], "revision": 1}
BAD = [
    # what is sent, and the field that the answer must name
    ({"strokes": [STROKE | {"view": "inside"}]}, "strokes[0].view"),
    ({"strokes": [STROKE | {"points": [[9, 9]]}]}, "strokes[0].points[0]"),
    ({"strokes": [STROKE | {"points": []}]}, "strokes[0].points"),
    ({"strokes": [STROKE | {"points": "x"}]}, "strokes[0].points"),
    ({"strokes": [STROKE | {"intensity": 11}]}, "strokes[0].intensity"),
    ({"strokes": [STROKE | {"quality": "lovely"}]}, "strokes[0].quality"),
    ({"strokes": [STROKE | {"radius": -1}]}, "strokes[0].radius"),
    ({"strokes": [STROKE | {"extra": 1}]}, "strokes[0].extra"),
    # PostgreSQL stores neither in JSON.
    ({"strokes": [STROKE | {"id": "s\0"}]}, "strokes[0].id"),
    ({"strokes": [STROKE | {"id": "\ud800"}]}, "strokes[0].id"),
    ({"strokes": {}}, "strokes"),
    ({"strokes": [STROKE] * 501}, "strokes"),
    ({"listed": [LISTED | {"area": "nowhere"}]}, "listed[0].area"),
    ({"listed": [LISTED | {"side": "midline"}]}, "listed[0].side"),
    ({"listed": [LISTED | {"intensity": 11}]}, "listed[0].intensity"),
    ({"body": "last-year"}, "body"),
    ({"revision": "1"}, "revision"),
    ({"revision": -1}, "revision"),
    ({"revision": None}, "revision"),
    ({"base": 1.5}, "base"),
]


@pytest.mark.parametrize(("change", "field"), BAD)
def test_bad_input_names_the_field(walk: Walk, change: dict[str, Any], field: str) -> None:
    answer = walk.save(**GOOD | change)
    assert answer.status_code == 400
    assert answer.json()["field"] == field
    assert not DrawingDraft.objects.exists()


def test_half_a_character_in_the_plain_form_is_told_like_any_fault(walk: Walk) -> None:
    drawing = json.dumps({"strokes": [STROKE | {"\ud800": 1}], "listed": []})
    answer = walk.post("where", drawing=drawing, revision=0)
    assert answer.status_code == 400
    assert b"ud800" in answer.content


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"x"', "[" * 100_000])
def test_broken_json_is_refused(walk: Walk, body: str) -> None:
    answer = walk.client.post(
        f"/drawing/p/{walk.secret}/save/",
        body,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_ten_megabytes_are_refused_unread(walk: Walk) -> None:
    answer = walk.client.post(
        f"/drawing/p/{walk.secret}/save/",
        json.dumps(GOOD | {"note": "x" * 10_000_000}),
        content_type="application/json",
    )
    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]


def test_without_the_birth_date_nothing_is_saved(cast: Cast) -> None:
    stranger = Walk(cast, client=Client())
    answer = stranger.save(**GOOD)
    assert answer.status_code == 403
    assert "birth date" in answer.json()["error"]
    assert not DrawingDraft.objects.exists()


def test_forged_requests_are_refused(walk: Walk) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = walk.client.cookies
    answer = strict.post(f"/drawing/p/{walk.secret}/save/", GOOD, content_type="application/json")
    assert answer.status_code == 403


def test_the_form_saves_for_browsers_without_javascript(walk: Walk, cast: Cast) -> None:
    assert walk.list_area().url == walk.url("scars/")
    assert stored(cast).drawing["listed"] == [LISTED]


def test_an_empty_form_stays_and_says_so(walk: Walk) -> None:
    response = walk.post("where", revision="0", drawing="{}")
    assert response.status_code == 400
    assert "Nothing is marked" in response.content.decode()


def test_a_form_of_an_old_window_loses_neither_drawing(walk: Walk, cast: Cast) -> None:
    walk.save(strokes=[STROKE], listed=[], revision=4)
    response = walk.list_area(revision=1)
    assert response.status_code == 409
    assert "also changed in another window" in response.content.decode()
    assert stored(cast).drawing["strokes"] == [STROKE]
    assert 'value="temple" selected' in response.content.decode()
    assert walk.list_area(revision=4).url == walk.url("scars/")


def test_the_chart_opens_on_the_view_of_the_complaint(walk: Walk) -> None:
    walk.post("complaint/", complaint="low_back")
    assert walk.get("where").context["chart"].view == "back"


def test_intimate_areas_are_offered_for_pelvic_pain_only(walk: Walk) -> None:
    walk.post("complaint/", complaint="knee")
    assert "perineum" not in walk.get("where").content.decode()
    walk.post("complaint/", complaint="pelvic")
    assert "perineum" in walk.get("where").content.decode()


def test_every_opening_view_exists() -> None:
    from filiform.intake import Words

    assert {part.view for part in Words.load().parts} <= set(Body.load().views)


def test_the_picture_shows_the_paint(walk: Walk) -> None:
    address = f"/drawing/p/{walk.secret}/front.png"
    bare = walk.client.get(address).content
    walk.save(strokes=[STROKE], listed=[], revision=1)
    painted = walk.client.get(address)
    assert painted["Content-Type"] == "image/png"
    assert "no-store" in painted["Cache-Control"]
    assert painted.content != bare
    assert walk.client.get(f"/drawing/p/{walk.secret}/inside.png").status_code == 404
