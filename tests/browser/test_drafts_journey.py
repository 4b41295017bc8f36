"""Typed words outlive a lost network, a crash and the lock; a double click is one act."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from browser_pages import check_accessible
from cast import Cast, assemble, signed_in
from filiform_clinic.records.models import IncidentEntry, NoteDraft

pytestmark = pytest.mark.django_db(transaction=True)

COPIES = "Object.keys(localStorage).filter((one) => one.startsWith('filiform-typed'))"


@pytest.fixture
def people() -> Cast:
    return assemble()


def test_words_outlive_crash_and_lost_network(
    tablet: Page, live_server: LiveServer, people: Cast
) -> None:
    page = tablet
    value = signed_in(people.practitioner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    incident = reverse("incidents:incident", args=[people.visit.pk])

    # given words of an incident that the server has got
    page.goto(live_server.url + incident + "?kind=faint")
    words = page.get_by_label("What happened, and what was done")
    words.fill("She felt faint")
    expect(page.get_by_text("Kept as a draft, not sent yet.")).to_be_visible()
    assert page.evaluate(COPIES) == []

    # when the network is lost, and the browser crashes over more of them
    page.context.set_offline(True)
    words.fill("She felt faint and lay down 🙂")
    expect(page.get_by_text("No network.")).to_be_visible()
    assert len(page.evaluate(COPIES)) == 1
    crashed = page
    page = crashed.context.new_page()
    crashed.close()
    page.context.set_offline(False)
    page.goto(live_server.url + incident + "?kind=faint")

    # then they are back, and are sent once by a double click
    words = page.get_by_label("What happened, and what was done")
    expect(page.get_by_text("Your words that were not sent are back.")).to_be_visible()
    expect(words).to_have_value("She felt faint and lay down 🙂")
    expect(page.get_by_text("Kept as a draft, not sent yet.")).to_be_visible()
    check_accessible(page, "words that are back")
    page.get_by_role("radio", name="mild").first.check()
    page.get_by_role("button", name="Record the incident").dblclick()
    expect(page.get_by_role("heading", name="Recorded in this visit")).to_be_visible()
    assert IncidentEntry.objects.get().words == "She felt faint and lay down 🙂"
    page.goto(live_server.url + incident + "?kind=faint")
    page.wait_for_load_state("networkidle")
    expect(words).to_have_value("")
    expect(page.get_by_text("are back")).to_have_count(0)
    assert page.evaluate(COPIES) == []


def test_two_windows_on_one_note(desk: Page, live_server: LiveServer, people: Cast) -> None:
    page = desk
    value = signed_in(people.practitioner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    note = live_server.url + reverse("visit:visit", args=[people.visit.pk]) + "?step=note"
    page.goto(note)
    words = page.get_by_label("In your own words").last
    expect(words).to_be_visible()

    # given a colleague who has saved words meanwhile
    said = {"free_text": "Theirs", "revision": 0}
    path = reverse("note:draft", args=[people.visit.pk])
    assert signed_in(people.colleague).post(path, said).status_code == 302

    # when other words are typed, and the browser crashes before it is decided which stand
    words.fill("Mine")
    expect(page.get_by_text("Cole Colleague changed this text")).to_be_visible()
    check_accessible(page, "both words")
    crashed = page
    page = crashed.context.new_page()
    crashed.close()
    page.goto(note)

    # then both are there again, and both are kept
    expect(page.get_by_text("Cole Colleague changed this text")).to_be_visible()
    page.get_by_role("button", name="Keep both, mine below").click()
    expect(page.get_by_label("In your own words").last).to_have_value("Theirs\nMine")
    expect(page.locator("[data-draft-state]")).to_contain_text("Saved")
    assert NoteDraft.objects.get().free_text == "Theirs\nMine"
    assert page.evaluate(COPIES) == []
