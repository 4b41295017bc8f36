"""The practitioner's journey: from today's list over palpation and needles to a signed note."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from acts import counts, palpate, place
from browser_pages import check_accessible
from cast import Cast, assemble, signed_in
from filiform.body import Body, Side
from filiform.drawing import Drawing, ListedArea, Quality
from filiform.locating import Palpation
from filiform.note import Soap
from filiform_clinic.records.models import DrawingEntry, IntakeEntry, NoteEntry, User, Visit
from filiform_clinic.records.visit_state import needling_of, standing_findings
from histories import healthy

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people() -> Cast:
    """The cast, and what Paul painted on his phone: the front and side of his right shoulder.

    Nothing in his health speaks against needling.
    """
    people, body = assemble(), Body.load()
    healthy(people.visit)
    listed = [
        ListedArea("shoulder_anterior", Side.RIGHT, 7, Quality.ACHE),
        ListedArea("arm_lateral", Side.RIGHT, 5, Quality.ACHE),
    ]
    drawing = Drawing.from_areas(listed, body)
    DrawingEntry.objects.create(
        visit=people.visit,
        drawing=drawing.to_json(),
        body_version=body.version,
        sent_by="patient",
    )
    IntakeEntry.objects.create(
        visit=people.visit, complaint="shoulder", group="desk", strongest_pain=7, sent_by="patient"
    )
    return people


def sign_in(page: Page, server: LiveServer, user: User) -> None:
    """Give the browser the session of somebody who has signed in."""
    value = signed_in(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])


def open_visit(page: Page, server: LiveServer, people: Cast, step: str = "") -> None:
    sign_in(page, server, people.practitioner)
    query = f"?step={step}" if step else ""
    page.goto(server.url + reverse("visit:visit", args=[people.visit.pk]) + query)
    expect(page.locator("body-chart[data-ready]")).to_be_attached()


def tap_body(page: Page, cell: int) -> None:
    """Turn the body to a cell and tap it."""
    view = Body.load().best_view([cell])
    page.locator("body-chart").evaluate("(chart, view) => chart.showView(view)", view)
    expect(page.locator(".body-chart__canvas")).to_be_visible()
    place = page.locator("body-chart").evaluate(
        """(chart, cell) => {
          const { map, camera, canvas } = chart.stage;
          const box = canvas.getBoundingClientRect();
          const [left, top] = camera.toStage(...map.placeOf(cell));
          return [box.left + left, box.top + top];
        }""",
        cell,
    )
    page.mouse.click(*place)


def results(visit: Visit) -> dict[str, list[str]]:
    found = [row.to_value() for row in standing_findings().filter(visit=visit)]
    palpated = [one for one in found if isinstance(one, Palpation)]
    return {f"{one.muscle}:{one.side}": one.words for one in palpated}


def site_cell(muscle: str, side: Side) -> int:
    from filiform.knowledge import Atlas, site_place

    place = site_place(Atlas.load().muscles[muscle].sites[0], side)
    assert place
    return place.cell


def test_the_keyboard_stays_where_needles_are_placed_and_removed(
    desk: Page, live_server: LiveServer, people: Cast
) -> None:
    client = signed_in(people.practitioner)
    palpate(client, people.visit, "tender")
    place(client, people.visit)
    open_visit(desk, live_server, people, "needle")

    # placing by name leaves the keyboard on the button, ready for the next needle
    by_name = desk.get_by_role("button", name="Place by name only")
    by_name.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#needle-count")).to_contain_text("2 to remove")
    expect(by_name).to_be_focused()
    expect(desk.locator("#said")).to_contain_text("needles in 2 out 0")

    # taking one out leads to the next that is in
    outs = desk.get_by_role("button", name=re.compile("^Out"))
    outs.first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#needle-count")).to_contain_text("1 to remove")
    expect(outs).to_have_count(1)
    expect(outs.first).to_be_focused()

    # and the last one to the next needle
    desk.keyboard.press("Enter")
    expect(desk.locator("#needle-count")).to_contain_text("all out")
    expect(by_name).to_be_focused()
    expect(desk.locator("#said")).to_contain_text("needles in 2 out 2 all out")

    # a marker that is taken back is gone: the keyboard is not
    desk.locator("summary", has_text="Change").first.focus()
    desk.keyboard.press("Enter")
    desk.get_by_label("Nothing of this marker is in the skin.").first.check()
    desk.get_by_role("button", name="Entered by mistake").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-marker]")).to_have_count(1)
    assert desk.evaluate("document.activeElement.id") == "place-submit"


@pytest.mark.postgres_journey
def test_from_todays_list_to_a_signed_note(
    desk: Page, live_server: LiveServer, people: Cast
) -> None:
    page = desk
    sign_in(page, live_server, people.practitioner)

    # given a patient who has painted, on today's list
    page.goto(live_server.url + reverse("day:today"))
    expect(page.get_by_text("Drawing received")).to_be_visible()
    check_accessible(page, "today's list")
    page.get_by_role("link", name="Open visit of Paul Patient").click()
    expect(page.get_by_role("heading", name="Examine first")).to_be_visible()
    expect(page.locator("body-chart[data-ready]")).to_be_attached()
    check_accessible(page, "examine")

    # when palpation finds the familiar pain, the list ranks anew at once
    first = page.locator(".exam-card").nth(2)
    name = first.locator("h3").inner_text().split("\n")[0]
    first.get_by_role("button", name="familiar pain", exact=True).click()
    first.get_by_role("button", name="taut band", exact=True).click()
    expect(page.locator(".exam-card").first.locator("h3")).to_contain_text(name.split(" ", 1)[-1])
    assert sorted(next(iter(results(people.visit).values()))) == ["familiar_pain", "taut_band"]

    # and a needle is placed by tapping the body
    page.get_by_role("link", name="Needle", exact=True).click()
    expect(page.get_by_role("heading", name="Needle", exact=True)).to_be_visible()
    page.get_by_label("Diameter").select_option("0.30")
    page.get_by_label("Length").select_option("50")
    page.get_by_text("left in", exact=True).click()
    found = next(iter(results(people.visit)))
    muscle, side = found.split(":")
    tap_body(page, site_cell(muscle, Side(side)))
    expect(page.locator("#needle-count")).to_contain_text("1 to remove")
    check_accessible(page, "needle in")
    assert needling_of(people.visit.pk).markers[0].value.position

    # then signing is refused with the reason while it is in
    page.get_by_role("link", name="Sign", exact=True).click()
    expect(page.get_by_role("button", name="Sign as Priya Practitioner")).to_be_disabled()
    expect(page.get_by_text("1 needle is still in.")).to_be_visible()
    check_accessible(page, "signing refused")

    # when it is out, the note is written, completed by hand and signed
    page.get_by_role("link", name="Needle", exact=True).click()
    page.get_by_role("button", name=re.compile("^Out")).click()
    expect(page.locator("#needle-count")).to_contain_text("all out")
    assert counts(people.visit) == (1, 1)
    page.get_by_label("In the sharps box").fill("1")
    page.get_by_label("I have looked over the whole skin").check()
    check_accessible(page, "second count")
    page.get_by_role("button", name="Record the count").click()
    expect(page.get_by_text("All needles are accounted for.")).to_be_visible()
    page.get_by_role("link", name="Note", exact=True).click()
    page.get_by_label("In your own words").fill("Tolerated well. Home: gentle stretching.")
    page.locator("#own-step-assessment").click()
    page.locator("#words-step-assessment").fill("Likely overuse.")
    check_accessible(page, "note")
    page.get_by_role("link", name="On to signing").click()
    expect(page.get_by_text("Tolerated well. Home: gentle stretching.")).to_be_visible()
    check_accessible(page, "sign")
    page.get_by_role("button", name="Sign as Priya Practitioner").click()

    # then the note is closed and can be amended with a reason, both versions readable
    expect(page.get_by_role("heading", name="Signed note")).to_be_visible()
    assert NoteEntry.objects.get().free_text == "Tolerated well. Home: gentle stretching."
    check_accessible(page, "signed note")
    page.get_by_text("Amend this note").click()
    page.get_by_label("In your own words").fill("Tolerated well. Home: rest today.")
    expect(page.locator("#words-amend-assessment")).to_have_value("Likely overuse.")
    page.locator("#words-amend-assessment").fill("Likely strain.")
    page.get_by_label("Reason").fill("Advice was changed before leaving")
    check_accessible(page, "amending")
    page.get_by_role("button", name="Sign the amendment").click()
    expect(page.get_by_role("heading", name="Version 2, amended")).to_be_visible()
    expect(page.get_by_text("As first signed")).to_be_visible()
    own = [one.written.own[Soap.ASSESSMENT] for one in NoteEntry.objects.order_by("version")]
    assert own == ["Likely overuse.", "Likely strain."]
    check_accessible(page, "amended")
    page.goto(live_server.url + reverse("day:today"))
    expect(page.get_by_text("Signed", exact=True)).to_be_visible()


def test_quick_taps_on_several_results_all_arrive(
    tablet: Page, live_server: LiveServer, people: Cast
) -> None:
    open_visit(tablet, live_server, people)
    key = tablet.locator(".exam-card").first.get_attribute("data-zones")
    first = tablet.locator(f'[data-zones="{key}"]')
    for result in ("tender", "taut band", "familiar pain", "tender"):
        first.get_by_role("button", name=result, exact=True).click()
    expect(tablet.locator("#save-state")).to_contain_text("Saved")
    assert results(people.visit) == {key: ["taut_band", "familiar_pain"]}
    expect(first.get_by_role("button", name="taut band", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    for _ in range(2):
        first.get_by_role("button", name="nothing", exact=True).click()
    expect(tablet.locator("#save-state")).to_contain_text("Saved")
    expect(tablet.locator(".exam-card--examined")).to_have_count(0)
    assert results(people.visit) == {}


def test_taps_without_connection_arrive_later_and_once(
    tablet: Page, live_server: LiveServer, people: Cast
) -> None:
    open_visit(tablet, live_server, people)
    tablet.context.set_offline(True)
    first = tablet.locator(".exam-card").first
    first.get_by_role("button", name="tender", exact=True).click()
    expect(tablet.locator("#save-state")).to_contain_text("Not saved yet")
    tablet.context.set_offline(False)
    expect(tablet.locator("#save-state")).to_contain_text("Saved")
    assert list(results(people.visit).values()) == [["tender"]]


def test_a_tap_on_the_wrong_side_asks_before_it_records(
    tablet: Page, live_server: LiveServer, people: Cast
) -> None:
    open_visit(tablet, live_server, people, "needle")
    tablet.get_by_label("Other muscle").select_option("infraspinatus")
    tablet.get_by_label("Side").select_option("right")
    tablet.get_by_label("Diameter").select_option("0.25")
    tablet.get_by_label("Length").select_option("40")
    tablet.get_by_text("pistoned", exact=True).click()
    tap_body(tablet, site_cell("infraspinatus", Side.LEFT))
    expect(tablet.get_by_text("That is the other side of the body.")).to_be_visible()
    check_accessible(tablet, "which muscle")
    assert counts(people.visit) == (0, 0)
    tablet.get_by_role("button", name="left infraspinatus").click()
    expect(tablet.locator("#needle-count")).to_contain_text("1 to remove")
    target = needling_of(people.visit.pk).markers[0].value.target
    assert (target.muscle, target.side) == ("infraspinatus", Side.LEFT)


def test_a_needle_placed_by_mistake_is_taken_back_at_once(
    phone: Page, live_server: LiveServer, people: Cast
) -> None:
    open_visit(phone, live_server, people, "needle")
    phone.get_by_label("Other muscle").select_option("soleus")
    phone.get_by_label("Side").select_option("left")
    phone.get_by_label("Diameter").select_option("0.30")
    phone.get_by_label("Length").select_option("60")
    phone.get_by_text("left in", exact=True).click()
    phone.get_by_role("button", name="Place by name only").click()
    expect(phone.locator("#needle-count")).to_contain_text("1 to remove")
    check_accessible(phone, "placed on the phone")
    phone.get_by_role("button", name="Undo: it is not in the skin").click()
    expect(phone.locator("#needle-count")).not_to_contain_text("to remove")
    expect(phone.get_by_text("entered by mistake and withdrawn")).to_be_visible()
    assert counts(people.visit) == (0, 0)


def test_two_tabs_on_one_needle(desk: Page, live_server: LiveServer, people: Cast) -> None:

    place(signed_in(people.practitioner), people.visit, needles=2)
    open_visit(desk, live_server, people, "needle")
    other = desk.context.new_page()
    other.goto(desk.url)
    desk.get_by_role("button", name="1 out").click()
    expect(desk.locator("#needle-count")).to_contain_text("1 to remove")
    other.get_by_role("button", name="1 out").click()
    expect(other.get_by_text("This marker has changed since the page showed it.")).to_be_visible()
    expect(other.locator("#needle-count")).to_contain_text("1 to remove")
    assert counts(people.visit) == (2, 1)


def test_unsaved_words_wait_for_the_connection(
    desk: Page, live_server: LiveServer, people: Cast
) -> None:
    open_visit(desk, live_server, people, "note")
    desk.context.set_offline(True)
    desk.get_by_label("In your own words").fill("Written on the train.")
    expect(desk.get_by_text("Not saved yet: no connection.")).to_be_visible()
    desk.context.set_offline(False)
    expect(desk.locator("[data-draft-state]")).to_have_text(re.compile("^Saved"))
    desk.reload()
    expect(desk.get_by_label("In your own words")).to_have_value("Written on the train.")


def test_the_front_desk_adds_a_visit_and_makes_a_link(
    phone: Page, live_server: LiveServer, people: Cast
) -> None:
    sign_in(phone, live_server, people.front_desk)
    phone.goto(live_server.url + reverse("day:today"))
    check_accessible(phone, "front desk's list")
    expect(phone.get_by_text("Only practitioners see the clinical record.")).to_be_visible()
    phone.get_by_role("link", name="Add a visit").first.click()
    check_accessible(phone, "walk-in form")
    phone.get_by_role("button", name="Add to today").click()
    expect(phone.get_by_text("Something is missing or wrong")).to_be_visible()
    check_accessible(phone, "walk-in form with errors")
    phone.get_by_label("First name").fill("Nora")
    phone.get_by_label("Last name").fill("Neu")
    phone.get_by_label("Date of birth").fill("1979-02-28")
    phone.get_by_role("button", name="Add to today").click()
    expect(phone.get_by_text("Nora Neu is on today's list.")).to_be_visible()
    phone.get_by_role("button", name="Patient link for Nora Neu").click()
    expect(phone.get_by_label("Give this address to the patient")).to_have_value(
        re.compile(r"/p/.{20,}")
    )
    check_accessible(phone, "link made")


def test_the_visit_works_without_a_script(
    open_page: object, live_server: LiveServer, people: Cast
) -> None:
    assert callable(open_page)
    page: Page = open_page(viewport={"width": 820, "height": 1180}, java_script_enabled=False)
    sign_in(page, live_server, people.practitioner)
    page.goto(live_server.url + reverse("visit:visit", args=[people.visit.pk]))
    page.locator(".exam-card").first.get_by_role("button", name="tender", exact=True).click()
    expect(page.locator(".exam-card--examined")).to_have_count(1)
    page.get_by_role("link", name="Needle", exact=True).click()
    page.get_by_label("Diameter").select_option("0.30")
    page.get_by_label("Length").select_option("50")
    page.get_by_text("left in", exact=True).click()
    page.get_by_role("button", name="Place by name only").click()
    expect(page.locator("#needle-count")).to_contain_text("1 to remove")
    page.get_by_role("button", name=re.compile("^Out")).click()
    expect(page.locator("#needle-count")).to_contain_text("all out")
    assert counts(people.visit) == (1, 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "tablet", "desk"])
def test_every_page_of_a_busy_visit_can_be_read(
    request: pytest.FixtureRequest, live_server: LiveServer, people: Cast, size: str, scheme: str
) -> None:
    client = signed_in(people.practitioner)
    palpate(client, people.visit, "taut_band familiar_pain")
    palpate(client, people.visit, "nothing", muscle="biceps_brachii")
    at = {"view": "back", "x": 0.6, "y": 0.26, "cell": site_cell("infraspinatus", Side.RIGHT)}
    assert place(client, people.visit, needles=2, **at).status_code == 204
    page: Page = request.getfixturevalue(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for step in ("examine", "needle", "note", "sign"):
        open_visit(page, live_server, people, step)
        for summary in page.locator(".visit__current details > summary").all():
            summary.click()
        page.evaluate("scrollTo(0, 0); document.getElementById('step').scrollTo(0, 0)")
        check_accessible(page, f"{step} on {size}, {scheme}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{step} on {size} is {wide} px too wide"
    for address in (reverse("day:today"), reverse("note:note", args=[people.visit.pk])):
        page.goto(live_server.url + address)
        check_accessible(page, f"{address} on {size}, {scheme}")
