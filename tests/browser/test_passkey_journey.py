"""A therapist adds a passkey and signs in with nothing else."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import check_accessible
from cast import PASSWORD, Cast


def test_adding_a_passkey_and_signing_in_with_it(
    desk: Page, live_server: LiveServer, cast: Cast
) -> None:
    _plug_in_authenticator(desk)
    home = live_server.url.replace("127.0.0.1", "localhost")

    # Given a therapist who has signed in with a password
    desk.goto(f"{home}/account/login/")
    desk.get_by_label("Email").fill(cast.practitioner.email)
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Sign in", exact=True).click()
    expect(desk).to_have_url(re.compile("/today/"))

    # When she adds a passkey
    desk.goto(f"{home}/account/2fa/webauthn/add/")
    desk.get_by_label("Password").fill(PASSWORD)  # asked again before sign-in is changed
    desk.locator("main form button").first.click()
    desk.get_by_label("Name").fill("This tablet")
    passwordless = desk.get_by_label("Passwordless")
    if passwordless.count():
        passwordless.check()
    check_accessible(desk, "add a passkey")
    desk.locator("#mfa_webauthn_add").click()
    expect(desk).not_to_have_url(re.compile("/add/"))

    # Then a new session opens with the passkey alone
    desk.context.clear_cookies()
    desk.goto(f"{home}/account/login/")
    check_accessible(desk, "sign in")
    desk.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk).to_have_url(re.compile("/today/"))


def _plug_in_authenticator(page: Page) -> None:
    """A virtual authenticator, as a tablet's own would be."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
