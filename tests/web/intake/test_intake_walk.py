"""The patient's part without JavaScript: from the link to the thanks, and what is stored."""

from __future__ import annotations

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from cast import Cast
from filiform.education import Education
from filiform_clinic.records.models import (
    AuditRow,
    DrawingEntry,
    IntakeDraft,
    IntakeEntry,
    Organisation,
    ScoreEntry,
)
from filiform_clinic.records.noted import note_record_of
from page_text import main_text
from reading_level import grade
from walk import BORN, HARD, PAIN, WHEN, Walk


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return Walk(cast)


def test_from_the_link_to_the_thanks(walk: Walk, cast: Cast) -> None:
    assert walk.open().url == walk.url()
    assert walk.get().url == walk.url("complaint/")
    assert walk.post("complaint/", complaint="headache_tension").url == walk.url("group/")
    assert walk.post("group/", group="desk").url == walk.url("when/")
    assert walk.post("when/", **WHEN).url == walk.url("where")
    assert walk.list_area().url == walk.url("scars/")
    assert walk.post("scars/").url == walk.url("pain/")
    assert walk.post("pain/", **PAIN).url == walk.url("activities/")
    assert walk.post("activities/", **HARD).url == walk.url("story/")
    assert walk.post("story/", story="Since I moved.").url == walk.url("about/")
    assert walk.post("about/").url == walk.url("health/")
    assert walk.get("health/").url == walk.url("health/now/")
    assert walk.health("now").url == walk.url("health/blood/")
    for page, after in pairwise(["blood", "heart", "body", "nerves", "guard", "needles"]):
        assert walk.health(page).url == walk.url(f"health/{after}/")
    assert walk.health("needles").url == walk.url("medicines/")
    assert walk.write().url == walk.url("check/")
    assert walk.send().url == walk.url("thanks/")
    assert "It has arrived" in walk.text("thanks/")
    entry = IntakeEntry.objects.get(visit=cast.visit)
    assert (entry.complaint, entry.group, entry.strongest_pain, entry.story, entry.sent_by) == (
        "headache_tension",
        "desk",
        7,
        "Since I moved.",
        "patient",
    )
    assert (entry.began, entry.began_on) == ("injury", "2024-05")
    scores = {row.instrument: row.answers for row in ScoreEntry.objects.filter(visit=cast.visit)}
    assert scores == {
        "nprs": {"now": 3, "average": 5, "worst": 7},
        "psfs": [{"name": "climb stairs", "score": 4}, {"name": "lift my child", "score": 6}],
    }


def test_the_note_tells_what_was_sent(walk: Walk, cast: Cast) -> None:
    walk.answer_all()
    walk.post("story/", story="Since I moved.", hopes="Swim")
    walk.send()
    told = note_record_of(cast.visit).told
    assert told
    assert [(one.about, one.score) for one in told.scores] == [
        ("now", 3), ("on average", 5), ("strongest", 7),
    ]  # fmt: skip
    assert [one.name for one in told.activities] == ["climb stairs", "lift my child"]
    assert (str(told.onset.on) if told.onset else "", told.hopes) == ("2024-05", "Swim")


def test_the_drawing_is_stored_with_cells_and_the_bodys_version(walk: Walk, cast: Cast) -> None:
    walk.answer_all()
    walk.send()
    entry = DrawingEntry.objects.get(visit=cast.visit)
    assert entry.drawing["listed"] == [
        {"area": "temple", "side": "right", "quality": "ache", "intensity": 7}
    ]
    assert entry.drawing["cells"]
    assert entry.body_version == entry.drawing["body"]


def test_sending_leaves_an_audit_row_without_clinical_content(walk: Walk) -> None:
    walk.answer_all()
    walk.send()
    verbs = [row.verb for row in AuditRow.objects.order_by("created_at")]
    assert verbs == [
        "link.opened", "intake.begun", "drawing.begun", "history.begun", "intake.sent",
    ]  # fmt: skip
    assert all(row.actor_id is None for row in AuditRow.objects.all())
    sent = AuditRow.objects.get(verb="intake.sent").details
    assert sent == {"again": False, "read": Education.load().version}


def test_times_are_told_in_the_zone_of_the_clinic(walk: Walk, cast: Cast) -> None:
    zone = ZoneInfo("Pacific/Auckland")
    Organisation.objects.filter(pk=cast.clinic.pk).update(time_zone=zone.key)
    walk.answer_all()
    walk.send()
    sent = IntakeEntry.objects.get(visit=cast.visit).created_at.astimezone(zone)
    assert f"on {sent:%-d %B %Y} at {sent:%H:%M}" in walk.text("thanks/")


def test_progress_is_shown(walk: Walk) -> None:
    walk.open()
    assert "2 of 13" in walk.text("complaint/")
    assert "9 of 13" in walk.text("story/")


def test_it_goes_on_where_the_patient_left_off(walk: Walk, cast: Cast) -> None:
    walk.open()
    walk.post("complaint/", complaint="low_back")
    later = Walk(cast, secret=walk.secret)
    assert later.get("group/").url == later.url(), "another browser is asked the birth date"
    later.open()
    assert later.get().url == later.url("group/")


def test_going_back_shows_the_answer_and_takes_another(walk: Walk, cast: Cast) -> None:
    walk.answer_all()
    assert 'value="headache_tension" checked' in walk.get("complaint/").content.decode()
    walk.post("complaint/", complaint="neck")
    draft = IntakeDraft.objects.get(visit=cast.visit)
    assert draft.answers["complaint"] == "neck"
    assert draft.answers["story"] == "Since I moved house."


def test_the_check_page_leads_to_what_is_missing(walk: Walk) -> None:
    walk.open()
    walk.post("complaint/", complaint="neck")
    assert walk.get("check/").url == walk.url("group/")


def test_the_story_may_stay_empty(walk: Walk) -> None:
    walk.answer_all()
    walk.post("story/", story="")
    assert "left empty" in walk.text("check/")


def test_the_check_page_says_it_all_in_the_patients_words(walk: Walk) -> None:
    walk.answer_all()
    text = walk.text("check/")
    for words in ("Headache that presses", "I sit at a desk", "Temple (right)", "7 of 10", "moved"):
        assert words in text


@pytest.mark.parametrize(
    "page",
    [
        "complaint/",
        "group/",
        "when/",
        "where",
        "pain/",
        "activities/",
        "story/",
        "about/",
        "health/now/",
        "health/blood/",
        "health/heart/",
        "health/body/",
        "health/nerves/",
        "health/guard/",
        "health/needles/",
        "medicines/",
        "check/",
        "thanks/",
    ],
)
def test_a_reader_of_twelve_follows(walk: Walk, page: str) -> None:
    walk.answer_all()
    walk.send()
    response = walk.get(page)
    assert response.status_code == 200
    assert grade(main_text(response, leave_out="body-chart__plain")) <= 7


def test_the_first_page_is_easy_to_read_and_names_no_patient(walk: Walk, cast: Cast) -> None:
    response = walk.get()
    assert grade(main_text(response)) <= 7
    assert cast.patient.family_name not in response.content.decode()
    assert cast.clinic.name in main_text(response)


@pytest.mark.parametrize("page", ["", "complaint/", "where", "check/", "thanks/"])
def test_pages_are_kept_in_no_cache_and_leak_no_address(walk: Walk, page: str) -> None:
    walk.answer_all()
    response = walk.get(page)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"


def test_pages_have_no_inline_script_or_style(walk: Walk) -> None:
    walk.answer_all()
    for page in ("complaint/", "where", "check/"):
        html = walk.get(page).content.decode()
        assert "style=" not in html
        assert "onclick=" not in html


def test_the_birth_date_opens_only_this_link(walk: Walk, cast: Cast) -> None:
    walk.open()
    other = Walk(cast, client=walk.client)
    assert other.get("complaint/").url == other.url()
    assert other.post("", **BORN).url == other.url()
