"""Showing layers and marking places."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser_pages import check_accessible
from chart_pages import ChartPage
from chart_server import ChartServer
from filiform.body import Body, Side

BODY = Body.load()


def cells(area: str, side: str) -> list[int]:
    return sorted(BODY.cells_of(area, Side(side)))


def layers() -> dict[str, Any]:
    thigh = cells("anterior_thigh_mid", "right")
    listed = {"side": "right", "quality": "ache", "intensity": 6}
    return {
        "drawing": {"listed": [{"area": "shoulder_anterior", **listed}]},
        "before": {"listed": [{"area": "arm_anterior", **listed}]},
        "zones": [{"label": "z", "essential": thigh, "spillover": cells("anterior_knee", "right")}],
        "hypotheses": [{"label": "h", "cells": cells("epigastrium", "both"), "level": "likely"}],
        "findings": [{"cell": cells("chest_upper", "left")[0], "result": "familiar_pain"}],
        "needles": [{"id": "n1", "view": "front", "x": 0.62, "y": 0.6, "removed": False}],
    }


@pytest.fixture
def shown(desk: Page, charts: ChartServer) -> ChartPage:
    return ChartPage(desk, charts).open(mode="show", layers=layers())


@pytest.fixture
def marking(tablet: Page, charts: ChartServer) -> ChartPage:
    site = {"id": "vm", "label": "Vastus", "cell": cells("anterior_thigh_mid", "left")[0]}
    return ChartPage(tablet, charts).open(mode="mark", layers={**layers(), "sites": [site]})


def picture(chart: ChartPage) -> str:
    found: str = chart.canvas.evaluate("canvas => canvas.toDataURL()")
    return found


def settle(chart: ChartPage) -> None:
    """Wait until the frame that was asked for is drawn."""
    chart.page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


@pytest.mark.parametrize(
    "name", ["Pain", "Last time", "Zones", "To examine", "Findings", "Needles"]
)
def test_each_layer_can_be_hidden_and_shown(shown: ChartPage, name: str) -> None:
    settle(shown)
    before = picture(shown)
    toggle = shown.page.get_by_role("button", name=name, exact=True)
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "false")
    settle(shown)
    assert picture(shown) != before
    toggle.click()
    settle(shown)
    assert picture(shown) == before


def test_layers_can_be_replaced_by_script(shown: ChartPage) -> None:
    shown.chart.evaluate("chart => { chart.layers = { needles: chart.layers.needles }; }")
    expect(shown.page.get_by_role("button", name="Zones")).to_have_count(0)


def test_showing_does_not_paint(shown: ChartPage) -> None:
    shown.paint((0.38, 0.55), (0.38, 0.66))
    assert shown.value["strokes"] == []


def heard(chart: ChartPage) -> None:
    chart.chart.evaluate(
        "chart => chart.addEventListener('body-chart:mark', (e) => { chart.heard = e.detail; })"
    )


def last_mark(chart: ChartPage) -> dict[str, Any]:
    found: dict[str, Any] = chart.chart.evaluate("chart => chart.heard")
    return found


def test_a_tap_tells_where(marking: ChartPage) -> None:
    heard(marking)
    marking.tap(0.6, 0.57)
    mark = last_mark(marking)
    assert (mark["view"], mark["side"]) == ("front", "left")
    assert mark["x"] == pytest.approx(0.6, abs=0.005)
    assert mark["areas"][0]["id"].startswith("anterior_thigh")
    assert [site["id"] for site in mark["sites"]] in ([], ["vm"])
    assert BODY.cells[mark["cell"]].side is Side.LEFT


def test_a_tap_on_a_needle_tells_which(marking: ChartPage) -> None:
    heard(marking)
    marking.tap(0.62, 0.6)
    assert last_mark(marking)["marker"]["id"] == "n1"


def test_a_tap_beside_the_body_tells_nothing(marking: ChartPage) -> None:
    heard(marking)
    marking.tap(0.05, 0.95)
    assert marking.chart.evaluate("chart => chart.heard ?? null") is None


def test_the_keyboard_marks_too(marking: ChartPage) -> None:
    heard(marking)
    marking.canvas.focus()
    for _ in range(4):
        marking.page.keyboard.press("ArrowDown")
    marking.page.keyboard.press("Enter")
    assert last_mark(marking)["cell"] >= 0
    assert marking.said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_show_and_mark_are_accessible(marking: ChartPage, scheme: str) -> None:
    marking.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    check_accessible(marking.page, "mark")


def test_the_body_that_cannot_be_loaded_says_so(desk: Page, charts: ChartServer) -> None:
    charts.areas = "nonsense"
    desk.goto(f"{charts.url}/page?mode=paint")
    expect(desk.get_by_text("The body could not be loaded")).to_be_visible()
    expect(desk.get_by_role("button", name="Try again")).to_be_visible()


def test_an_id_map_reads_the_same_with_and_without_a_canvas(shown: ChartPage) -> None:
    same = shown.page.evaluate(
        """async () => {
          const { decodeRgb, throughCanvas } = await import("/ui/body-chart/png.js");
          const blob = await (await fetch("/views/head_left.ids.png")).blob();
          const [one, other] = [await decodeRgb(blob), await throughCanvas(blob)];
          return one.rgb.every((value, i) => value === other.rgb[i]);
        }"""
    )
    assert same is True
