"""Exploring where it hurts: safety questions first, muscles unranked, nothing stored."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from filiform.education import Education, Urgency
from page_text import main_text
from reading_level import grade

EXPLORE = "/explore/"
QUESTIONS = Education.load().questions
ALL_NO = {question.id: "no" for question in QUESTIONS}
EMERGENCY = next(q.id for q in QUESTIONS if q.urgency is Urgency.EMERGENCY)
DOCTOR = next(q.id for q in QUESTIONS if q.urgency is Urgency.DOCTOR)
PLAIN = ALL_NO | {"drawing-plain": "1", "find": "1"}
TEMPLE = PLAIN | {"drawing-area": "temple", "drawing-side": "left"}

pytestmark = pytest.mark.django_db


def test_the_questions_come_first(client: Client) -> None:
    page = client.get(EXPLORE)
    assert all(question.question in main_text(page) for question in QUESTIONS)
    assert "<body-chart" not in page.content.decode()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_any_yes_leads_to_advice_and_no_body(client: Client, question: object) -> None:
    page = client.post(EXPLORE, ALL_NO | {getattr(question, "id", ""): "yes"})
    assert "<body-chart" not in page.content.decode()
    assert "answers were not kept" in main_text(page)


def test_an_emergency_shows_the_number_to_call(client: Client) -> None:
    page = client.post(EXPLORE, ALL_NO | {EMERGENCY: "yes", DOCTOR: "yes"})
    assert 'href="tel:911"' in page.content.decode()
    assert "Get help now" in main_text(page)


def test_a_lesser_warning_says_see_a_doctor(client: Client) -> None:
    page = client.post(EXPLORE, ALL_NO | {DOCTOR: "yes"})
    assert "See a doctor first" in main_text(page)
    assert "Get help now" not in main_text(page)


@pytest.mark.parametrize("question", [question.id for question in QUESTIONS])
def test_a_missing_answer_is_not_a_no(client: Client, question: str) -> None:
    answers = {key: value for key, value in TEMPLE.items() if key != question}
    page = client.post(EXPLORE, answers)
    assert page.status_code == 400
    assert "Please answer yes or no." in main_text(page)
    assert "Temporalis" not in main_text(page)


def test_a_warning_cannot_be_jumped_over_by_sending_places(client: Client) -> None:
    page = client.post(EXPLORE, TEMPLE | {EMERGENCY: "yes"})
    assert "Temporalis" not in main_text(page)


def test_muscles_are_listed_by_the_alphabet_and_not_as_a_diagnosis(client: Client) -> None:
    text = main_text(client.post(EXPLORE, TEMPLE), leave_out="small")
    muscles = [line for line in text.split("\n") if line in MUSCLES]
    assert muscles == sorted(muscles)
    assert len(muscles) > 2
    assert "not a diagnosis" in text
    for word in ("likely:", "%", "probab", "rank"):
        assert word not in text.lower()


MUSCLES = (
    "Semispinalis capitis",
    "Temporalis",
    "Trapezius, upper (descending) part",
)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (PLAIN, "Nothing is marked"),
        (PLAIN | {"drawing-area": "nowhere", "drawing-side": "left"}, "nowhere"),
        (PLAIN | {"drawing-area": "temple", "drawing-side": "midline"}, "midline"),
        (PLAIN | {"drawing-area": "temple"}, "listed[0].side"),
        (ALL_NO | {"drawing": "{", "find": "1"}, "JSON"),
    ],
)
def test_bad_places_are_refused_with_a_reason(
    client: Client, sent: dict[str, str], said: str
) -> None:
    page = client.post(EXPLORE, sent)
    assert page.status_code == 400
    assert said in main_text(page)


def test_intimate_areas_are_neither_offered_nor_answered(client: Client) -> None:
    page = client.post(EXPLORE, ALL_NO).content.decode()
    assert 'value="temple"' in page
    assert 'value="perineum"' not in page
    forced = PLAIN | {"drawing-area": "perineum", "drawing-side": "midline"}
    assert client.post(EXPLORE, forced).status_code == 400


def test_painted_places_are_found(client: Client) -> None:
    stroke = {"id": "a", "view": "back", "points": [[0.5, 0.42]], "radius": 0.04, "quality": "ache"}
    page = client.post(EXPLORE, ALL_NO | {"drawing": json.dumps({"strokes": [stroke]}), "find": 1})
    assert page.status_code == 200
    assert "Quadratus lumborum" in main_text(page) or "Multifidus" in main_text(page)


@pytest.mark.parametrize("sent", [None, ALL_NO, ALL_NO | {EMERGENCY: "yes"}, TEMPLE])
def test_nothing_is_stored(client: Client, sent: dict[str, object] | None) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(EXPLORE) if sent is None else client.post(EXPLORE, sent)
    assert response.status_code == 200
    assert not [q["sql"] for q in queries if not q["sql"].lstrip().upper().startswith("SELECT")]
    assert Session.objects.count() == 0
    assert set(response.cookies) <= {"csrftoken"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("sent", [ALL_NO | {EMERGENCY: "yes"}, ALL_NO | {DOCTOR: "yes"}])
def test_advice_is_easy_to_read(client: Client, sent: dict[str, str]) -> None:
    assert grade(main_text(client.post(EXPLORE, sent))) <= 7
