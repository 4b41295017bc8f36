"""Measuring on a tablet: movement, pressure, pain; needling; the same measures again; the note."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from test_visit_journey import open_visit, people, sign_in

from acts import act, count, only_marker, place
from browser_pages import check_accessible
from cast import Cast, signed_in
from filiform.exam import PainNow
from filiform.locating import PptFinding, ResistedFinding, RomFinding
from filiform_clinic.records.findings import examined
from filiform_clinic.records.models import FindingEntry
from filiform_clinic.records.visit_state import needling_of

__all__ = ["people"]  # the fixture: Paul painted his right shoulder

pytestmark = pytest.mark.django_db(transaction=True)


def form(page: Page, key: str) -> Locator:
    return page.locator(f'form[data-measure="{key}"]')


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_contain_text("Saved")


@pytest.mark.postgres_journey
def test_measure_needle_and_measure_again(
    desk: Page, live_server: LiveServer, people: Cast
) -> None:
    page, visit = desk, people.visit
    page.set_viewport_size({"width": 820, "height": 1180})
    open_visit(page, live_server, people, "examine")

    # given the movements that tell most, one is limited: one tap, then the dial from its start
    page.get_by_role("link", name="Move", exact=True).click()
    expect(page.get_by_role("heading", name="Movement", exact=True)).to_be_visible()
    page.get_by_role("combobox", name="Movement").select_option("shoulder|external rotation")
    page.get_by_role("combobox", name="Side").select_option("right")
    page.get_by_role("button", name="Show").click()
    turn = form(page, "rom-shoulder-external-rotation-right")
    turn.get_by_text("both", exact=True).click()
    turn.get_by_label("right", exact=True).fill("55")
    turn.get_by_label("left", exact=True).fill("90")
    turn.get_by_role("button", name="5 degrees less, left").click()
    expect(turn.get_by_role("button", name="Take back")).to_be_visible()
    saved(page)
    (found,) = examined(visit.pk).before
    assert isinstance(found, RomFinding)
    assert (found.degrees, found.other_side, found.result) == (55, 85, "limited_painful")
    check_accessible(page, "movement")

    # and what cannot be is refused beside it, and stays as typed until it is put right
    field = turn.get_by_label("right", exact=True)
    field.evaluate("(input) => input.removeAttribute('max')")
    field.fill("400")
    field.press("Tab")
    expect(turn.locator("[data-wrong]")).to_contain_text("220 degrees")
    expect(field).to_have_value("400")
    check_accessible(page, "refused measure")
    field.fill("55")
    field.press("Tab")
    expect(turn.locator("[data-wrong]")).to_have_count(0)
    saved(page)
    assert [one.degrees for one in examined(visit.pk).before if isinstance(one, RomFinding)] == [55]

    # and the list ranks anew at once when a muscle is painful and weak
    page.get_by_role("link", name="Resist", exact=True).click()
    expect(page.get_by_role("heading", name="Against resistance")).to_be_visible()
    strip = page.locator(".rank-strip")
    before = strip.inner_text()
    page.locator("form[data-measure]").nth(2).get_by_text("both", exact=True).click()
    expect(strip).not_to_have_text(before, use_inner_text=True)
    check_accessible(page, "resisted")

    # when pressure and pain now are measured too, by keyboard alone
    page.goto(page.url.split("?")[0] + "?step=examine&measure=ppt")
    press = page.locator("form[data-measure]").first
    readings = press.locator("input[type=number]")
    readings.first.focus()
    for reading in ("200", "220", "240"):
        page.keyboard.type(reading)
        page.keyboard.press("Tab")
    expect(press.get_by_text("220 kPa")).to_be_visible()
    check_accessible(page, "pressure")
    page.get_by_role("link", name="Pain", exact=True).click()
    form(page, "pain-now").get_by_text("6", exact=True).click()
    expect(form(page, "pain-now").get_by_role("button", name="Take back")).to_be_visible()
    check_accessible(page, "pain now")
    kinds = [type(one) for one in examined(visit.pk).before]
    assert kinds == [RomFinding, ResistedFinding, PptFinding, PainNow]

    # and a needle went in and out
    client = signed_in(people.practitioner)
    place(client, visit)
    act(client, visit, "removed", only_marker(visit), needles="1")
    assert needling_of(visit.pk).still_in == 0
    count(client, visit)

    # then the visit opens at the re-test, in the same places, and shows the change without a claim
    page.goto(live_server.url + reverse("visit:visit", args=[visit.pk]))
    expect(page.get_by_role("heading", name="Re-test", exact=True)).to_be_visible()
    again = form(page, "retest-rom-shoulder-external-rotation-right")
    again.get_by_role("button", name="5 degrees more, right").click()
    for _ in range(2):
        again.get_by_role("button", name="5 degrees more, right").click()
    again.get_by_text("full", exact=True).click()
    expect(again).to_contain_text("55 to 65° (+10), more than the measurement error of 5°")
    form(page, "retest-pain-now").get_by_text("4", exact=True).click()
    expect(form(page, "retest-pain-now")).to_contain_text("6 to 4/10 (-2)")
    check_accessible(page, "re-test")
    page.get_by_role("link", name="Note", exact=True).click()
    both = page.get_by_text("do not show whether it helped")
    expect(both).to_have_count(2)  # in the visit note and in the procedure note


def test_what_cannot_be_is_pointed_at_and_not_sent(
    desk: Page, live_server: LiveServer, people: Cast
) -> None:
    page = desk
    sign_in(page, live_server, people.practitioner)
    asked = "?step=examine&measure=rom&what=shoulder|external rotation&side=right"
    page.goto(live_server.url + reverse("visit:visit", args=[people.visit.pk]) + asked)
    turn = form(page, "rom-shoulder-external-rotation-right")
    degrees = turn.get_by_label("right", exact=True)
    degrees.fill("400")
    turn.get_by_text("limited", exact=True).click()
    page.wait_for_timeout(900)
    assert degrees.evaluate("(field) => field.validationMessage")
    assert not FindingEntry.objects.exists()
    degrees.fill("40")
    degrees.press("Tab")
    expect(turn.get_by_role("button", name="Take back")).to_be_visible()
    turn.get_by_role("button", name="Take back").click()
    expect(turn.get_by_role("button", name="Take back")).to_have_count(0)
    expect(degrees).to_have_value("")
    assert examined(people.visit.pk).before == ()
