"""Painting by hand: mouse, one finger, two fingers, undo, eraser, intensity."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser_pages import check_accessible
from chart_pages import ChartPage
from chart_server import ChartServer
from filiform.body import Body
from filiform.drawing import Drawing

BODY = Body.load()

RIGHT_THIGH = (0.38, 0.60)
CHEST = (0.42, 0.25)


@pytest.fixture
def mouse(desk: Page, charts: ChartServer) -> ChartPage:
    return ChartPage(desk, charts).open()


@pytest.fixture
def thumb(phone: Page, charts: ChartServer) -> ChartPage:
    return ChartPage(phone, charts).open()


def drawn(chart: ChartPage) -> Drawing:
    """The drawing as the server reads what the form would send."""
    return Drawing.from_json(chart.field, BODY)


def test_the_mouse_paints_a_stroke(mouse: ChartPage) -> None:
    bare = mouse.pixel(*RIGHT_THIGH)
    mouse.paint((0.38, 0.55), RIGHT_THIGH, (0.38, 0.66))
    assert len(mouse.value["strokes"]) == 1
    assert {BODY.cells[cell].side for cell in drawn(mouse).cells} == {"right"}
    assert mouse.pixel(*RIGHT_THIGH)[1] < bare[1] - 20


def test_one_finger_paints_on_a_phone(thumb: ChartPage) -> None:
    thumb.touch((0.38, 0.55), (0.38, 0.66))
    (stroke,) = thumb.value["strokes"]
    assert len(stroke["points"]) > 4
    assert drawn(thumb).cells


def test_browser_and_server_find_the_same_cells(mouse: ChartPage) -> None:
    mouse.paint((0.3, 0.2), (0.5, 0.3), (0.62, 0.5), (0.4, 0.62))
    mouse.page.locator(".body-chart__quality", has_text="Sharp").click()
    mouse.paint((0.4, 0.25), (0.55, 0.4))
    mouse.show("back")
    mouse.paint((0.3, 0.2), (0.6, 0.3))
    mouse.show("left")
    mouse.page.get_by_role("button", name="Eraser").click()
    mouse.paint((0.4, 0.2), (0.5, 0.4))
    mouse.show("front")
    found = mouse.chart.evaluate(
        """async (chart) => {
          const { Layers } = await import("/ui/body-chart/layers.js");
          const layers = new Layers(chart.body);
          await layers.prepare(chart.strokes.map((stroke) => stroke.view));
          chart.strokes.forEach((stroke) => layers.apply(stroke));
          return [...layers.paint()].map(([cell, p]) => [cell, p.coverage, p.quality]);
        }"""
    )
    expected = {paint.cell: paint for paint in drawn(mouse).paint}
    assert {cell for cell, _, _ in found} == set(expected)
    for cell, coverage, quality in found:
        assert coverage == pytest.approx(expected[cell].coverage, abs=0.002)
        assert quality == expected[cell].quality


def test_undo_and_redo(mouse: ChartPage) -> None:
    mouse.paint((0.38, 0.55), (0.38, 0.66))
    mouse.paint((0.62, 0.55), (0.62, 0.66))
    mouse.page.get_by_role("button", name="Undo").click()
    assert len(mouse.value["strokes"]) == 1
    mouse.page.get_by_role("button", name="Redo").click()
    assert len(mouse.value["strokes"]) == 2
    expect(mouse.page.get_by_role("button", name="Redo")).to_be_disabled()


def test_clear_can_be_undone(mouse: ChartPage) -> None:
    bare = mouse.pixel(*RIGHT_THIGH)
    mouse.paint((0.38, 0.55), (0.38, 0.66))
    painted = mouse.pixel(*RIGHT_THIGH)
    mouse.page.get_by_role("button", name="Clear").click()
    assert mouse.value == {"strokes": [], "listed": []}
    assert mouse.pixel(*RIGHT_THIGH) == bare
    assert "Undo" in mouse.said
    mouse.page.get_by_role("button", name="Undo").click()
    assert mouse.pixel(*RIGHT_THIGH) == painted


def test_the_eraser_takes_paint_away(mouse: ChartPage) -> None:
    mouse.paint((0.36, 0.6), (0.40, 0.6))
    before = drawn(mouse).area_cm2
    mouse.page.get_by_role("button", name="Eraser").click()
    mouse.paint((0.34, 0.6), (0.38, 0.6))
    assert 0 < drawn(mouse).area_cm2 < before * 0.8
    assert mouse.said == "Erased: front of the thigh, middle (right)"


def test_strokes_beside_the_body_are_no_strokes(mouse: ChartPage) -> None:
    mouse.paint((0.02, 0.05), (0.1, 0.08))
    assert mouse.value["strokes"] == []


def test_intensity_goes_to_the_patch_last_painted(mouse: ChartPage) -> None:
    mouse.paint((0.38, 0.55), (0.38, 0.60))
    mouse.paint((0.38, 0.60), (0.38, 0.66))
    mouse.paint((0.62, 0.55), (0.62, 0.60))
    mouse.page.locator(".body-chart__number").nth(7).click()
    assert [stroke["intensity"] for stroke in mouse.value["strokes"]] == [None, None, 7]
    assert mouse.said == "Painted: front of the thigh, middle (left), ache, 7 of 10"


def test_a_tap_on_paint_chooses_its_whole_patch(mouse: ChartPage) -> None:
    mouse.paint((0.38, 0.55), (0.38, 0.60))
    mouse.paint((0.38, 0.60), (0.38, 0.66))
    mouse.paint((0.62, 0.55), (0.62, 0.60))
    mouse.tap(0.38, 0.64)
    mouse.page.locator(".body-chart__number").nth(4).click()
    assert [stroke["intensity"] for stroke in mouse.value["strokes"]] == [4, 4, None]


def test_new_paint_on_a_patch_hurts_as_much_as_the_patch(mouse: ChartPage) -> None:
    mouse.paint((0.38, 0.55), (0.38, 0.60))
    mouse.page.locator(".body-chart__number").nth(9).click()
    mouse.paint((0.38, 0.60), (0.38, 0.66))
    assert [stroke["intensity"] for stroke in mouse.value["strokes"]] == [9, 9]


def test_a_finger_may_slide_along_the_numbers(thumb: ChartPage) -> None:
    thumb.touch((0.38, 0.55), (0.38, 0.66))
    box = thumb.page.locator(".body-chart__scale").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    start, end = (box["x"] + 20, y), (box["x"] + box["width"] * 8.5 / 11, y)
    thumb.fingers([start, ((start[0] + end[0]) / 2, y), end])
    assert thumb.value["strokes"][0]["intensity"] == 8


def test_two_fingers_zoom_and_do_not_paint(thumb: ChartPage) -> None:
    x, y = thumb.at(0.5, 0.4)
    thumb.fingers(
        [(x - 30 - 10 * i, y - 10 * i) for i in range(8)],
        [(x + 30 + 10 * i, y + 10 * i) for i in range(8)],
    )
    assert thumb.chart.evaluate("chart => chart.stage.camera.zoom") > 1.8
    assert thumb.value["strokes"] == []


def test_a_zoomed_brush_paints_a_finer_stroke(thumb: ChartPage) -> None:
    thumb.touch((0.38, 0.55), (0.38, 0.60))
    thumb.page.get_by_role("button", name="Zoom in").click()
    thumb.touch((0.5, 0.45), (0.5, 0.5))
    coarse, fine = (stroke["radius"] for stroke in thumb.value["strokes"])
    assert fine == pytest.approx(coarse / 1.6, rel=0.02)


def test_the_wheel_zooms_with_control_and_lets_the_page_scroll_without(mouse: ChartPage) -> None:
    mouse.page.mouse.move(*mouse.at(0.5, 0.3))
    mouse.page.mouse.wheel(0, -200)
    assert mouse.chart.evaluate("chart => chart.stage.camera.zoom") == 1
    mouse.page.keyboard.down("Control")
    mouse.page.mouse.wheel(0, -200)
    mouse.page.keyboard.up("Control")
    assert mouse.chart.evaluate("chart => chart.stage.camera.zoom") > 1.5


def test_paint_shows_in_the_other_views_of_the_same_skin(mouse: ChartPage) -> None:
    mouse.page.get_by_role("button", name="Brush size: medium").click()
    mouse.paint((0.26, 0.22), (0.24, 0.26), (0.28, 0.24), (0.25, 0.23))
    mouse.show("right")
    shown = mouse.chart.evaluate(
        """chart => {
          const masks = [...chart.stage.canvas.getContext("2d").getImageData(
            0, 0, chart.stage.canvas.width, chart.stage.canvas.height).data];
          let red = 0;
          for (let i = 0; i < masks.length; i += 4) red += masks[i] > masks[i + 1] + 40;
          return red;
        }"""
    )
    assert shown > 100


def test_left_and_right_are_always_in_sight(mouse: ChartPage) -> None:
    start = mouse.page.locator(".body-chart__side--start")
    expect(start).to_have_text("R")
    mouse.page.get_by_role("button", name="Zoom in").click()
    expect(start).to_be_visible()
    mouse.page.get_by_role("tab", name="Back").click()
    expect(start).to_have_text("L")


def test_views_by_keyboard(mouse: ChartPage) -> None:
    mouse.page.get_by_role("tab", name="Front").focus()
    mouse.page.keyboard.press("ArrowRight")
    expect(mouse.page.get_by_role("tab", name="Back")).to_have_attribute("aria-selected", "true")
    mouse.page.keyboard.press("Tab")
    mouse.page.keyboard.press("Enter")
    mouse.page.keyboard.press("Tab")
    mouse.page.keyboard.press("Enter")
    expect(mouse.page.locator(".body-chart__tab--chosen")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_painting_is_accessible(thumb: ChartPage, scheme: str) -> None:
    thumb.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    thumb.touch((0.38, 0.55), (0.38, 0.66))
    check_accessible(thumb.page, "painted")
    thumb.page.get_by_role("button", name="Close-up").click()
    check_accessible(thumb.page, "close-ups")


def test_targets_are_large_enough_for_a_thumb(thumb: ChartPage) -> None:
    thumb.touch((0.38, 0.55), (0.38, 0.66))
    small = thumb.chart.evaluate(
        """chart => [...chart.querySelectorAll("button, summary, select")]
          .filter((e) => e.checkVisibility())
          .map((e) => [e.textContent || e.ariaLabel, e.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.width < 44 || box.height < 44))
          .map(([name]) => name)"""
    )
    assert small == []


def test_choices_show_without_colours(thumb: ChartPage) -> None:
    """Windows' high contrast replaces every colour: what is chosen must still be told apart."""
    thumb.page.emulate_media(forced_colors="active")
    chosen, other = (
        thumb.page.locator(".body-chart__quality", has_text=name).evaluate(
            "label => getComputedStyle(label).outlineStyle"
        )
        for name in ("Ache", "Sharp")
    )
    assert (chosen, other) == ("solid", "none")
