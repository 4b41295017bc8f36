"""Consent on the turned tablet and aftercare on the phone, in a real browser with axe."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from acts import place
from browser_pages import check_accessible
from cast import PASSWORD, Cast, add_patient, add_visit, assemble, signed_in
from filiform_clinic.records.models import AftercareEntry, ConsentEntry, NoteEntry, Visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return assemble()


@pytest.fixture
def visit(people: Cast) -> Visit:
    """A patient who has not been asked yet."""
    nora = add_patient(people.clinic, "Nora", "New", datetime.date(1979, 3, 9))
    return add_visit(nora, people.practitioner)


def open_step(page: Page, server: LiveServer, people: Cast, visit: Visit, step: str) -> None:
    value = signed_in(people.practitioner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])
    page.goto(server.url + reverse("visit:visit", args=[visit.pk]) + f"?step={step}")


def take_back(page: Page) -> None:
    """The tablet comes back: the password opens the practitioner's pages again."""
    page.get_by_role("link", name="therapist").last.click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Take it back").click()


def draw(page: Page, field: Locator) -> None:
    """One stroke across the field."""
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 20, box["y"] + 20, steps=12)
    page.mouse.up()


def test_read_answer_sign_and_later_refuse(
    tablet: Page, live_server: LiveServer, people: Cast, visit: Visit
) -> None:
    page = tablet
    # given a patient who was never asked
    open_step(page, live_server, people, visit, "consent")
    expect(page.get_by_text("No needle may be placed", exact=True)).to_be_visible()
    check_accessible(page, "consent step")

    # when the tablet is handed over and one question is answered wrongly
    page.get_by_text("Shoulder", exact=True).click()
    page.get_by_role("button", name="Hand to the patient").click()
    expect(page.get_by_role("heading", name="Before any needle")).to_be_visible()
    check_accessible(page, "the page to read")
    page.get_by_label("Only before the first needle").check()
    page.get_by_label("Get emergency help at once").check()
    page.get_by_label("The muscle aches for 1 to 3 days").check()
    page.get_by_label("Your name").fill("Nora New")
    draw(page, page.locator(".signature__field"))
    draw(page, page.locator(".signature__field"))
    expect(page.locator(".signature__field path")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".signature__field path")).to_have_count(1)
    page.get_by_role("button", name="Yes, I agree").click()

    # then the page says it again, and nothing that was filled in is lost
    expect(page.get_by_text("The needle then comes out.")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Nora New")
    expect(page.locator(".signature__field path")).to_have_count(1)
    check_accessible(page, "said again")
    page.get_by_label("At any time, also when a needle is in").check()
    page.get_by_role("button", name="Yes, I agree").click()
    expect(page.get_by_role("heading", name="Please give the tablet back")).to_be_visible()
    check_accessible(page, "done")
    entry = ConsentEntry.objects.get(patient=visit.episode.patient)
    assert entry.signed
    assert len(entry.signed.strokes) == 1

    # and the record shows the signature; a later no stops every needle
    take_back(page)
    page.get_by_role("link", name="Read the last decision").click()
    expect(page.get_by_label("Signature of Nora New")).to_be_visible()
    check_accessible(page, "the record")
    page.get_by_role("link", name="Back to the visit").click()
    page.get_by_role("button", name="Hand to the patient").click()
    page.get_by_role("button", name="No, I do not want needles").click()
    expect(page.get_by_text("Nobody will place one.")).to_be_visible()
    take_back(page)
    expect(page.get_by_text("Nothing overrides that.")).to_be_visible()
    check_accessible(page, "refused")

    # and the visit goes on: other care is given, and the note tells the decision
    page.get_by_role("link", name="Plan other care").click()
    page.get_by_label("Care", exact=True).select_option("manual_therapy")
    page.get_by_role("button", name="Record as given").click()
    expect(page.locator("#plan-given ~ ul").get_by_text("Manual therapy").first).to_be_visible()
    check_accessible(page, "other care given")
    page.get_by_role("link", name="Note", exact=True).click()
    page.locator("#own-step-plan").click()
    page.locator("#words-step-plan").fill("Talks it over at home.")
    check_accessible(page, "note after a no")
    page.get_by_role("link", name="On to signing").click()
    page.get_by_role("button", name="Sign as").click()
    expect(page.get_by_role("heading", name="Signed note")).to_be_visible()
    text = NoteEntry.objects.get(visit=visit).text
    for said in ("refused needles in shoulder", "manual therapy", "Talks it over at home."):
        assert said in text
    check_accessible(page, "signed after a no")


def test_the_sheet_is_shown_given_and_opened_on_the_phone(
    desk: Page, phone: Page, live_server: LiveServer, people: Cast
) -> None:
    # given a needle in the shoulder
    place(signed_in(people.practitioner), people.visit)
    open_step(desk, live_server, people, people.visit, "aftercare")
    check_accessible(desk, "aftercare step")

    # when the tablet is turned
    desk.get_by_role("button", name="Show the patient").click()
    expect(desk.get_by_text("We needled here: right shoulder.")).to_be_visible()
    expect(desk.locator("body-chart[data-ready]")).to_be_attached()
    check_accessible(desk, "shown to the patient")
    take_back(desk)

    # and the sheet is given with own words, and its link made
    desk.get_by_text("right shoulder (infraspinatus)", exact=True).first.click()
    desk.get_by_label("In your own words, for this patient").fill("Arm circles, ten times.")
    desk.get_by_role("button", name="Give this sheet").click()
    expect(desk.get_by_text("The sheet is stored as given.")).to_be_visible()
    desk.get_by_role("button", name="Make the patient's link").click()
    check_accessible(desk, "the link")
    address = desk.get_by_label("Give this address").input_value()
    assert AftercareEntry.objects.get().words == "Arm circles, ten times."

    # then the patient opens it with the birth date
    phone.goto(address)
    check_accessible(phone, "birth date")
    phone.get_by_label("Month").select_option("4")
    phone.get_by_label("Day").fill("12")
    phone.get_by_label("Year").fill("1988")
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("heading", name="Call 911 right away if")).to_be_visible()
    expect(phone.get_by_text("Arm circles, ten times.")).to_be_visible()
    expect(phone.get_by_role("heading", name="Your stretches")).to_be_visible()
    check_accessible(phone, "the sheet")
    wide = phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
