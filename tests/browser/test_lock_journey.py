"""The cover over a page that nobody touches, and the way back with what was typed."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from acts import place
from browser_pages import check_accessible
from cast import Cast, signed_in
from filiform_clinic.records.models import StaffPin

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_cover_hides_the_page_and_keeps_what_was_typed(
    tablet: Page, live_server: LiveServer, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "IDLE_MINUTES", 0.05)
    StaffPin.objects.create(user=cast.practitioner, digest=make_password("8203"))
    cookies = signed_in(cast.practitioner).cookies
    value = cookies["sessionid"].value
    tablet.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    assert place(signed_in(cast.practitioner), cast.visit, needles=2).status_code == 204

    tablet.goto(f"{live_server.url}/booking/walk-in/")
    tablet.get_by_label("First name").fill("Ann")
    cover = tablet.get_by_role("dialog", name="The screen is locked")
    expect(cover).to_be_visible()
    expect(cover).to_contain_text("2 needles in")
    expect(cover.get_by_role("button", name="Out")).to_be_visible()
    box = cover.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (820, tablet.evaluate("innerHeight"))
    check_accessible(tablet, "cover")
    tablet.keyboard.press("Escape")
    expect(cover).to_be_visible()

    monkeypatch.setattr(settings, "IDLE_MINUTES", 10)
    with tablet.context.expect_page() as opened:
        cover.get_by_role("link").click()
    face = opened.value
    check_accessible(face, "face of the lock")
    face.get_by_label("PIN", exact=True).fill("8203")
    face.get_by_role("button", name="Unlock", exact=True).click()
    expect(face.get_by_role("heading", name="Today")).to_be_visible()
    face.close()
    tablet.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(cover).to_be_hidden()
    expect(tablet.get_by_label("First name")).to_have_value("Ann")
