"""Health pages and bad input: clear answers, nothing half stored, nothing shown to others."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Cast
from filiform.screening.interview import MAX_TEXT
from filiform_clinic.access.links import create_link
from filiform_clinic.intake.queries import today_of
from filiform_clinic.records.models import HistoryDraft, HistoryEntry
from filiform_clinic.records.screened import history_of, verdict_of
from page_text import main_text
from walk import Walk


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.answer_all()
    return walk


@pytest.mark.parametrize(
    ("page", "said", "named"),
    [
        ("heart", {"ci_diabetes": "perhaps"}, "perhaps"),
        ("heart", {"ci_latex": "yes"}, "ci_latex"),
        ("heart", {"ci_unheard_of": "yes"}, "ci_unheard_of"),
        ("heart", {"day_fever": "yes"}, "day_fever"),
        (
            "heart",
            {"ci_vascular": "yes", "ci_vascular-where": ["<script>:left"]},
            "&lt;script&gt;",
        ),
        (
            "body",
            {
                "ci_joint_implant": "yes",
                "ci_joint_implant-year": "2020",
                "ci_joint_implant-month": "13",
            },
            "2020-13",
        ),
        (
            "body",
            {"ci_recent_surgery": "yes", "ci_recent_surgery-where": ["unheard:left"]},
            "unheard",
        ),
        ("guard", {"ci_pregnancy": "yes", "ci_pregnancy-trimester": "4"}, "4"),
        ("guard", {"ci_pregnancy": "yes", "ci_pregnancy-trimester": "third"}, "third"),
        ("heart", {"revision": "many"}, "revision"),
        ("heart", {"revision": "-1"}, "revision"),
    ],
)
def test_a_bad_answer_is_named_and_the_good_one_kept(
    walk: Walk, cast: Cast, page: str, said: dict[str, Any], named: str
) -> None:
    before = HistoryDraft.objects.get(visit=cast.visit).history
    response = walk.post(f"health/{page}/", **walk.window() | said)
    assert response.status_code == 400
    assert named in response.content.decode()
    assert HistoryDraft.objects.get(visit=cast.visit).history == before


@pytest.mark.parametrize("year", ["2999", "21", "😀", "1066", "٢٠٢٠"])
def test_a_year_that_cannot_be_is_asked_again_and_the_rest_is_kept(
    walk: Walk, cast: Cast, year: str
) -> None:
    said = {
        "ci_joint_implant": "yes",
        "ci_joint_implant-where": ["knee:left"],
        "ci_joint_implant-year": year,
        "ci_cancer_site": "unsure",
    }
    response = walk.health("body", **said)
    assert response.status_code == 400
    assert "Please check month and year" in main_text(response)
    assert f'value="{year}"' in response.content.decode()
    fields = HistoryDraft.objects.get(visit=cast.visit).history["fields"]
    assert fields["ci_joint_implant"] == {"value": "yes", "where": ["knee:left"]}
    assert fields["ci_cancer_site"] == {"value": "unsure"}


def test_a_month_to_come_is_asked_again(walk: Walk, cast: Cast) -> None:
    on = today_of(cast.visit)
    said = {"ci_joint_implant": "yes", "ci_joint_implant-where": ["knee:left"]}
    when = {"ci_joint_implant-month": "12", "ci_joint_implant-year": str(on.year + 1)}
    assert walk.health("body", **said, **when).status_code == 400


def test_a_page_that_is_none_is_not_found(walk: Walk) -> None:
    assert walk.get("health/feet/").status_code == 404


def test_a_month_of_this_year_may_be_left_out(walk: Walk, cast: Cast) -> None:
    on = today_of(cast.visit)
    said = {
        "ci_joint_implant": "yes",
        "ci_joint_implant-where": ["knee:left"],
        "ci_joint_implant-year": str(on.year),
    }
    assert walk.health("body", **said).status_code == 302
    walk.send()
    answer = history_of(cast.visit).answer("ci_joint_implant")
    assert answer
    assert answer.since == on


def test_long_texts_are_refused_whole_and_stay_on_the_page(walk: Walk, cast: Cast) -> None:
    typed = "é😀שלום" * (MAX_TEXT // 5)
    response = walk.write(medicines=typed, allergies="nickel")
    assert response.status_code == 400
    assert "too long" in main_text(response)
    assert typed in response.content.decode()
    assert HistoryDraft.objects.get(visit=cast.visit).history["fields"]["allergies"] == ""


def test_more_than_three_thousand_letters_are_kept_and_read(walk: Walk, cast: Cast) -> None:
    typed = "vitamin d 1000 every day, " * 130 + "eliquis, 😀"
    assert len(typed) > 3_000
    assert walk.write(medicines=typed).url == walk.url("understood/")
    assert HistoryDraft.objects.get(visit=cast.visit).history["fields"]["medicines"] == typed
    assert "Apixaban" in walk.text("understood/")


@pytest.mark.parametrize("choice", ["perhaps", "alt:<b>", "alt:"])
def test_a_choice_that_was_not_offered_counts_for_nothing(walk: Walk, choice: str) -> None:
    walk.write(medicines="epixaban")
    [line] = walk.get("understood/").context["items"]
    response = walk.post("understood/", **walk.window(), **{line["item"].key: choice})
    assert response.status_code == 400 or response.url == walk.url("medicines/")
    assert walk.get("check/").url == walk.url("medicines/")


def test_answers_that_contradict_each_other_are_kept_and_shown_to_staff(
    walk: Walk, cast: Cast
) -> None:
    walk.write(medicines="warfarin")
    [line] = walk.get("understood/").context["items"]
    walk.post("understood/", **walk.window(), **{line["item"].key: "right"})
    walk.send()
    asked = verdict_of(cast.visit, today_of(cast.visit)).questions
    assert ("ci_anticoag", "disputed") in {(q.id, str(q.why)) for q in asked}


def test_the_wrong_link_shows_and_stores_nothing(walk: Walk, cast: Cast) -> None:
    walk.health("heart", ci_diabetes="yes")
    other = Walk(cast, secret=create_link(cast.other_visit))
    for page in ("health/heart/", "medicines/", "understood/", "check/", "today/"):
        assert other.get(page).url == other.url()
        assert walk.client.get(other.url(page)).headers["Location"] == other.url()
    assert other.post("health/heart/", revision="0", ci_diabetes="no").url == other.url()
    assert not HistoryDraft.objects.filter(visit=cast.other_visit).exists()


def test_health_needs_every_page_before_it_is_sent(walk: Walk, cast: Cast) -> None:
    draft = HistoryDraft.objects.get(visit=cast.visit)
    del draft.history["fields"]["ci_latex"]
    draft.save()
    assert walk.get("check/").url == walk.url("health/")
    assert not HistoryEntry.objects.exists()


def test_no_answer_stands_in_an_address(walk: Walk) -> None:
    after = [walk.health("heart", ci_diabetes="yes").url, walk.write(medicines="eliquis").url]
    assert not [address for address in after if "diabetes" in address or "eliquis" in address]
