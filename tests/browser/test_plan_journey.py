"""A plan is made, opened on the phone and told in a letter, in a real browser with axe."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from acts import palpate
from browser_pages import check_accessible
from cast import Cast, add_visit, assemble, signed_in
from filiform_clinic.records.models import IntakeEntry, LetterEntry, PlanEntry, Visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    """An athlete, with familiar pain in the right infraspinatus."""
    cast = assemble()
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="shoulder", group="athlete", strongest_pain=6, sent_by="patient"
    )
    palpate(signed_in(cast.practitioner), cast.visit, "familiar_pain")
    return cast


def open_step(page: Page, server: LiveServer, people: Cast, visit: Visit) -> None:
    value = signed_in(people.practitioner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])
    page.goto(server.url + reverse("visit:visit", args=[visit.pk]) + "?step=plan")


def test_plan_phone_letter_and_copy(
    tablet: Page, phone: Page, live_server: LiveServer, people: Cast
) -> None:
    page = tablet
    # given a visit without a plan
    open_step(page, live_server, people, people.visit)
    expect(page.get_by_text("No plan yet.")).to_be_visible()
    check_accessible(page, "plan step without a plan")

    # when the plan is made from what was found, with a field at fault first
    page.get_by_role("link", name="Make the plan").click()
    expect(page.get_by_role("checkbox", name="Right infraspinatus")).to_be_checked()
    check_accessible(page, "plan page")
    page.get_by_label("Sessions", exact=True).fill("99")
    page.get_by_label("Days between, at least").fill("7")
    page.get_by_role("checkbox", name="Stretching").check()
    page.get_by_label("Days a week: Stretching").fill("4")
    page.get_by_role("button", name="Add a day", exact=True).press("Enter")
    page.get_by_label("What", exact=True).fill("Regatta")
    page.get_by_role("button", name="Keep the plan").press("Enter")
    expect(page.get_by_text("Not kept yet.")).to_be_visible()
    expect(page.get_by_label("Days a week: Stretching")).to_have_value("4")
    check_accessible(page, "plan page with a fault")
    page.get_by_label("Sessions", exact=True).fill("3")
    page.get_by_role("button", name="Keep the plan").click()

    # then it stands, its weeks can be read, and care is recorded
    expect(page.get_by_text("The plan is kept.")).to_be_visible()
    page.get_by_text("Week by week").click()
    expect(page.get_by_text("Needles, visit 1")).to_be_visible()
    page.get_by_label("In own words").fill("Gently")
    page.get_by_role("button", name="Record as given").click()
    expect(page.get_by_text("Gently")).to_be_visible()
    check_accessible(page, "plan step")
    assert PlanEntry.objects.count() == 1

    # and the patient opens it on the phone
    page.get_by_role("button", name="Link for the patient").click()
    check_accessible(page, "link")
    address = page.get_by_label("Give this address to the patient").input_value()
    phone.goto(address)
    phone.get_by_label("Month").select_option("4")
    phone.get_by_label("Day").fill("12")
    phone.get_by_label("Year").fill("1988")
    phone.get_by_role("button", name="Next").click()
    expect(phone.get_by_role("heading", name="Your plan")).to_be_visible()
    assert "infraspinatus" not in phone.content()
    check_accessible(phone, "the patient's plan")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Put the days in my calendar").click()
    assert download.value.suggested_filename == "plan.ics"

    # and a letter is written, changed and signed
    page.get_by_role("link", name="Back to the visit").click()
    page.get_by_role("link", name="Letter to the referrer").click()
    check_accessible(page, "letter")
    page.get_by_label("To", exact=True).fill("Dr Green")
    page.get_by_role("button", name="Sign as").click()
    expect(page.get_by_role("heading", name="Letter to Dr Green")).to_be_visible()
    check_accessible(page, "signed letter")
    assert LetterEntry.objects.count() == 1

    # and at the next visit one tap is enough
    open_step(page, live_server, people, add_visit(people.patient, people.practitioner))
    page.get_by_role("button", name="Copy the last plan").click()
    expect(page.get_by_text("The plan of the last visit holds for this one too.")).to_be_visible()
    assert PlanEntry.objects.get(number=2).copied_from_id
