"""The patient on a phone: paints with a finger, is checked by axe at every step, loses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import OpenPage, check_accessible
from cast import Cast, assemble
from filiform_clinic.access.links import create_link
from filiform_clinic.records.models import DrawingDraft, DrawingEntry, IntakeEntry, ScarEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return assemble()


@pytest.fixture
def link(cast: Cast, live_server: LiveServer) -> str:
    return f"{live_server.url}/p/{create_link(cast.visit)}/"


def give_birth_date(page: Page) -> None:
    page.get_by_label("Month").select_option(label="April")
    page.get_by_label("Day").fill("12")
    page.get_by_label("Year").fill("1988")
    page.get_by_role("button", name="Next").click()


def answer(page: Page, *choices: str) -> None:
    for choice in choices:
        page.get_by_text(choice, exact=True).click()
    page.get_by_role("button", name="Next").click()


HEALTH_PAGES = [
    "How are you now?", "Blood and bleeding", "Heart, lungs and flow of blood",
    "Surgery and things in your body", "Nerves, mind and body", "Allergies and more",
    "Needles and you",
]  # fmt: skip


def no_to_all(page: Page) -> None:
    """Set all to no with one button, see that it did, and go on."""
    page.get_by_role("button", name="Answer No to the rest").click()
    expect(page.get_by_text("The rest is set to No.")).to_be_visible()
    page.get_by_role("button", name="Next").click()


def stroke(page: Page, across: float, down: float) -> None:
    """A finger draws a short line; `across` and `down` are shares of the picture."""
    box = page.locator("body-chart canvas").first.bounding_box()
    assert box
    x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
    session = page.context.new_cdp_session(page)

    def touch(kind: str, points: list[dict[str, float]]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", [{"x": x, "y": y}])
    for step in range(1, 8):
        touch("touchMove", [{"x": x, "y": y + 4 * step}])
    touch("touchEnd", [])


def show_a_scar(page: Page) -> None:
    """A line along the back, healed, of which the year is known."""
    page.get_by_role("link", name="Yes, show a scar").click()
    page.locator("body-chart[data-ready]").wait_for()
    stroke(page, 0.47, 0.4)
    page.get_by_role("group", name="What is the scar from?").get_by_text("Surgery").click()
    page.get_by_label("What was done").fill("Back surgery")
    page.get_by_label("Year").fill("2019")
    page.get_by_role("group", name="Has it healed?").get_by_text("Yes").click()
    page.get_by_role("group", name="odd when it is touched").get_by_text("No", exact=True).click()
    check_accessible(page, "a scar")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Back surgery, 2019").first).to_be_visible()


def to_the_body(page: Page, link: str) -> None:
    page.goto(link)
    give_birth_date(page)
    answer(page, "Back, chest or belly", "Low back")
    answer(page, "I sit at a desk for much of the day")
    answer(page, "Slowly, or I do not know")
    page.locator("body-chart[data-ready]").wait_for()


def test_a_word_beside_the_question_leads_to_the_list(phone: Page, link: str) -> None:
    to_the_body(phone, link)
    search = phone.get_by_role("combobox", name="Find an area")
    expect(search).not_to_be_visible()
    phone.get_by_role("button", name="or choose from a list").tap()
    expect(search).to_be_focused()
    expect(search).to_be_in_viewport()
    phone.keyboard.type("lower back")
    first = phone.get_by_role("option").first
    expect(first).to_contain_text("low back")
    first.tap()
    phone.get_by_text("Both sides", exact=True).tap()
    phone.get_by_role("button", name="Add area").tap()
    expect(phone.get_by_role("button", name=re.compile("^Remove beside the spine"))).to_be_visible()
    check_accessible(phone, "the list on the phone")


@pytest.mark.postgres_journey
def test_from_the_link_to_the_thanks_by_touch(phone: Page, link: str, cast: Cast) -> None:
    def step(heading: str) -> None:
        expect(phone.get_by_role("heading", name=heading)).to_be_visible()
        check_accessible(phone, heading)

    phone.goto(link)
    step("When were you born?")
    give_birth_date(phone)
    step("What brings you here?")
    phone.get_by_text("Back, chest or belly").click()
    check_accessible(phone, "complaints of a part")
    phone.get_by_text("Low back", exact=True).click()
    phone.get_by_role("button", name="Next").click()
    step("Which fits you best?")
    answer(phone, "I sit at a desk for much of the day")
    step("How and when did it start?")
    phone.get_by_text("After an injury").click()
    phone.get_by_label("Year").fill("2024")
    phone.get_by_role("button", name="Next").click()
    phone.locator("body-chart[data-ready]").wait_for()
    step("Where does it hurt?")
    stroke(phone, 0.47, 0.4)
    expect(phone.get_by_text(re.compile("^saved"))).to_be_visible()
    phone.get_by_role("button", name="Next").click()
    step("Do you have scars?")
    show_a_scar(phone)
    phone.get_by_role("button", name="Next").click()
    step("How strong is your pain?")
    for when, score in (("Right now", "3"), ("On average", "5"), ("At its worst", "7")):
        phone.get_by_role("group", name=when).get_by_text(score, exact=True).click()
    phone.get_by_role("button", name="Next").click()
    step("What is hard to do because of this?")
    first = phone.get_by_label("What is hard?").first
    first.fill("climb stairs")
    phone.get_by_role("group", name="How well").first.get_by_text("4", exact=True).click()
    phone.get_by_role("button", name="Next").click()
    step("Is there more we should know?")
    phone.get_by_label("In your words").fill("Since I moved house.")
    phone.get_by_role("button", name="Next").click()
    step("What dry needling is")
    phone.get_by_role("button", name="Next").click()
    for heading in HEALTH_PAGES[:-1]:
        step(heading)
        no_to_all(phone)
    step(HEALTH_PAGES[-1])
    no_to_all(phone)
    step("What do you take, and what do you have?")
    phone.get_by_label("All pills").fill("elliquis 5 twice a day, baby aspirin, xyzzol")
    phone.get_by_role("button", name="Next").click()
    step("Did we read this right?")
    phone.get_by_role("group", name="Apixaban").get_by_text("Right", exact=True).click()
    phone.get_by_role("button", name="Next").click()
    step("Is this right?")
    phone.get_by_role("button", name="Send").click()
    step("Thank you. It has arrived.")
    assert IntakeEntry.objects.get(visit=cast.visit).strongest_pain == 7
    assert DrawingEntry.objects.get(visit=cast.visit).drawing["cells"]
    assert ScarEntry.objects.get(visit=cast.visit).to_value().cells


def test_strokes_survive_a_reload(phone: Page, link: str, cast: Cast) -> None:
    to_the_body(phone, link)
    stroke(phone, 0.47, 0.4)
    expect(phone.get_by_text(re.compile("^saved"))).to_be_visible()
    phone.reload()
    phone.locator("body-chart[data-ready]").wait_for()
    strokes = phone.evaluate("document.querySelector('body-chart').value.strokes.length")
    assert strokes == 1
    expect(phone.get_by_text("Tap what you painted, then choose.")).to_be_visible()
    assert len(DrawingDraft.objects.get(visit=cast.visit).drawing["strokes"]) == 1


def test_the_search_for_an_area_is_not_hidden_by_the_steering(phone: Page, link: str) -> None:
    to_the_body(phone, link)
    phone.locator(".body-chart__list > summary").focus()
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    search = phone.get_by_role("combobox", name="Find an area")
    expect(search).to_be_focused()
    phone.keyboard.type("k")
    phone.wait_for_function(
        """() => document.activeElement.getBoundingClientRect().bottom
          <= document.querySelector(".where__steer").getBoundingClientRect().top""",
        timeout=5000,
    )


def test_the_back_button_loses_nothing(phone: Page, link: str, cast: Cast) -> None:
    to_the_body(phone, link)
    stroke(phone, 0.47, 0.4)
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("heading", name="Do you have scars?")).to_be_visible()
    phone.go_back()
    phone.locator("body-chart[data-ready]").wait_for()
    assert phone.evaluate("document.querySelector('body-chart').value.strokes.length") == 1
    phone.get_by_role("link", name="Back").click()
    expect(phone.get_by_label("Slowly, or I do not know")).to_be_checked()
    phone.get_by_role("link", name="Back").click()
    expect(phone.get_by_label("I sit at a desk for much of the day")).to_be_checked()


@pytest.fixture
def plain_phone(open_page: OpenPage) -> Page:
    """A phone whose browser runs no scripts."""
    return open_page(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=False,
    )


def test_without_javascript_areas_are_chosen_by_name(
    plain_phone: Page, link: str, cast: Cast
) -> None:
    page = plain_phone
    page.goto(link)
    give_birth_date(page)
    answer(page, "Back, chest or belly", "Low back")
    answer(page, "I sit at a desk for much of the day")
    answer(page, "Slowly, or I do not know")
    first = page.get_by_role("group", name="Area 1")
    first.locator("select").nth(0).select_option(value="lumbar_paraspinal_lower")
    first.locator("select").nth(1).select_option(value="left")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="No scars").click()
    for when in ("Right now", "On average", "At its worst"):
        page.get_by_role("group", name=when).get_by_text("6", exact=True).click()
    for _ in ("pain", "activities", "story", "about"):
        page.get_by_role("button", name="Next").click()
    for heading in HEALTH_PAGES:
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        no_to_all(page)
    expect(page.get_by_role("heading", name="What do you take")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you. It has arrived.")).to_be_visible()
    entry = DrawingEntry.objects.get(visit=cast.visit)
    assert entry.drawing["listed"][0]["area"] == "lumbar_paraspinal_lower"
    assert entry.drawing["cells"]


@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_the_screen(
    open_page: OpenPage, link: str, width: int, scheme: str
) -> None:
    page = open_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    check_width: Callable[[], bool] = lambda: page.evaluate(  # noqa: E731
        "document.documentElement.scrollWidth <= innerWidth"
    )
    page.goto(link)
    assert check_width()
    give_birth_date(page)
    assert check_width()
    answer(page, "Back, chest or belly", "Low back")
    answer(page, "I sit at a desk for much of the day")
    answer(page, "Slowly, or I do not know")
    page.locator("body-chart[data-ready]").wait_for()
    assert check_width()
    check_accessible(page, f"paint page, {width} px, {scheme}")


def test_two_windows_lose_no_stroke(open_page: OpenPage, link: str, cast: Cast) -> None:
    """The second window is told; what the first one painted stays."""
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    to_the_body(page, link)
    second = page.context.new_page()
    second.goto(page.url)
    second.locator("body-chart[data-ready]").wait_for()
    stroke(page, 0.47, 0.4)
    expect(page.get_by_text(re.compile("^saved"))).to_be_visible()
    stroke(second, 0.55, 0.2)
    expect(second.get_by_text("Changed in another window")).to_be_visible()
    assert len(DrawingDraft.objects.get(visit=cast.visit).drawing["strokes"]) == 1
    second.get_by_role("button", name="Next").click()
    expect(second.get_by_text("also changed in another window")).to_be_visible()
    check_accessible(second, "two windows")
