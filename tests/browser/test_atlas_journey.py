"""The atlas, and who explains the pain on the body, in a browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import check_accessible
from cast import Cast, assemble, signed_in
from filiform.body import Body, Side
from filiform.drawing import Drawing, ListedArea, Quality
from filiform_clinic.records.models import DrawingEntry, IntakeEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    """Paul named the front and side of his right shoulder."""
    people, body = assemble(), Body.load()
    names = ("shoulder_anterior", "arm_lateral")
    drawing = Drawing.from_areas([ListedArea(n, Side.RIGHT, 7, Quality.ACHE) for n in names], body)
    DrawingEntry.objects.create(
        visit=people.visit,
        drawing=drawing.to_json(),
        body_version=body.version,
        sent_by="patient",
    )
    IntakeEntry.objects.create(
        visit=people.visit, complaint="shoulder", group="desk", strongest_pain=7, sent_by="patient"
    )
    return people


def keep(page: Page, name: str) -> None:
    """A picture to look at, where a folder for pictures is named."""
    if folder := os.environ.get("FILIFORM_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def sign_in(page: Page, server: LiveServer, people: Cast) -> None:
    value = signed_in(people.practitioner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])


def test_the_atlas_on_a_phone(phone: Page, live_server: LiveServer, people: Cast) -> None:
    sign_in(phone, live_server, people)
    phone.goto(live_server.url + reverse("locating:atlas"))
    check_accessible(phone, "the atlas")
    keep(phone, "atlas")
    phone.get_by_label("Muscle").select_option("infraspinatus")
    phone.get_by_role("button", name="Show the muscle").press("Enter")
    expect(phone.locator("body-chart[data-ready]")).to_be_attached()
    check_accessible(phone, "a muscle of the atlas")
    keep(phone, "atlas-muscle")
    phone.goto(live_server.url + reverse("locating:place", args=["temple"]))
    expect(phone.locator("body-chart[data-ready]")).to_be_attached()
    check_accessible(phone, "a place of the atlas")
    keep(phone, "atlas-place")
    wide = phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_who_explains_the_pain_is_put_on_the_body(
    desk: Page, live_server: LiveServer, people: Cast
) -> None:
    sign_in(desk, live_server, people)
    desk.goto(live_server.url + reverse("visit:visit", args=[people.visit.pk]))
    expect(desk.locator("body-chart[data-ready]")).to_be_attached()
    layer = desk.get_by_role("button", name="Explained by")
    expect(layer).to_have_attribute("aria-pressed", "false")
    layer.press("Enter")
    expect(layer).to_have_attribute("aria-pressed", "true")
    letters = desk.locator("body-chart").evaluate(
        "chart => chart.stage.scene.markers.filter(m => m.kind === 'letter').map(m => m.letter)"
    )
    assert letters[0] == "A"
    desk.get_by_text("What explains the pain").press("Enter")
    expect(desk.locator(".shares li").first).to_contain_text("A ")
    check_accessible(desk, "who explains the pain")
    keep(desk, "shares")
