"""Saying where it hurts by name: keyboard only, and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser_pages import check_accessible
from chart_pages import ChartPage
from chart_server import ChartServer
from filiform.body import Body, Side
from filiform.drawing import Drawing

BODY = Body.load()


@pytest.fixture
def chart(desk: Page, charts: ChartServer) -> ChartPage:
    return ChartPage(desk, charts).open(save="1")


def type_keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_an_area_is_added_with_the_keyboard_alone(chart: ChartPage) -> None:
    page = chart.page
    page.locator(".body-chart__list > summary").focus()
    type_keys(page, "Enter", "Tab")
    expect(page.get_by_role("combobox", name="Find an area")).to_be_focused()
    page.keyboard.type("temple")
    type_keys(page, "ArrowDown", "Enter")
    expect(page.get_by_role("radio", name="Left", exact=True)).to_be_focused()
    type_keys(page, "Space", "ArrowRight", "Tab")
    type_keys(page, "ArrowRight", "Tab")
    page.keyboard.type("7")
    type_keys(page, "Tab", "Enter")
    assert chart.value["listed"] == [
        {"area": "temple", "side": "right", "intensity": 7, "quality": "sharp"}
    ]
    assert chart.said == "Added: right temple, sharp, 7 of 10"
    expect(page.get_by_role("combobox")).to_be_focused()


def test_the_list_and_the_body_feed_the_same_value(chart: ChartPage) -> None:
    chart.paint((0.38, 0.55), (0.38, 0.66))
    add(chart, "temple", "Right")
    drawing = Drawing.from_json(chart.field, BODY)
    assert drawing.cells > BODY.cells_of("temple", Side.RIGHT)
    assert len(drawing.strokes) == 1


def add(chart: ChartPage, word: str, side: str | None) -> None:
    page = chart.page
    if not page.locator(".body-chart__list[open]").count():
        page.locator(".body-chart__list > summary").click()
    page.get_by_role("combobox").fill(word)
    page.get_by_role("option").first.click()
    if side:
        page.locator(".body-chart__choice", has_text=side).first.click()
    page.get_by_role("button", name="Add area").click()


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        (
            "low back",
            ["beside the spine, low back", "middle of the low back"],
            ["low back dimple", "lower back teeth"],
        ),
        ("Knee", ["front of the knee", "back of the knee"], ["just above the kneecap"]),
        ("lower back", ["beside the spine, low back"], ["low back dimple", "lower back teeth"]),
        ("temp", ["temple"], ["jaw joint"]),
        ("knees", ["front of the knee"], []),
        ("sacroiliac", ["low back dimple"], []),
    ],
)
def test_areas_whose_names_mean_what_is_typed_come_first(
    chart: ChartPage, typed: str, first: list[str], last: list[str]
) -> None:
    chart.page.locator(".body-chart__list > summary").click()
    chart.page.get_by_role("combobox").fill(typed)
    options = chart.page.get_by_role("option")
    expect(options.first).to_be_visible()
    shown = [text.splitlines()[0] for text in options.all_inner_texts()]
    assert shown[: len(first)] == first
    assert [text for text in shown if text in last] == last


def test_a_word_that_names_nothing_says_so(chart: ChartPage) -> None:
    chart.page.locator(".body-chart__list > summary").click()
    chart.page.get_by_role("combobox").fill("zzz")
    expect(chart.page.get_by_text("No area with this word")).to_be_visible()


def test_a_missing_side_is_asked_for(chart: ChartPage) -> None:
    chart.page.locator(".body-chart__list > summary").click()
    chart.page.get_by_role("button", name="Add area").click()
    expect(chart.page.get_by_text("Please choose an area")).to_be_visible()
    chart.page.get_by_role("combobox").fill("temple")
    chart.page.get_by_role("option").first.click()
    chart.page.get_by_role("button", name="Add area").click()
    expect(chart.page.get_by_text("Please choose a side")).to_be_visible()
    assert chart.value["listed"] == []


def test_an_area_is_removed_and_the_focus_stays_near(chart: ChartPage) -> None:
    add(chart, "temple", "Right")
    add(chart, "forehead", None)
    assert len(chart.value["listed"]) == 2
    chart.page.get_by_role("button", name="Remove right temple").click()
    assert [entry["area"] for entry in chart.value["listed"]] == ["forehead"]
    expect(chart.page.get_by_role("button", name="Remove forehead")).to_be_focused()
    chart.page.get_by_role("button", name="Undo").click()
    assert len(chart.value["listed"]) == 2


def test_intimate_areas_wait_until_asked_for(chart: ChartPage) -> None:
    chart.page.locator(".body-chart__list > summary").click()
    chart.page.get_by_role("combobox").fill("perineum")
    expect(chart.page.get_by_text("No area with this word")).to_be_visible()
    chart.page.get_by_label("Show intimate areas too").check()
    chart.page.get_by_role("combobox").fill("perineum")
    expect(chart.page.get_by_role("option").first).to_be_visible()


def test_enter_in_the_list_does_not_send_the_page(chart: ChartPage) -> None:
    chart.page.locator(".body-chart__list > summary").click()
    chart.page.get_by_role("combobox").fill("temple")
    chart.page.keyboard.press("Enter")
    assert chart.server.forms == []


def test_the_list_is_accessible(chart: ChartPage) -> None:
    add(chart, "temple", "Right")
    check_accessible(chart.page, "one area chosen")
    chart.page.get_by_role("combobox").fill("knee")
    check_accessible(chart.page, "areas found")
