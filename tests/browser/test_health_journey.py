"""Health on a phone: details open on a yes, each tap is kept, two windows lose nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from test_patient_journey import give_birth_date

from browser_pages import OpenPage, check_accessible
from cast import Cast, assemble
from filiform_clinic.records.models import DayEntry, HistoryDraft
from walk import Walk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return assemble()


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.answer_all()
    return walk


@pytest.fixture
def base(walk: Walk, live_server: LiveServer) -> str:
    return f"{live_server.url}/p/{walk.secret}/"


def opened(page: Page, base: str, where: str) -> Page:
    page.goto(base)
    give_birth_date(page)
    page.goto(base + where)
    return page


def ask(page: Page, words: str) -> Locator:
    return page.locator("fieldset.ask", has=page.locator("legend", has_text=words)).first


def say(page: Page, words: str, reply: str) -> None:
    ask(page, words).locator(".ask__reply").first.get_by_text(reply, exact=True).click()


def kept(cast: Cast) -> dict[str, Any]:
    fields: dict[str, Any] = HistoryDraft.objects.get(visit=cast.visit).history["fields"]
    return fields


def test_details_open_on_a_yes_and_every_tap_is_kept(phone: Page, base: str, cast: Cast) -> None:
    page = opened(phone, base, "health/heart/")
    swelling = ask(page, "swollen for a long time")
    expect(swelling.get_by_text("Where is the swelling?")).to_be_hidden()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        say(page, "swollen for a long time", "Yes")
    expect(swelling.get_by_text("Where is the swelling?")).to_be_visible()
    expect(swelling.get_by_label("Not sure where")).not_to_be_checked()
    check_accessible(page, "where")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        swelling.get_by_role("group", name="Knee").get_by_text("Left").click()
    expect(page.locator("#saved").get_by_text("Saved")).to_be_visible()
    assert kept(cast)["ci_lymphedema_limb"] == {"value": "yes", "where": ["knee:left"]}
    page.reload()
    expect(ask(page, "swollen for a long time").get_by_label("Left").nth(13)).to_be_checked()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    expect(page.get_by_text("Long-lasting swelling: Yes, knee (left)")).to_be_visible()


def test_a_danger_sign_is_answered_at_once(phone: Page, base: str) -> None:
    page = opened(phone, base, "health/now/")
    sentence = page.get_by_text("If you may be in danger now, call")
    expect(sentence).to_be_hidden()
    say(page, "Do you feel very ill today?", "Yes")
    expect(sentence).to_be_visible()
    check_accessible(page, "advice")


def test_it_works_with_the_keyboard(desk: Page, base: str, cast: Cast) -> None:
    page = opened(desk, base, "health/heart/")
    ask(page, "Do you have diabetes?").get_by_label("No", exact=True).focus()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("ArrowRight")
    expect(ask(page, "Do you have diabetes?").get_by_label("Not sure", exact=True)).to_be_checked()
    expect(page.locator("#saved").get_by_text("Saved")).to_be_visible()
    assert kept(cast)["ci_diabetes"] == {"value": "unsure"}


def test_what_is_missing_is_marked_and_said(phone: Page, base: str) -> None:
    page = opened(phone, base, "health/guard/")
    say(page, "Are you pregnant", "Yes")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("One question still needs an answer.")).to_be_visible()
    expect(page.get_by_text("Please say how far along you are")).to_be_visible()
    check_accessible(page, "missing")


def test_two_windows(open_page: OpenPage, base: str, cast: Cast) -> None:
    first = opened(open_page(), base, "health/heart/")
    second = opened(open_page(), base, "health/heart/")
    say(first, "Do you have diabetes?", "Yes")
    expect(first.locator("#saved").get_by_text("Saved")).to_be_visible()
    say(second, "Do you have diabetes?", "Not sure")
    say(second, "bad heart valve", "Yes")
    second.get_by_role("button", name="Next").click()
    expect(second.get_by_text("Some answers were changed in another window.")).to_be_visible()
    check_accessible(second, "two windows")
    assert kept(cast)["ci_diabetes"] == {"value": "yes"}
    expect(ask(second, "bad heart valve").get_by_label("Yes", exact=True)).to_be_checked()
    second.get_by_role("button", name="Next").click()
    expect(second.get_by_role("heading", name="Is this right?")).to_be_visible()
    assert (kept(cast)["ci_diabetes"], kept(cast)["ci_valve"]) == (
        {"value": "unsure"},
        {"value": "yes"},
    )


def test_without_scripts_all_of_it_works(open_page: OpenPage, base: str, cast: Cast) -> None:
    page = opened(open_page(java_script_enabled=False), base, "health/guard/")
    say(page, "Are you pregnant", "Yes")
    page.get_by_text("Weeks 14 to 27").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Pregnant: Yes")).to_be_visible()
    assert kept(cast)["ci_pregnancy"] == {"value": "yes", "trimester": 2}


@pytest.mark.postgres_journey
def test_the_questions_of_the_day_on_one_screen(
    phone: Page, walk: Walk, base: str, cast: Cast
) -> None:
    walk.send()
    page = phone
    page.goto(base)
    give_birth_date(page)
    expect(page.get_by_role("heading", name="How are you today?")).to_be_visible()
    check_accessible(page, "day")
    for words in (
        "pregnant",
        "pill or supplement",
        "surgery, a shot",
        "open skin",
        "a drink today",
        "worry you",
    ):
        say(page, words, "No")
    say(page, "eaten today", "Yes")
    say(page, "fever", "Yes")
    expect(page.get_by_text("Please call the clinic before you come")).to_be_visible()
    check_accessible(page, "day answered")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("You are ready for today")).to_be_visible()
    check_accessible(page, "thanks on the day")
    said = {one["question"]: one["value"] for one in DayEntry.objects.get().answers}
    assert (said["day_fever"], said["day_eaten"], len(said)) == ("yes", "yes", 8)
