"""The gate in a browser: stopped, cleared, placed; and refused consent, which nothing opens."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from acts import counts, palpate
from browser_pages import OpenPage, check_accessible
from cast import Cast, agree, assemble, signed_in
from filiform.screening import Reply
from filiform_clinic.access.actor import actor_of
from filiform_clinic.records.models import ClearanceEntry, HistoryEntry, OverrideEntry, User
from histories import answer_today, send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    return assemble()


def sign_in(page: Page, server: LiveServer, user: User) -> None:
    value = signed_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])


def open_needle(page: Page, server: LiveServer, people: Cast) -> None:
    page.goto(server.url + reverse("visit:visit", args=[people.visit.pk]) + "?step=needle")
    expect(page.locator("body-chart[data-ready]")).to_be_attached()


def place_by_name(page: Page) -> None:
    page.get_by_label("Diameter").select_option("0.30")
    page.get_by_label("Length").select_option("50")
    page.get_by_text("left in", exact=True).click()
    page.get_by_role("button", name="Place by name only").click()


def test_held_back_then_cleared_then_placed(
    desk: Page, live_server: LiveServer, people: Cast
) -> None:
    page = desk
    sign_in(page, live_server, people.practitioner)
    palpate(signed_in(people.practitioner), people.visit, "tender")
    send(people.visit, ci_anticoag=Reply.YES)
    agree(people.visit)  # knowing of the blood thinner

    # given a patient on a blood thinner, the ribbon and the needle step say why not
    open_needle(page, live_server, people)
    expect(page.get_by_role("heading", name="Clearance first")).to_be_visible()
    expect(page.get_by_text("No needle can be placed now.")).to_be_visible()
    expect(page.get_by_role("button", name="Place by name only")).to_be_disabled()
    check_accessible(page, "held back")

    # when today's questions are answered and the doctor's letter is recorded
    page.locator("#safety").get_by_role("link", name="Answer and review").click()
    check_accessible(page, "review")
    for question in page.locator("#today fieldset").all():
        eaten = "eaten" in question.inner_text()
        question.get_by_text("yes" if eaten else "no", exact=True).click()
    page.get_by_role("button", name="Keep the answers of today").click()
    flag = page.locator("#flag-ci_anticoag")
    flag.get_by_text("Record a clearance").click()
    today = actor_of(people.practitioner.pk).today
    flag.get_by_label("Given in writing by").fill("Dr Grey (synthetic)")
    flag.get_by_label("Given on").fill(today.isoformat())
    flag.get_by_label("Valid until").fill((today + datetime.timedelta(days=20)).isoformat())
    flag.get_by_label("Conditions").fill("Press longer after each needle.")
    check_accessible(page, "clearance")
    flag.get_by_role("button", name="Keep the clearance").click()
    expect(page.get_by_role("heading", name="Clearances")).to_be_visible()
    assert ClearanceEntry.objects.count() == 1

    # then the needle can be placed
    open_needle(page, live_server, people)
    expect(page.get_by_role("heading", name="Caution")).to_be_visible()
    place_by_name(page)
    expect(page.locator("#needle-count")).to_contain_text("1 to remove")
    assert counts(people.visit) == (1, 0)
    check_accessible(page, "placed")


def test_refused_consent_opens_to_nobody(
    tablet: Page, live_server: LiveServer, people: Cast
) -> None:
    sign_in(tablet, live_server, people.practitioner)
    send(people.visit, ci_consent_refused=Reply.YES)
    answer_today(people.visit)
    agree(people.visit)  # on file from before the patient changed their mind
    open_needle(tablet, live_server, people)
    expect(tablet.get_by_role("heading", name="Stop")).to_be_visible()
    expect(tablet.get_by_role("button", name="Place by name only")).to_be_disabled()
    check_accessible(tablet, "refused")
    tablet.goto(live_server.url + reverse("screening:review", args=[people.visit.pk]))
    flag = tablet.locator("#flag-ci_consent_refused")
    expect(flag).to_be_visible()
    expect(flag.get_by_text("Go on in spite of it")).to_have_count(0)
    assert not OverrideEntry.objects.exists()


def test_the_owner_sets_the_rules_and_a_passport(
    phone: Page, live_server: LiveServer, people: Cast
) -> None:
    sign_in(phone, live_server, people.owner)
    phone.goto(live_server.url + reverse("practice:rules"))
    check_accessible(phone, "clinic rules")
    phone.get_by_label("State").select_option("US-FL")
    phone.get_by_role("button", name="Keep the clinic rules").click()
    expect(phone.get_by_text("The clinic rules are kept.")).to_be_visible()
    phone.goto(live_server.url + reverse("practice:passports"))
    check_accessible(phone, "passports")
    phone.get_by_role("link", name="Open Priya Practitioner").click()
    phone.get_by_label("Years licensed").fill("4")
    phone.get_by_text("neck anterior", exact=True).click()
    phone.get_by_role("button", name="Keep the passport").click()
    expect(phone.get_by_text("The passport is kept.")).to_be_visible()
    check_accessible(phone, "passport")


def test_words_that_no_program_understood_are_read(
    open_page: OpenPage, live_server: LiveServer, people: Cast
) -> None:
    # given words that nobody could read by machine
    sent = send(people.visit)
    HistoryEntry.objects.create(
        visit=people.visit,
        history=sent.history
        | {
            "unread": ["medicines, as the patient wrote it: xyzzol"],
            "texts": {"medicines": "eliquis, xyzzol each night"},
        },
        rules_version=sent.rules_version,
        sent_by="patient",
    )
    answer_today(people.visit)
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    sign_in(page, live_server, people.practitioner)
    page.goto(live_server.url + reverse("screening:review", args=[people.visit.pk]))
    expect(page.get_by_role("heading", name="The patient's words to read")).to_be_visible()
    check_accessible(page, "words to read")

    # when they are looked up while typing, with a slip of spelling
    page.get_by_role("link", name="xyzzol").click()
    page.get_by_label("Generic or brand name").fill("eliqus")
    choice = page.get_by_role("radio", name="Apixaban")
    expect(choice).to_be_visible()
    check_accessible(page, "found")
    choice.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Put on file").click()

    # then the medicine is on file, the words are read, and it can be taken back
    expect(page.get_by_text("apixaban is on file.")).to_be_visible()
    expect(page.get_by_role("heading", name="The patient's words to read")).to_have_count(0)
    recorded = page.locator("#recorded")
    recorded.get_by_text("Take back").first.click()
    recorded.get_by_label("Why it is taken back").fill("It was the neighbour's")
    check_accessible(page, "take back")
    recorded.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("heading", name="The patient's words to read")).to_be_visible()
