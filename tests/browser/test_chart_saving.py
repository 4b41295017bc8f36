"""Every stroke is saved; what cannot be saved is kept until it can."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from chart_pages import ChartPage
from chart_server import ChartServer


@pytest.fixture
def chart(phone: Page, charts: ChartServer) -> ChartPage:
    return ChartPage(phone, charts).open(save="1")


def stroke(chart: ChartPage, x: float = 0.38) -> None:
    chart.touch((x, 0.55), (x, 0.62))


def test_every_stroke_is_saved_with_its_revision(chart: ChartPage) -> None:
    stroke(chart)
    expect(chart.page.get_by_text(re.compile(r"saved \d\d:\d\d"))).to_be_visible()
    stroke(chart, 0.62)
    expect(chart.page.locator(".body-chart__status")).to_have_attribute("data-state", "saved")
    assert [document["revision"] for document in chart.server.saved] == [1, 2]
    assert len(chart.server.saved[-1]["strokes"]) == 2


def test_a_reload_shows_what_was_saved(chart: ChartPage) -> None:
    stroke(chart)
    expect(chart.page.get_by_text(re.compile("saved"))).to_be_visible()
    chart.page.reload()
    chart.ready()
    assert len(chart.value["strokes"]) == 1


def test_offline_work_is_saved_when_the_connection_is_back(chart: ChartPage) -> None:
    chart.page.context.set_offline(True)
    stroke(chart)
    expect(chart.page.get_by_text("not saved yet, will keep trying").first).to_be_visible()
    stroke(chart, 0.62)
    assert chart.server.saved == []
    chart.page.context.set_offline(False)
    expect(chart.page.locator(".body-chart__status")).to_have_attribute("data-state", "saved")
    assert len(chart.server.saved[-1]["strokes"]) == 2


def test_unsaved_work_survives_a_reload(chart: ChartPage) -> None:
    chart.server.answer = 503
    stroke(chart)
    expect(chart.page.get_by_text("not saved yet, will keep trying").first).to_be_visible()
    chart.page.reload()
    chart.ready()
    assert len(chart.value["strokes"]) == 1
    chart.server.answer = 200
    expect(chart.page.locator(".body-chart__status")).to_have_attribute("data-state", "saved")
    assert len(chart.server.saved[-1]["strokes"]) == 1


def test_a_lost_answer_is_not_taken_for_another_window(chart: ChartPage) -> None:
    chart.server.loses_answers = True
    stroke(chart)
    expect(chart.page.get_by_text("not saved yet, will keep trying").first).to_be_visible()
    chart.server.loses_answers = False
    chart.page.get_by_role("button", name="Clear").click()
    expect(chart.page.locator(".body-chart__status")).to_have_attribute("data-state", "saved")
    assert chart.server.saved[-1]["strokes"] == []


def test_what_two_windows_painted_is_all_kept(chart: ChartPage) -> None:
    other = ChartPage(chart.page.context.new_page(), chart.server).open(save="1")
    other.touch((0.62, 0.55), (0.62, 0.62))
    expect(other.page.locator(".body-chart__status")).to_have_attribute("data-state", "saved")
    stroke(chart)
    expect(chart.page.get_by_text("Changed in another window")).to_be_visible()
    chart.page.reload()
    chart.ready()
    expect(chart.page.locator(".body-chart__status")).to_have_attribute("data-state", "saved")
    assert len(chart.value["strokes"]) == 2
    assert len(chart.server.saved[-1]["strokes"]) == 2


def test_nothing_stays_on_the_device_once_it_is_saved(chart: ChartPage) -> None:
    stroke(chart)
    expect(chart.page.get_by_text(re.compile("saved"))).to_be_visible()
    assert chart.page.evaluate("localStorage.length") == 0


def test_a_page_without_an_address_to_save_to_stores_nothing(
    phone: Page, charts: ChartServer
) -> None:
    chart = ChartPage(phone, charts).open()
    stroke(chart)
    assert chart.page.evaluate("localStorage.length") == 0
    assert charts.saved == []


@pytest.mark.parametrize(
    ("status", "words"),
    [(409, "Changed in another window"), (410, "has expired"), (400, "strokes[0].radius")],
)
def test_a_refusal_is_said_in_words(chart: ChartPage, status: int, words: str) -> None:
    chart.server.answer = status
    stroke(chart)
    expect(chart.page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    assert len(chart.value["strokes"]) == 1


def test_the_form_sends_the_drawing(chart: ChartPage) -> None:
    stroke(chart)
    chart.page.get_by_role("button", name="Next").click()
    expect(chart.page).to_have_title("sent")
    assert '"strokes":[{"id":' in chart.server.forms[0]["drawing"][0]
    assert set(chart.server.forms[0]) == {"csrfmiddlewaretoken", "drawing"}
