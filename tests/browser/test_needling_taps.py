"""Six sites placed, answered, removed and counted, with few taps; a re-visit by the last session.

The taps are counted by the browser. How long they took is told, not asserted: on a busy machine it
is the machine that is measured.
"""

from __future__ import annotations

import datetime
import logging
import re
import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from acts import act, counts, palpate, place
from browser_pages import check_accessible
from cast import Cast, add_visit, agree, assemble, signed_in
from filiform.body import Side
from filiform.knowledge import Atlas, site_place
from filiform_clinic.records.models import Visit
from filiform_clinic.records.visit_state import needling_of
from histories import answer_today, healthy

log = logging.getLogger(__name__)
pytestmark = pytest.mark.django_db(transaction=True)

MOST_TAPS = 25
# Six muscles of the right shoulder that are tapped on the same picture of the back.
MUSCLES = (
    "infraspinatus",
    "supraspinatus",
    "teres_minor",
    "deltoid_posterior",
    "rhomboids",
    "trapezius_lower",
)
COUNT_TAPS = "addEventListener('pointerdown', (event) => { if (event.isTrusted) taps += 1; }, true)"


@pytest.fixture
def people() -> Cast:
    """Six muscles of a healthy patient were found tender today."""
    people = assemble()
    healthy(people.visit)
    return people


def found(people: Cast, visit: Visit) -> None:
    client = signed_in(people.practitioner)
    for muscle in MUSCLES:
        palpate(client, visit, "familiar_pain", muscle=muscle)


def open_visit(page: Page, server: LiveServer, people: Cast, visit: Visit) -> None:
    value = signed_in(people.practitioner).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])
    page.goto(server.url + reverse("visit:visit", args=[visit.pk]) + "?step=needle")
    expect(page.locator("body-chart[data-ready]")).to_be_attached()
    page.evaluate(f"window.taps = 0; {COUNT_TAPS}")


def place_of(page: Page, muscle: str) -> tuple[float, float]:
    """Where the first site of a right muscle lies on the screen."""
    place = site_place(Atlas.load().muscles[muscle].sites[0], Side.RIGHT)
    assert place
    at: list[float] = page.locator("body-chart").evaluate(
        """(chart, cell) => {
          const { map, camera, canvas } = chart.stage;
          const box = canvas.getBoundingClientRect();
          const [left, top] = camera.toStage(...map.placeOf(cell));
          return [box.left + left, box.top + top];
        }""",
        place.cell,
    )
    return at[0], at[1]


def in_and_out(page: Page, went_in: int, left: int) -> None:
    expect(page.locator("#needle-count")).to_have_attribute("data-still-in", str(left))
    expect(page.locator("#needle-count strong").first).to_have_text(str(went_in))


def answer_and_take_out(page: Page) -> None:
    """Each twitch by itself, the rest at once; all out, and the second count."""
    for row in page.locator("li.marker--in").all():
        row.get_by_role("button", name="1", exact=True).click()
    page.locator("#rest-response").click()
    expect(page.locator("#rest-response")).to_have_count(0)
    page.locator("#all-out-open").click()
    page.locator("#all-out").get_by_role("button", name="6", exact=True).click()
    in_and_out(page, 6, 0)
    page.locator("#rest-bleeding").click()
    expect(page.locator("#rest-bleeding")).to_have_count(0)


def count_them(page: Page) -> None:
    page.get_by_label("In the sharps box").click()
    page.keyboard.type("6")
    page.get_by_label("I have looked over the whole skin").check()
    page.get_by_role("button", name="Record the count").click()
    expect(page.get_by_text("All needles are accounted for.")).to_be_visible()


def taps_of(page: Page, how: str, walk: Callable[[], None]) -> int:
    began = time.perf_counter()
    walk()
    taps: int = page.evaluate("window.taps")
    seconds = time.perf_counter() - began
    log.info("%s: %d taps, %.1f s by a machine's hand", how, taps, seconds)
    return taps


def check_answered(visit: Visit) -> None:
    markers = needling_of(visit.pk).current
    assert {one.value.target.muscle for one in markers} == {*MUSCLES}
    assert all(one.answers.complete and one.value.position for one in markers)
    assert {one.answers.twitch for one in markers} == {"1"}


def test_six_new_sites_take_at_most_25_taps(
    tablet: Page, live_server: LiveServer, people: Cast
) -> None:
    found(people, people.visit)
    # the practitioner's sizes are remembered from an earlier needle of the day
    client = signed_in(people.practitioner)
    place(client, people.visit, muscle="infraspinatus", side="left")
    earlier = needling_of(people.visit.pk).markers[0]
    act(client, people.visit, "withdrawn", earlier.id, not_in_skin="on")
    open_visit(tablet, live_server, people, people.visit)

    def walk() -> None:
        tablet.get_by_role("tab", name="Back", exact=True).click()
        for number, muscle in enumerate(MUSCLES, start=1):
            tablet.mouse.click(*place_of(tablet, muscle))
            in_and_out(tablet, number, number)
        answer_and_take_out(tablet)
        count_them(tablet)

    assert taps_of(tablet, "six new sites", walk) <= MOST_TAPS
    check_answered(people.visit)
    assert counts(people.visit) == (6, 6)


def needled_last_week(people: Cast) -> Visit:
    """Six sites at the visit before, all out; today's visit."""
    client = signed_in(people.practitioner)
    for muscle in MUSCLES:
        at = site_place(Atlas.load().muscles[muscle].sites[0], Side.RIGHT)
        assert at
        on_body = {"view": "back", "x": 0.5, "y": 0.2, "cell": at.cell}
        assert place(client, people.visit, muscle=muscle, **on_body).status_code == 204
    for marker in needling_of(people.visit.pk).current:
        act(client, people.visit, "removed", marker.id, needles=1)
    people.visit.starts_at -= datetime.timedelta(days=7)
    people.visit.save()
    today = add_visit(people.patient, people.practitioner)
    answer_today(today)
    return today


def test_a_revisit_with_the_last_session_copied(
    tablet: Page, live_server: LiveServer, people: Cast
) -> None:
    page, today = tablet, needled_last_week(people)
    open_visit(page, live_server, people, today)
    check_accessible(page, "the last session offered")

    def walk() -> None:
        page.get_by_role("button", name="Copy 6 markers").click()
        page.get_by_role("button", name=re.compile("^All 6 are in")).click()
        in_and_out(page, 6, 6)
        answer_and_take_out(page)
        count_them(page)

    assert taps_of(page, "the last session copied", walk) <= MOST_TAPS
    check_answered(today)


def test_a_copied_session_is_changed_before_it_goes_in(
    phone: Page, live_server: LiveServer, people: Cast
) -> None:
    page, today = phone, needled_last_week(people)
    agree(today, "shoulder")
    open_visit(page, live_server, people, today)

    # given a consent that covers only the shoulder, the other muscles are listed with the reason
    page.get_by_role("button", name=re.compile("^Copy")).click()
    expect(page.get_by_role("heading", name=re.compile("^Planned, as on"))).to_be_visible()
    expect(page.get_by_text("Not taken over today:")).to_be_visible()
    check_accessible(page, "planned markers")
    page.get_by_role("button", name=re.compile("^Place.*right infraspinatus")).click()
    in_and_out(page, 1, 1)
    # current through it, as the device was set
    page.locator("summary[id^=current-]").click()
    page.get_by_label("Frequency, Hz").fill("2")
    page.get_by_label("Minutes", exact=True).fill("10")
    page.get_by_label("Strength").select_option("visible")
    check_accessible(page, "one of the planned markers is in")
    page.get_by_role("button", name="Record the stimulation").click()
    expect(page.get_by_text("electrical stimulation 2.0 Hz, 10 min")).to_be_visible()

    # all are placed, taken back by one tap, and the rest of the copy with another
    page.locator("#place-all").click()
    expect(page.get_by_text("All planned needles are recorded as in.")).to_be_visible()
    page.get_by_role("button", name="Undo: it is not in the skin").click()
    in_and_out(page, 1, 1)
    page.get_by_role("button", name=re.compile("^Copy")).click()
    page.get_by_role("button", name="Undo the copy").click()
    expect(page.locator(".marker--planned")).to_have_count(0)
    in_and_out(page, 1, 1)
