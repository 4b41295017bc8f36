"""Pages that say what went wrong are as readable as the others."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import check_accessible


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_unknown_address(phone: Page, live_server: LiveServer, scheme: str) -> None:
    phone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    phone.goto(f"{live_server.url}/no-such-page/")
    expect(phone.get_by_role("heading", name="We could not find that page")).to_be_visible()
    check_accessible(phone, "not found")
