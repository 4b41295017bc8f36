"""Pages with a body chart, and what a hand can do on them. Fixture: `charts`, their server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from chart_server import ChartServer
from filiform.body import Body
from filiform.drawing.catalogue import catalogue_json

Point = tuple[float, float]


@pytest.fixture
def charts() -> Iterator[ChartServer]:
    views = Path(str(files("filiform.body") / "data" / "built" / "views"))
    started = ChartServer(views, catalogue_json(Body.load()))
    yield started
    started.close()


class ChartPage:
    """A page with one body chart, and what a hand can do on it."""

    def __init__(self, page: Page, server: ChartServer) -> None:
        self.page = page
        self.server = server
        self.chart = page.locator("body-chart")
        self.canvas = page.locator(".body-chart__canvas")

    def open(self, **asked: Any) -> ChartPage:
        query = {k: v if isinstance(v, str) else json.dumps(v) for k, v in asked.items()}
        self.page.goto(f"{self.server.url}/page?{urlencode(query)}")
        return self.ready()

    def ready(self) -> ChartPage:
        expect(self.page.locator("body-chart[data-ready]")).to_be_attached()
        return self

    def show(self, view: str) -> None:
        self.chart.evaluate("(chart, view) => chart.showView(view)", view)

    @property
    def value(self) -> dict[str, Any]:
        found: dict[str, Any] = self.chart.evaluate("chart => chart.value")
        return found

    @property
    def field(self) -> dict[str, Any]:
        """What the form would send."""
        text = self.page.locator("body-chart input[name=drawing]").input_value()
        document: dict[str, Any] = json.loads(text)
        return document

    @property
    def said(self) -> str:
        """The last announcement to a screen reader."""
        return self.page.locator("body-chart > [aria-live]").inner_text()

    def at(self, x: float, y: float) -> Point:
        """Screen position of a place in the picture, as shares of its width and height."""
        place: list[float] = self.chart.evaluate(
            """(chart, [x, y]) => {
              const { map, camera, canvas } = chart.stage;
              const box = canvas.getBoundingClientRect();
              const [left, top] = camera.toStage(x * map.width, y * map.height);
              return [box.left + left, box.top + top];
            }""",
            [x, y],
        )
        return place[0], place[1]

    def paint(self, *points: Point) -> None:
        """Drag the mouse along places in the picture."""
        start, *rest = [self.at(*point) for point in points]
        self.page.mouse.move(*start)
        self.page.mouse.down()
        for point in rest:
            self.page.mouse.move(*point, steps=8)
        self.page.mouse.up()

    def tap(self, x: float, y: float) -> None:
        self.page.mouse.click(*self.at(x, y))

    def fingers(self, *tracks: list[Point]) -> None:
        """Drag one finger or several at once along screen positions of equal number."""
        session = self.page.context.new_cdp_session(self.page)

        def send(kind: str, step: int) -> None:
            points = [{"x": t[step][0], "y": t[step][1], "id": i} for i, t in enumerate(tracks)]
            session.send(
                "Input.dispatchTouchEvent",
                {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
            )

        send("touchStart", 0)
        for step in range(1, len(tracks[0])):
            send("touchMove", step)
        send("touchEnd", -1)
        session.detach()

    def touch(self, *points: Point, steps: int = 8) -> None:
        """Drag one finger along places in the picture."""
        self.fingers(between([self.at(*point) for point in points], steps))

    def pixel(self, x: float, y: float) -> list[int]:
        """Colour of the canvas at a place in the picture."""
        found: list[int] = self.chart.evaluate(
            """(chart, [x, y]) => {
              const { map, camera, canvas, painter } = chart.stage;
              const place = camera.toStage(x * map.width, y * map.height);
              const [left, top] = place.map((v) => Math.round(v * painter.ratio));
              return [...canvas.getContext("2d").getImageData(left - 6, top - 6, 12, 12).data]
                .reduce((sum, v, i) => ((sum[i % 4] += v / 144), sum), [0, 0, 0, 0])
                .map(Math.round);
            }""",
            [x, y],
        )
        return found


def between(points: list[Point], steps: int) -> list[Point]:
    track = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        track += [
            (x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(1, steps + 1)
        ]
    return track
