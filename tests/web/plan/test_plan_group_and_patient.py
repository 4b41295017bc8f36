"""What group, scores and findings suggest; the patient's page and calendar; who may."""

from __future__ import annotations

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from plan_acts import (
    BORN,
    care_field,
    fields,
    found_client,
    keep,
    link_for,
    page,
    step,
    weekly,
)

from acts import palpate, verbs
from cast import Cast, add_visit, signed_in
from filiform.body.values import Side
from filiform.exam import rom, to_json
from filiform.intake import Activities, Activity
from filiform.locating import RomResult
from filiform.plan import PlanKnowledge
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


@pytest.fixture
def client(cast: Cast) -> Client:
    return found_client(cast)


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


def test_planned_muscles_are_offered_when_needles_are_placed(client: Client, cast: Cast) -> None:
    more = {
        "target-TOTAL_FORMS": "2", "target-1-new": "on", "target-1-muscle": "soleus",
        "target-1-side": "left",
    }  # fmt: skip
    weekly(client, cast.visit, **more)
    later = add_visit(cast.patient, cast.practitioner)
    palpate(client, later, "tender", muscle="teres_minor")
    needle = client.get(reverse("visit:visit", args=[later.pk]) + "?step=needle")
    offered = [one.name for one in needle.context["targets"]]
    assert offered == ["right teres minor", "right infraspinatus", "left soleus"]


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


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("chronic", "Pain goes up and down."),
        ("post_surgery", "Your surgeon names the day."),
        ("athlete", "Tell us the days that count for you."),
    ],
)
def test_the_patient_is_told_what_the_group_may_expect(
    client: Client, cast: Cast, group: str, said: str
) -> None:
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="neck", group=group, strongest_pain=6, sent_by="patient"
    )
    weekly(client, cast.visit)
    path, phone = link_for(client, cast.visit), Client()
    phone.post(path, BORN)
    assert said in main_text(phone.get(path + "plan/"))
    version = client.get(reverse("plan:version", args=[cast.visit.pk, 1]))
    assert said not in main_text(version)


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
