"""A visitor reads the public pages and explores where it hurts, on a phone and at a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import OpenPage, check_accessible
from filiform.education import Education

QUESTIONS = Education.load().questions


def say_no(page: Page) -> None:
    for question in QUESTIONS:
        page.get_by_role("group", name=question.question).get_by_text("No", exact=True).click()
    page.get_by_role("button", name="Next").click()


@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_are_accessible(
    open_page: OpenPage, live_server: LiveServer, width: int, scheme: str
) -> None:
    page = open_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    for address in ("/", "/evidence/", "/explore/", "/account/login/"):
        page.goto(live_server.url + address)
        check_accessible(page, f"{address} at {width} px, {scheme}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_exploring_on_a_phone(phone: Page, live_server: LiveServer) -> None:
    phone.goto(live_server.url)
    phone.get_by_role("link", name="Show where it hurts").click()
    say_no(phone)
    expect(phone.get_by_role("heading", name="Where does it hurt?")).to_be_visible()
    phone.locator("body-chart[data-ready]").wait_for()
    check_accessible(phone, "the body")
    box = phone.locator("body-chart canvas").first.bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + 0.5 * box["width"], box["y"] + 0.3 * box["height"])
    phone.get_by_role("button", name="Show the muscles").click()
    expect(phone.get_by_role("heading", name="Muscles that therapists often")).to_be_visible()
    expect(phone.get_by_text("This is not a diagnosis.")).to_be_visible()
    check_accessible(phone, "the muscles")
    phone.get_by_role("button", name="Look at another place").click()
    expect(phone.get_by_role("heading", name="Where does it hurt?")).to_be_visible()


def test_a_warning_sign_shows_the_number_to_call(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/explore/")
    for question in QUESTIONS:
        said = "Yes" if question.id == "warn_chest" else "No"
        phone.get_by_role("group", name=question.question).get_by_text(said, exact=True).click()
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("link", name="Call 911")).to_be_visible()
    expect(phone.locator("body-chart")).to_have_count(0)
    check_accessible(phone, "advice")
