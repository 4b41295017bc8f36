"""A real browser for the journeys: the system's Chromium, and axe at each step.

Fixtures: `browser` (one process for the run), `desk` (a 1280 px page), `tablet` (820 px, touch) and
`phone` (390 px, touch). Every page fails its test on an error in the console, a refused
Content-Security-Policy or a request to another host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL = ("http://localhost", "http://127.0.0.1", "data:", "blob:")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open a page with the given context options; checks it for faults when the test ends."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        opened.append((context, _watch(page)))
        return page

    yield open_one
    faults = [fault for _, found in opened for fault in found]
    for context, _ in opened:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def desk(open_page: OpenPage) -> Page:
    return open_page(viewport={"width": 1280, "height": 900})


@pytest.fixture
def tablet(open_page: OpenPage) -> Page:
    return open_page(viewport={"width": 820, "height": 1180}, has_touch=True)


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
    )


def _watch(page: Page) -> list[str]:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"console: {message.text}")
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(LOCAL) else faults.append(f"other host: {request.url}")
        ),
    )
    return faults


def check_accessible(page: Page, step: str) -> None:
    """Run axe (WCAG 2.2 AA) on the page as it stands; `step` names the place in the journey.

    A visit's step is looked at from its top: axe takes what is half under its sticky head for too
    small a target.
    """
    page.evaluate("document.getElementById('step')?.scrollTo(0, 0)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    violations = found.response["violations"]
    assert not violations, f"{step}: " + "; ".join(
        f"{v['id']} {[n['target'] for n in v['nodes'][:3]]}" for v in violations
    )
