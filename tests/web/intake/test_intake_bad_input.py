"""Bad input, double taps and old windows: clear answers, nothing lost, nothing stored twice."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from acts import palpate, sign_now
from cast import Cast, signed_in
from filiform.intake import MAX_STORY
from filiform_clinic.records.models import DrawingEntry, IntakeDraft, IntakeEntry
from page_text import main_text
from walk import HARD, PAIN, WHEN, Walk


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.answer_all()
    return walk


@pytest.mark.parametrize(
    ("page", "data", "said"),
    [
        ("complaint/", {}, "Please choose one"),
        ("complaint/", {"complaint": "backache"}, "backache"),
        ("group/", {"group": ""}, "Please choose one"),
        ("group/", {"group": "<script>"}, "script"),
        ("pain/", {}, "0 to 10"),
        ("pain/", PAIN | {"worst": "11"}, "11"),
        ("pain/", PAIN | {"now": "-1"}, "-1"),
        ("pain/", PAIN | {"average": "7.5"}, "7.5"),
        ("pain/", PAIN | {"now": "seven"}, "seven"),
        ("when/", {}, "how it started"),
        ("when/", WHEN | {"year": "24"}, "four numbers"),
        ("when/", WHEN | {"year": "2999"}, "still to come"),
        ("when/", WHEN | {"month": "2", "day": "30"}, "no such day"),
        ("when/", WHEN | {"month": "", "day": "3"}, "choose the month"),
        ("activities/", HARD | {"score_1": ""}, "number from 0 to 10"),
        ("activities/", HARD | {"name_1": ""}, "write what is hard"),
        ("activities/", HARD | {"name_1": "Climb Stairs"}, "twice"),
        ("story/", {"story": "x" * (MAX_STORY + 1)}, "2000"),
    ],
)
def test_a_bad_answer_is_refused_and_the_good_one_kept(
    walk: Walk, cast: Cast, page: str, data: dict[str, str], said: str
) -> None:
    before = IntakeDraft.objects.get(visit=cast.visit).answers
    response = walk.post(page, **data)
    assert response.status_code == 400
    assert said in main_text(response)
    assert IntakeDraft.objects.get(visit=cast.visit).answers == before


def test_what_was_typed_stays_on_the_page_when_it_is_refused(walk: Walk) -> None:
    typed = "é😀שלום" * 1_000
    assert typed in walk.post("story/", story=typed).content.decode()


def test_emoji_and_right_to_left_text_are_kept(walk: Walk, cast: Cast) -> None:
    walk.post("story/", story="😀 כאב גב")
    walk.send()
    assert IntakeEntry.objects.get(visit=cast.visit).story == "😀 כאב גב"


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ({"month": "4", "day": "13", "year": "1988"}, "not the birth date"),
        ({"month": "2", "day": "30", "year": "1988"}, "no such day"),
        ({"month": "4", "day": "12", "year": "88"}, "four numbers"),
        ({"month": "", "day": "12", "year": "1988"}, "month, day and year"),
        ({"month": "4", "day": "x", "year": "1988"}, "month, day and year"),
        ({"month": "4", "day": "12", "year": "99999999999"}, "no such day"),
    ],
)
def test_a_wrong_birth_date_opens_nothing(cast: Cast, born: dict[str, str], said: str) -> None:
    stranger = Walk(cast)
    response = stranger.post("", **born)
    assert response.status_code == 400
    assert said in main_text(response)
    assert stranger.get("complaint/").url == stranger.url()


def test_guessing_closes_the_link(cast: Cast) -> None:
    stranger = Walk(cast)
    answers = [stranger.post("", month="1", day="1", year="1970") for _ in range(9)]
    assert [a.status_code for a in answers] == [400] * 7 + [429] * 2
    assert stranger.open().status_code == 429
    assert "Too many wrong answers" in main_text(answers[-1])


def test_a_mistyped_day_is_no_guess(cast: Cast) -> None:
    patient = Walk(cast)
    for _ in range(10):
        patient.post("", month="2", day="31", year="1988")
    assert patient.open().status_code == 302


def test_an_unknown_link_says_so(cast: Cast) -> None:
    response = Walk(cast, secret="no-such-link").get()
    assert response.status_code == 404
    assert "does not work" in main_text(response)


@pytest.mark.parametrize("page", ["", "complaint/", "where", "check/"])
def test_an_ended_link_says_so(walk: Walk, cast: Cast, page: str) -> None:
    from filiform_clinic.access.links import revoke_links

    revoke_links(cast.visit.pk)
    response = walk.get(page)
    assert response.status_code == 410
    assert "ended" in main_text(response)


def test_a_double_tap_sends_once(walk: Walk, cast: Cast) -> None:
    fields = walk.check_fields()
    for _ in range(2):
        assert walk.post("check/", **fields).url == walk.url("thanks/")
    assert IntakeEntry.objects.filter(visit=cast.visit).count() == 1
    assert DrawingEntry.objects.filter(visit=cast.visit).count() == 1


def test_sending_again_supersedes_and_says_so(walk: Walk, cast: Cast) -> None:
    walk.send()
    walk.post("pain/", **PAIN | {"worst": "4"})
    assert "the new ones count" in walk.text("check/")
    walk.send()
    sent = IntakeEntry.objects.filter(visit=cast.visit).order_by("created_at")
    assert [entry.strongest_pain for entry in sent] == [7, 4]


def test_an_old_check_page_sends_nothing(walk: Walk, cast: Cast) -> None:
    fields = walk.check_fields()
    walk.post("pain/", **PAIN | {"worst": "4"})
    response = walk.post("check/", **fields)
    assert response.status_code == 409
    assert "changed in another window" in main_text(response)
    assert "4 of 10" in main_text(response)
    assert not IntakeEntry.objects.filter(visit=cast.visit).exists()
    assert walk.send().url == walk.url("thanks/")


@pytest.mark.parametrize("entry", ["", "7", "not-a-uuid"])
def test_a_broken_entry_id_is_named(walk: Walk, entry: str) -> None:
    response = walk.post("check/", **walk.check_fields() | {"entry": entry})
    assert response.status_code == 400
    assert "entry" in main_text(response)


def test_an_entry_id_of_another_visit_is_refused(walk: Walk, cast: Cast) -> None:
    from cast import add_visit

    walk.send()
    taken = IntakeEntry.objects.get(visit=cast.visit).pk
    from filiform_clinic.access.links import create_link

    other = Walk(cast, secret=create_link(add_visit(cast.patient, cast.practitioner)))
    other.answer_all()
    response = other.post("check/", **other.check_fields() | {"entry": str(taken)})
    assert response.status_code == 400


def test_sending_without_answers_stores_nothing(cast: Cast) -> None:
    empty = Walk(cast)
    empty.open()
    response = empty.post("check/", entry=str(uuid4()), version="0.0")
    assert response.url == empty.url("complaint/")
    assert not IntakeEntry.objects.exists()


def test_marks_beside_the_body_are_no_drawing(walk: Walk, cast: Cast) -> None:
    beside: dict[str, Any] = {
        "strokes": [{"id": "a", "view": "front", "points": [[0.01, 0.01]], "radius": 0.01}],
        "listed": [],
    }
    assert walk.save(**beside, revision=5).status_code == 200
    response = walk.get("check/")
    assert response.url == walk.url("where") + "?nothing=1"
    assert "Nothing is marked" in main_text(walk.client.get(response.url))


def test_after_the_visit_was_signed_nothing_more_is_sent(walk: Walk, cast: Cast) -> None:
    therapist = signed_in(cast.practitioner)
    palpate(therapist, cast.visit, "tender")
    sign_now(therapist, cast.visit)
    response = walk.send()
    assert response.status_code == 410
    assert "has taken place" in main_text(response)
    assert not IntakeEntry.objects.exists()


def test_a_word_that_a_newer_vocabulary_lacks_is_asked_again(walk: Walk, cast: Cast) -> None:
    draft = IntakeDraft.objects.get(visit=cast.visit)
    draft.answers |= {"complaint": "lumbago"}
    draft.save()
    assert walk.get("check/").url == walk.url("complaint/")
    assert walk.get("where").status_code == 200
