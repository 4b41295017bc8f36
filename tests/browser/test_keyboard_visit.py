"""One visit by keyboard alone: sign in, huddle, examine, needle, an incident, count, note, sign."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import check_accessible
from cast import PASSWORD, Cast
from filiform_clinic.records.models import IncidentEntry, NoteEntry
from filiform_clinic.records.visit_state import needling_of, standing_findings
from histories import healthy

pytestmark = pytest.mark.django_db(transaction=True)


def reach(page: Page, wanted: Locator) -> None:
    """Tab until the element has the focus: nothing here is ever clicked."""
    wanted.wait_for(state="attached")
    for _key in range(150):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    reach(page, wanted)
    page.keyboard.press(key)


def write(page: Page, label: str, words: str) -> None:
    reach(page, page.get_by_label(label, exact=True))
    page.keyboard.type(words)


def test_a_whole_visit_by_keyboard(desk: Page, live_server: LiveServer, cast: Cast) -> None:
    healthy(cast.visit)
    page = desk

    # sign in, and read the morning huddle
    page.goto(live_server.url + reverse("account_login"))
    write(page, "Email", cast.practitioner.email)
    write(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Today"))).to_be_visible()
    press(page, page.get_by_role("link", name="Huddle", exact=True))
    expect(page.get_by_text("first visit")).to_be_visible()
    check_accessible(page, "huddle")
    press(page, page.get_by_role("link", name="Paul Patient"))

    # examine a muscle that is chosen by name
    expect(page.get_by_role("heading", name="Examine first")).to_be_visible()
    reach(page, page.get_by_label("Muscle", exact=True))
    page.keyboard.type("Infraspinatus")
    reach(page, page.get_by_label("Side", exact=True))
    page.keyboard.type("right")
    page.keyboard.press("Enter")
    press(page, page.get_by_role("button", name="Show", exact=True))
    card = page.locator("#card-infraspinatus-right")
    expect(card).to_be_visible()
    # the button answers at once, before the clinic has what was found
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        press(page, card.get_by_role("button", name="familiar pain", exact=True))
    expect(card.get_by_role("button", name="familiar pain", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert standing_findings().filter(visit=cast.visit).count() == 1
    check_accessible(page, "examined")

    # place a needle by the name of the muscle
    press(page, page.get_by_role("link", name="Needle", exact=True))
    expect(page.get_by_role("heading", name="Needle", exact=True)).to_be_visible()
    reach(page, page.get_by_label("Diameter"))
    page.keyboard.type("0.30")
    reach(page, page.get_by_label("Length"))
    page.keyboard.type("50")
    press(page, page.get_by_label("left in", exact=True), "Space")
    press(page, page.get_by_role("button", name="Place by name only"))
    expect(page.locator("#needle-count")).to_contain_text("1 to remove")
    check_accessible(page, "needle in")

    # the patient feels faint: first steps, then the entry
    press(page, page.get_by_role("link", name="Incident", exact=True))
    press(page, page.get_by_role("link", name=re.compile("^Faint")))
    expect(page.get_by_role("heading", name=re.compile("^First steps"))).to_be_visible()
    check_accessible(page, "first steps")
    press(page, page.get_by_role("radio").first, "Space")
    reach(page, page.get_by_label("What happened, and what was done"))
    page.keyboard.type("Felt faint, lay down.")
    press(page, page.get_by_role("button", name="Record the incident"))
    expect(page.get_by_role("heading", name="Recorded in this visit")).to_be_visible()
    check_accessible(page, "recorded incident")
    press(page, page.locator("summary", has_text="Add how it went on"))
    reach(page, page.get_by_label("How the patient is, and what was done"))
    page.keyboard.type("Well after five minutes.")
    press(page, page.get_by_role("button", name="Record the follow-up"))
    expect(page.get_by_text("Well after five minutes.")).to_be_visible()
    assert IncidentEntry.objects.filter(visit=cast.visit).count() == 2
    press(page, page.get_by_role("link", name=re.compile("Visit$")))

    # out, counted a second time
    press(page, page.get_by_role("link", name="Needle", exact=True))
    press(page, page.get_by_role("button", name=re.compile("^Out")))
    expect(page.locator("#needle-count")).to_contain_text("all out")
    assert needling_of(cast.visit.pk).still_in == 0
    reach(page, page.get_by_label("In the sharps box"))
    page.keyboard.press("Control+A")
    page.keyboard.type("1")
    press(page, page.get_by_label("I have looked over the whole skin"), "Space")
    press(page, page.get_by_role("button", name="Record the count"))
    expect(page.get_by_text("All needles are accounted for.")).to_be_visible()

    # the note, and its signature
    press(page, page.get_by_role("link", name="Note", exact=True))
    write(page, "In your own words", "Tolerated well in the end.")
    press(page, page.get_by_role("link", name="On to signing"))
    expect(page.get_by_text("Tolerated well in the end.")).to_be_visible()
    check_accessible(page, "sign")
    press(page, page.get_by_role("button", name="Sign as Priya Practitioner"))
    expect(page.get_by_role("heading", name="Signed note")).to_be_visible()
    note = " ".join(NoteEntry.objects.get(visit=cast.visit).text.split())
    assert "Follow-up of faint, or about to faint" in note
    check_accessible(page, "signed note")
