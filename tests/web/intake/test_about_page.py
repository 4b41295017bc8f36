"""What the patient is told of dry needling before choosing, and that it is kept what was shown."""

from __future__ import annotations

from html import escape

import pytest

from cast import Cast
from filiform.education import Education, Topic
from filiform_clinic.intake.about import TOPICS
from filiform_clinic.records.models import IntakeDraft
from walk import Walk


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.open()
    walk.post("complaint/", complaint="low_back")
    return walk


@pytest.mark.parametrize("topic", TOPICS)
def test_every_statement_of_a_topic_is_said(walk: Walk, topic: Topic) -> None:
    page = walk.get("about/").content.decode()
    said = Education.load().about(topic)
    assert said
    assert all(escape(one.text) in page for one in said)


@pytest.mark.parametrize(
    ("group", "shown", "not_shown"),
    [("athlete", "ev_athletes", "ev_fibromyalgia"), ("chronic", "ev_fibromyalgia", "ev_athletes")],
)
def test_studies_are_those_about_people_like_this_patient(
    walk: Walk, group: str, shown: str, not_shown: str
) -> None:
    walk.post("group/", group=group)
    titles = {card.title for card in walk.get("about/").context["cards"]}
    by_id = {card.id: card.title for card in Education.load().evidence}
    assert {by_id["ev_overall"], by_id[shown]} <= titles
    assert by_id[not_shown] not in titles


def test_each_study_card_says_how_sure_it_is(walk: Walk) -> None:
    walk.post("group/", group="chronic")
    page = walk.get("about/")
    assert page.content.decode().count("How sure is this?") == len(page.context["cards"]) > 1


def test_weak_statements_stay_hidden(walk: Walk) -> None:
    page = walk.get("about/").content.decode()
    hidden = [one for one in Education.load().statements if not one.verified]
    assert hidden
    assert not [one.id for one in hidden if escape(one.text) in page]


def test_going_on_keeps_which_version_was_shown(walk: Walk, cast: Cast) -> None:
    walk.post("about/")
    draft = IntakeDraft.objects.get(visit=cast.visit)
    assert draft.answers["about"] == Education.load().version
