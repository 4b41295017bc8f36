"""The plan in the clinic: kept, changed, copied; care given; the patient's page and calendar."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from acts import palpate, post, sign_now, verbs
from cast import Cast, add_visit, signed_in
from filiform.body.values import Side
from filiform.exam import rom, to_json
from filiform.intake import Activities, Activity
from filiform.locating import RomResult
from filiform.plan import Depth, Mode, PlanKnowledge
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    CareEntry,
    FindingEntry,
    IntakeEntry,
    PlanEntry,
    ScoreEntry,
    Visit,
)
from page_text import main_text
from reading_level import grade

pytestmark = pytest.mark.django_db
BORN = {"month": "4", "day": "12", "year": "1988"}
FIRST = "2026-11-24"


@pytest.fixture
def client(cast: Cast) -> Client:
    """The practitioner, with familiar pain found in the right infraspinatus."""
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "familiar_pain")
    return client


def step(client: Client, visit: Visit) -> Any:
    return client.get(reverse("visit:visit", args=[visit.pk]) + "?step=plan")


def page(client: Client, visit: Visit) -> Any:
    return client.get(reverse("plan:edit", args=[visit.pk]))


def fields(answer: Any) -> dict[str, Any]:
    """What a browser would send back of the page as it is."""
    forms = answer.context["forms"]
    sent: dict[str, Any] = {}
    for rows in forms.rows.values():
        for form in (rows.management_form, *rows.forms):
            sent |= _values(form)
    return sent | _values(forms.main)


def _values(form: Any) -> dict[str, Any]:
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", False, [])} | {
        name: "0" for name, value in values.items() if type(value) is int and value == 0
    }


def keep(client: Client, visit: Visit, **more: Any) -> Any:
    """Keep what a fresh page shows; `more` changes fields (`__` for `-`)."""
    changed = {name.replace("__", "-"): value for name, value in more.items()}
    return client.post(reverse("plan:edit", args=[visit.pk]), fields(page(client, visit)) | changed)


def weekly(client: Client, visit: Visit, **more: Any) -> Any:
    """Three sessions a week apart."""
    return keep(client, visit, **{"sessions": 3, "days_between": 7, "first": FIRST} | more)


def care_field(client: Client, visit: Visit, care: str) -> str:
    rows = page(client, visit).context["forms"].rows["care"]
    return str(next(form.prefix for form in rows if form["care"].value() == care))


def link_for(client: Client, visit: Visit) -> str:
    """The path of a fresh link."""
    made = client.post(reverse("plan:link", args=[visit.pk]))
    assert made.status_code == 200
    return str(re.sub(r"https?://[^/]+", "", made.context["address"]))


def test_a_first_plan_starts_from_what_was_found_and_from_nothing_else(
    client: Client, cast: Cast
) -> None:
    palpate(client, cast.visit, "tender", muscle="soleus")
    forms = page(client, cast.visit).context["forms"]
    rows = [(form.name, form.picked) for form in forms.rows["target"]]
    assert rows == [("Right infraspinatus", True), ("Right soleus", False)]
    sent = fields(page(client, cast.visit))
    assert not {"sessions", "days_between", "reassess_on", "every_weeks"} & set(sent)
    assert not [name for name in sent if name.endswith(("needles", "days_a_week", "aim"))]


def test_a_plan_is_kept_and_shown(client: Client, cast: Cast) -> None:
    stretch = care_field(client, cast.visit, "stretching")
    more = {f"{stretch}-pick": "on", f"{stretch}-days_a_week": 5, f"{stretch}-where": "home"}
    said = {"target-0-needles": 2, "target-0-mode": "pistoned", "target-0-depth": "deep"}
    assert weekly(client, cast.visit, reassess_on="2026-12-09", **more, **said).status_code == 302
    plan = PlanEntry.objects.get().to_value()
    assert [target.muscle for target in plan.targets] == ["infraspinatus"]
    dose = plan.targets[0].dose
    assert (dose.needles, dose.mode, dose.depth) == (2, Mode.PISTONED, Depth.DEEP)
    assert plan.care[0].days_a_week == 5
    shown = main_text(step(client, cast.visit))
    assert "Right infraspinatus: 2 needles, pistoned, deep" in shown
    assert "3 sessions" in shown
    assert "Stretching: 5 days a week, at home" in shown
    assert "plan.kept" in verbs(cast.visit)


def test_the_verdict_of_screening_is_shown_and_kept(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    entry = PlanEntry.objects.get()
    assert set(entry.outcomes) == {"infraspinatus:right"}
    assert entry.knowledge_version == PlanKnowledge.load().version
    mark = step(client, cast.visit).context["step"].targets[0].mark
    assert mark.outcome == entry.outcomes["infraspinatus:right"]
    assert "verdict-mark" in page(client, cast.visit).content.decode()


def test_a_change_is_a_new_version_and_both_stay(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    keep(client, cast.visit, sessions=5)
    entries = PlanEntry.objects.order_by("number")
    assert [(e.number, e.to_value().rhythm.sessions) for e in entries] == [(1, 3), (2, 5)]
    first = client.get(reverse("plan:version", args=[cast.visit.pk, 1]))
    assert "Plan, version 1" in main_text(first)
    assert "Version 2" in main_text(step(client, cast.visit))


def test_a_stale_page_keeps_what_was_typed_and_changes_nothing(client: Client, cast: Cast) -> None:
    stale = fields(page(client, cast.visit)) | {"sessions": 9, "days_between": 2}
    weekly(client, cast.visit)
    answer = client.post(reverse("plan:edit", args=[cast.visit.pk]), stale)
    assert answer.status_code == 409
    assert "changed meanwhile" in main_text(answer)
    assert answer.context["forms"].main["sessions"].value() == "9"
    assert PlanEntry.objects.count() == 1


def test_the_same_page_twice_is_one_plan(client: Client, cast: Cast) -> None:
    sent = fields(page(client, cast.visit)) | {"sessions": 3}
    address = reverse("plan:edit", args=[cast.visit.pk])
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert client.post(address, sent | {"sessions": 4}).status_code == 409
    assert PlanEntry.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"sessions": "99"},
        {"days_between": "0"},
        {"first": "tomorrow"},
        {"target-0-needles": "40"},
        {"target-0-muscle": "spleen"},
        {"target-0-side": "midline"},
        {"weekdays": ["9"]},
        {"upkeep": "nothing", "every_weeks": "4"},
        {"away-TOTAL_FORMS": "1", "away-0-first": "2026-12-03", "away-0-last": "2026-12-01"},
        {"words": "a" * 3_000},
        {"id": "x"},
    ],
)
def test_bad_input_is_marked_and_nothing_is_lost(
    client: Client, cast: Cast, bad: dict[str, Any]
) -> None:
    answer = weekly(client, cast.visit, maintenance="مرحبا 😀 <script>", **bad)
    assert answer.status_code == 400
    assert "Not kept yet." in main_text(answer)
    assert answer.context["forms"].main["maintenance"].value() == "مرحبا 😀 <script>"
    assert "<script>" not in answer.content.decode()[answer.content.decode().index("<main") :]
    assert not PlanEntry.objects.exists()


def test_an_empty_plan_is_refused(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    answer = keep(client, cast.visit, first="")
    assert answer.status_code == 400
    assert not PlanEntry.objects.exists()


def test_rows_are_added_without_a_script(client: Client, cast: Cast) -> None:
    address = reverse("plan:edit", args=[cast.visit.pk])
    sent = fields(page(client, cast.visit))
    for name in ("target", "goal", "event", "away", "care", "nonsense"):
        answer = client.post(address, sent | {"add": name, "sessions": 4})
        assert answer.status_code == 200
        grown = int(name in ("goal", "event", "away", "target"))
        before = int(sent.get(f"{name}-TOTAL_FORMS", 0))
        if name != "nonsense":
            assert len(answer.context["forms"].rows[name].forms) == before + grown
        assert answer.context["forms"].main["sessions"].value() == "4"
    assert not PlanEntry.objects.exists()


@pytest.mark.parametrize("total", ["", "-1", "²", "9" * 5_000, "24", "x"])
def test_a_count_of_rows_that_is_none_breaks_nothing(
    client: Client, cast: Cast, total: str
) -> None:
    sent = fields(page(client, cast.visit)) | {"add": "goal", "goal-TOTAL_FORMS": total}
    answer = client.post(reverse("plan:edit", args=[cast.visit.pk]), sent)
    assert answer.status_code == 200
    assert len(answer.context["forms"].rows["goal"].forms) <= 26


def test_a_muscle_a_goal_and_a_competition_are_added(client: Client, cast: Cast) -> None:
    more = {
        "target-TOTAL_FORMS": "2", "target-1-new": "on", "target-1-muscle": "soleus",
        "target-1-side": "left", "goal-TOTAL_FORMS": "1", "goal-0-text": "Comb my hair",
        "goal-0-kind": "activity", "goal-0-now": "4", "goal-0-aim": "8",
        "event-TOTAL_FORMS": "1", "event-0-on": "2026-12-04", "event-0-title": "Regatta",
    }  # fmt: skip
    assert weekly(client, cast.visit, keep_free="", **more).status_code == 302
    shown = main_text(step(client, cast.visit))
    assert "Left soleus" in shown
    assert "Comb my hair, now 4/10, aim 8/10" in shown
    assert "ache on 4 December 2026 (Regatta)" in shown  # the box was not ticked


def test_the_days_before_a_competition_stay_free(client: Client, cast: Cast) -> None:
    event = {"event-TOTAL_FORMS": "1", "event-0-on": "2026-12-04", "event-0-title": "Regatta"}
    weekly(client, cast.visit, keep_free="on", **event)
    shown = step(client, cast.visit).context["step"].shown
    assert datetime.date(2026, 12, 5) in shown.sessions
    assert shown.cautions == ()


def test_the_last_plan_is_copied_in_one_tap(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    later = add_visit(cast.patient, cast.practitioner)
    shown = step(client, later)
    assert "It stands until it is changed." in main_text(shown)
    said = {"id": str(shown.context["step"].fresh_id)}
    address = reverse("plan:copy", args=[later.pk])
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    copied = PlanEntry.objects.get(number=2)
    assert copied.copied_from
    assert (copied.copied_from.number, copied.visit_id) == (1, later.pk)
    assert copied.plan == copied.copied_from.plan
    assert client.post(address, {"id": str(new_id())}).status_code == 409


def test_a_visit_shows_the_plan_of_its_own_time(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    later = add_visit(cast.patient, cast.practitioner)
    keep(client, later, sessions=9)
    assert "3 sessions" in main_text(step(client, cast.visit))
    assert "9 sessions" in main_text(step(client, later))


def test_nothing_to_copy_is_said(client: Client, cast: Cast) -> None:
    address = reverse("plan:copy", args=[cast.visit.pk])
    answer = client.post(address, {"id": str(new_id())})
    assert answer.status_code == 409
    assert "no earlier plan" in main_text(answer)


def test_what_was_given_is_recorded_and_taken_back(client: Client, cast: Cast) -> None:
    said = {"id": str(new_id()), "care": "manual_therapy", "words": "Neck, grade II"}
    address = reverse("plan:give", args=[cast.visit.pk])
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert client.post(address, said | {"care": "massage"}).status_code == 409
    assert "Neck, grade II" in main_text(step(client, cast.visit))
    entry = CareEntry.objects.get()
    back = {"id": str(new_id()), "entry": str(entry.pk)}
    assert client.post(reverse("plan:take_back", args=[cast.visit.pk]), back).status_code == 302
    assert "Neck, grade II" not in main_text(step(client, cast.visit))
    assert CareEntry.objects.count() == 2
    assert {"care.given", "care.taken_back"} <= set(verbs(cast.visit))


def test_unknown_care_is_refused(client: Client, cast: Cast) -> None:
    said = {"id": str(new_id()), "care": "prayer"}
    answer = client.post(reverse("plan:give", args=[cast.visit.pk]), said)
    assert answer.status_code == 400
    assert not CareEntry.objects.exists()


def test_after_signing_care_is_closed_and_the_plan_is_not(client: Client, cast: Cast) -> None:
    sign_now(client, cast.visit)
    given = {"id": str(new_id()), "care": "massage"}
    assert post(client, "plan:give", cast.visit, given).status_code == 409
    assert weekly(client, cast.visit).status_code == 302


@pytest.mark.parametrize("group", ["athlete", "chronic", "post_surgery", "desk", "other"])
def test_the_group_changes_what_comes_first(client: Client, cast: Cast, group: str) -> None:
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="neck", group=group, strongest_pain=6, sent_by="patient"
    )
    answer = page(client, cast.visit)
    change = PlanKnowledge.load().groups[group]
    rows = answer.context["forms"].rows["care"]
    first = [form["care"].value() for form in rows][: len(change.care)]
    assert first == [care.id for care in change.care]
    text = main_text(answer)
    assert all(note.text.split(":")[0] in text for note in change.notes)


def test_the_patients_words_stand_beside_the_goals(client: Client, cast: Cast) -> None:
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="neck", group="desk", strongest_pain=6, sent_by="patient",
        story="I want to carry my son <b>again</b>.",
    )  # fmt: skip
    answer = page(client, cast.visit)
    assert "I want to carry my son" in main_text(answer)
    assert "<b>again" not in answer.content.decode()


def test_limited_movements_are_offered_as_goals(client: Client, cast: Cast) -> None:
    found = rom("shoulder", "external rotation", Side.RIGHT, RomResult.LIMITED, 55, 85)
    FindingEntry.objects.create(
        visit=cast.visit, finding=to_json(found), recorded_by=cast.practitioner
    )
    sent = fields(page(client, cast.visit))
    assert sent["goal-0-text"] == "shoulder external rotation, right"
    assert (sent["goal-0-now"], sent["goal-0-aim"]) == (55, 85)


def test_activities_the_patient_scored_are_offered_as_goals_and_followed(
    client: Client, cast: Cast
) -> None:
    _score(cast.visit, 3)
    sent = fields(page(client, cast.visit))
    assert (sent["goal-0-text"], sent["goal-0-kind"]) == ("Comb my hair", "activity")
    assert sent["goal-0-now"] == 3
    assert "goal-0-aim" not in sent
    weekly(client, cast.visit)
    later = add_visit(cast.patient, cast.practitioner)
    _score(later, 6)
    assert "Comb my hair, now 3/10, today 6/10" in main_text(step(client, later))
    goals = [form["text"].value() for form in page(client, later).context["forms"].rows["goal"]]
    assert goals.count("Comb my hair") == 1


def _score(visit: Visit, score: int) -> None:
    ScoreEntry.objects.create(
        visit=visit, instrument="psfs", version="psfs/1", sent_by="patient",
        answers=Activities((Activity("Comb my hair", score),)).to_json(),
    )  # fmt: skip


def test_the_patient_opens_the_plan_and_its_calendar(client: Client, cast: Cast) -> None:
    stretch = care_field(client, cast.visit, "stretching")
    more = {f"{stretch}-pick": "on", f"{stretch}-days_a_week": 2, f"{stretch}-words": "Slowly."}
    start = timezone.localdate() + datetime.timedelta(days=1)
    keep(
        client, cast.visit, sessions=2, days_between=7, first=str(start), words="Secret", **more
    )  # fmt: skip
    path = link_for(client, cast.visit)
    phone = Client()
    assert phone.get(path + "plan/").status_code == 302
    assert phone.post(path, BORN).status_code == 302
    text = main_text(phone.get(path + "plan/"))
    assert "Stretches: 2 days a week" in text
    assert "Secret" not in text
    assert "infraspinatus" not in text
    made = phone.get(path + "plan.ics")
    assert made["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(made.content).walk("VEVENT")
    visits = [event.decoded("dtstart") for event in events if "visit" in str(event["summary"])]
    assert visits == [start, start + datetime.timedelta(days=7)]
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert b"infraspinatus" not in made.content
    assert phone.get(path + "plan.pdf").content.startswith(b"%PDF")
    assert "plan.read" in verbs(cast.visit)


def test_the_patients_page_is_easy_to_read(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit, reassess_on="2026-12-09")
    path = link_for(client, cast.visit)
    phone = Client()
    phone.post(path, BORN)
    body = phone.get(path + "plan/").content.decode()
    said = " ".join(re.findall(r"<p>([^<]+)</p>", body))
    assert grade(said) < 7


def test_a_link_to_something_else_opens_no_plan(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    path = link_for(client, cast.visit)
    assert Client().get(path.replace("/plan/", "/consent/")).status_code == 404
    newer = link_for(client, cast.visit)
    assert Client().get(path).status_code == 410
    assert Client().get(newer).status_code == 200


PAGES = {
    "edit": (), "plan_pdf": (), "version": (1,), "letter": ("referrer",), "signed_letter": (1,),
    "letter_pdf": (1,),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_the_clinics_own_and_the_practitioners(
    client: Client, cast: Cast, name: str
) -> None:
    weekly(client, cast.visit)
    address = reverse(f"plan:{name}", args=[cast.visit.pk, *PAGES[name]])
    assert signed_in(cast.stranger).get(address).status_code == 404
    assert signed_in(cast.front_desk).get(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("name", ["edit", "copy", "give", "take_back", "link"])
def test_acts_of_strangers_do_nothing(client: Client, cast: Cast, name: str) -> None:
    sent = fields(page(client, cast.visit)) | {"sessions": 3}
    entry = CareEntry.objects.create(
        visit=cast.visit, care="massage", recorded_by=cast.practitioner
    )
    said = {"id": str(new_id()), "care": "massage", "entry": str(entry.pk)}
    address = reverse(f"plan:{name}", args=[cast.visit.pk])
    sending = sent if name == "edit" else said
    assert signed_in(cast.stranger).post(address, sending).status_code == 404
    assert signed_in(cast.front_desk).post(address, sending).status_code == 403
    assert not PlanEntry.objects.exists()
    assert CareEntry.objects.count() == 1


def test_care_of_another_visit_is_not_taken_back(client: Client, cast: Cast) -> None:
    entry = CareEntry.objects.create(
        visit=cast.other_visit, care="massage", recorded_by=cast.stranger
    )
    back = {"id": str(new_id()), "entry": str(entry.pk)}
    assert client.post(reverse("plan:take_back", args=[cast.visit.pk]), back).status_code == 404


def test_the_step_asks_no_more_for_a_long_plan(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    step(client, cast.visit)
    with CaptureQueriesContext(
        connection,
    ) as few:
        step(client, cast.visit)
    more = {
        "target-TOTAL_FORMS": "3", "target-1-new": "on", "target-1-muscle": "soleus",
        "target-1-side": "left", "target-2-new": "on", "target-2-muscle": "soleus",
        "target-2-side": "right",
    }  # fmt: skip
    keep(client, cast.visit, **more)
    for care in ("massage", "stretching", "exercise"):
        client.post(reverse("plan:give", args=[cast.visit.pk]), {"id": str(new_id()), "care": care})
    with CaptureQueriesContext(connection) as many:
        step(client, cast.visit)
    assert len(many) <= len(few)
