"""The tour of the README, walked through the demo; `make tour` keeps its pictures.

`FILIFORM_TOUR` names the folder to write to; without it nothing is written outside the test.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import OpenPage
from cast import signed_in
from filiform_clinic.demo.seed import DemoAccess, seed
from filiform_clinic.records.models import User, Visit

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]
PICTURES = "docs/tour"
# Small enough for a page that is read over a phone's connection; sharp enough to read.
QUALITY = 80


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(os.environ.get("FILIFORM_TOUR", tmp_path))


@pytest.fixture
def access() -> DemoAccess:
    return seed(datetime.now(tz=UTC), weeks=6)


def keep(page: Page, folder: Path, name: str) -> None:
    """The screen as a person sees it."""
    page.wait_for_load_state("networkidle")
    with Image.open(BytesIO(page.screenshot(animations="disabled"))) as shot:
        shot.save(folder / f"{name}.webp", quality=QUALITY, method=6)


def on_the_phone(page: Page, base: str, access: DemoAccess, folder: Path) -> None:
    """From the link to the body."""
    page.goto(base + access.patient_link_path)
    born = access.patient_birth_date
    page.get_by_label("Month").select_option(str(born.month))
    page.get_by_label("Day").fill(str(born.day))
    page.get_by_label("Year").fill(str(born.year))
    page.get_by_role("button", name=re.compile("Continue|Go on|Next|Open")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    keep(page, folder, "phone")


def visit_of(family: str) -> str:
    """The newest visit of somebody in the demo."""
    rows = Visit.objects.filter(episode__patient__family_name=family)
    return str(rows.latest("starts_at").pk)


def open_step(page: Page, base: str, family: str, step: str) -> None:
    page.goto(base + reverse("visit:visit", args=[visit_of(family)]) + f"?step={step}")
    expect(page.locator("body-chart[data-ready]")).to_be_attached()


def chart_of(page: Page, base: str, family: str) -> None:
    patient = Visit.objects.get(pk=visit_of(family)).episode.patient_id
    page.goto(base + reverse("chart:patient", args=[patient]))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_tour_can_be_walked(
    open_page: OpenPage, live_server: LiveServer, access: DemoAccess, folder: Path
) -> None:
    base = live_server.url
    phone = open_page(viewport={"width": 390, "height": 780}, has_touch=True)
    on_the_phone(phone, base, access, folder)

    page = open_page(viewport={"width": 1280, "height": 860})
    maya = User.objects.get(email=next(one.email for one in access.logins if "maya" in one.email))
    cookie = signed_in(maya).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
    page.goto(base + reverse("day:huddle"))
    expect(page.get_by_role("heading", name=re.compile("^Huddle"))).to_be_visible()
    keep(page, folder, "huddle")
    open_step(page, base, "Brandt", "examine")
    expect(page.get_by_role("heading", name="Examine first")).to_be_visible()
    keep(page, folder, "examine")
    open_step(page, base, "Okafor", "needle")
    expect(page.locator("#needle-count")).to_contain_text("3 to remove")
    keep(page, folder, "needles")
    open_step(page, base, "Delgado", "sign")
    expect(page.get_by_role("heading", name="SOAP note")).to_be_visible()
    keep(page, folder, "note")
    chart_of(page, base, "Delgado")
    keep(page, folder, "chart")
    assert {one.stem for one in folder.glob("*.webp")} == shown_in_the_readme()


def shown_in_the_readme() -> set[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return set(re.findall(rf"{PICTURES}/(\w+)\.webp", text))


def test_the_readme_shows_every_picture_and_no_other() -> None:
    assert {one.stem for one in (ROOT / PICTURES).glob("*")} == shown_in_the_readme()
