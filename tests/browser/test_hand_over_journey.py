"""The tablet goes to the patient and comes back, by keyboard alone."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from acts import place
from browser_pages import check_accessible
from cast import Cast, signed_in
from filiform_clinic.records.models import StaffPin

pytestmark = pytest.mark.django_db(transaction=True)


def press(page: Page, wanted: Locator) -> None:
    """Tab until the element has the focus, then Enter."""
    for _key in range(120):
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def test_by_keyboard_to_the_patient_and_back(
    tablet: Page, live_server: LiveServer, cast: Cast
) -> None:
    page, practitioner = tablet, signed_in(cast.practitioner)
    StaffPin.objects.create(user=cast.practitioner, digest=make_password("8203"))
    value = practitioner.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    assert place(practitioner, cast.visit, needles=2).status_code == 204
    visit = live_server.url + reverse("visit:visit", args=[cast.visit.pk])

    # the practitioner turns the tablet
    page.goto(f"{visit}?step=aftercare")
    press(page, page.get_by_role("button", name="Show the patient"))
    expect(page.get_by_role("heading", name="Your needles today")).to_be_visible()
    needles = page.get_by_role("complementary", name="Needles that are in")
    expect(needles).to_contain_text("2 needles in")
    expect(needles.locator("time")).to_contain_text(re.compile(r"^\d+:\d\d$"))
    check_accessible(page, "turned to the patient")

    # back, and every address of staff, lead to the page that asks for the tablet
    page.go_back()
    expect(page.get_by_role("heading", name="Please give the tablet back")).to_be_visible()
    page.goto(f"{live_server.url}/patients/")
    expect(page.get_by_role("heading", name="Please give the tablet back")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text("Paul")
    check_accessible(page, "asks for the tablet")

    # a needle is taken out there, a wrong PIN opens nothing, the right one returns to the step
    press(page, page.locator("[data-needle]").get_by_role("button"))
    expect(page.locator("[data-needle]")).to_have_count(0)
    press(page, page.get_by_role("link", name="Back to these pages"))
    expect(page.get_by_role("heading", name="Your needles today")).to_be_visible()
    press(page, page.get_by_role("link", name="back to the therapist"))
    page.get_by_label("PIN", exact=True).focus()
    page.keyboard.type("4711")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="not right")).to_be_visible()
    check_accessible(page, "wrong PIN")
    page.get_by_label("PIN", exact=True).focus()
    page.keyboard.type("8203")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Show the patient")).to_be_visible()
