"""The health questions without JavaScript: what is asked, kept and sent, and what it comes to."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Cast, add_visit
from filiform.screening import Evidence, Outcome, Target
from filiform_clinic.access.links import create_link
from filiform_clinic.intake.queries import today_of
from filiform_clinic.records.models import AuditRow, HistoryDraft, HistoryEntry
from filiform_clinic.records.screened import history_of, verdict_of
from page_text import main_text
from walk import HARD, PAIN, WHEN, Walk


@pytest.fixture
def walk(cast: Cast) -> Walk:
    walk = Walk(cast)
    walk.answer_all()
    return walk


def kept(cast: Cast) -> dict[str, Any]:
    fields: dict[str, Any] = HistoryDraft.objects.get(visit=cast.visit).history["fields"]
    return fields


def outcome(cast: Cast, *targets: Target) -> Outcome:
    return verdict_of(cast.visit, today_of(cast.visit), targets).session


def test_a_no_to_everything_leaves_only_todays_questions_open(walk: Walk, cast: Cast) -> None:
    walk.send()
    verdict = verdict_of(cast.visit, today_of(cast.visit))
    assert verdict.session is Outcome.CAUTION
    assert {question.id[:4] for question in verdict.questions if question.blocking} == {"day_"}


def test_what_is_sent_says_when_and_by_which_rules(walk: Walk, cast: Cast) -> None:
    walk.send()
    entry = HistoryEntry.objects.get(visit=cast.visit)
    assert entry.rules_version == verdict_of(cast.visit, today_of(cast.visit)).version.rules
    days = {answer.on for answer in history_of(cast.visit).answers}
    assert days == {today_of(cast.visit)}


def test_a_blood_thinner_needs_clearance(walk: Walk, cast: Cast) -> None:
    walk.health("blood", ci_anticoag="yes", ci_inr_high="no")
    walk.send()
    assert outcome(cast) is Outcome.CLEARANCE


def test_no_answer_is_taken_for_a_no(walk: Walk, cast: Cast) -> None:
    response = walk.health("blood", ci_anticoag="")
    assert response.status_code == 302, "the earlier no is still there"
    fresh = Walk(cast, secret=create_link(add_visit(cast.patient, cast.practitioner)))
    fresh.open()
    response = fresh.post("health/blood/", revision="0", window="a", ci_anticoag="no")
    assert response.status_code == 400
    assert "6 questions still need an answer" in main_text(response)


def test_no_to_the_rest_sets_each_where_it_can_be_changed(cast: Cast) -> None:
    walk = Walk(cast)
    walk.open()
    response = walk.post(
        "health/heart/", revision="0", window="a", all="no", ci_diabetes="yes", ci_valve="unsure"
    )
    assert response.status_code == 200
    fields = kept(cast)
    assert (fields["ci_diabetes"], fields["ci_valve"]) == ({"value": "yes"}, {"value": "unsure"})
    assert fields["ci_vascular"] == {"value": "no"}
    assert response.content.decode().count('value="no" checked') == 5
    assert walk.get("health/").url == walk.url("health/now/"), "the page was not left yet"


def test_a_yes_must_say_where_or_that_it_is_not_known(walk: Walk, cast: Cast) -> None:
    response = walk.health("heart", ci_lymphedema_limb="yes")
    assert response.status_code == 400
    assert "say where" in main_text(response)
    assert (
        walk.health(
            "heart", **{"ci_lymphedema_limb": "yes", "ci_lymphedema_limb-where": "unknown"}
        ).status_code
        == 302
    )
    walk.send()
    asked = verdict_of(cast.visit, today_of(cast.visit)).questions
    assert "ci_lymphedema_limb" in {question.id for question in asked}


def test_places_are_those_of_the_rules(walk: Walk, cast: Cast) -> None:
    said = {"ci_lymphedema_limb": "yes", "ci_lymphedema_limb-where": ["hand:right"]}
    walk.health("heart", **said)
    walk.send()
    answer = history_of(cast.visit).answer("ci_lymphedema_limb")
    assert answer
    assert [(p.region, str(p.side)) for p in answer.places] == [
        ("forearm", "right"),
        ("hand", "right"),
    ]


def test_details_ticked_before_a_no_are_dropped(walk: Walk, cast: Cast) -> None:
    said = {"ci_lymphedema_limb": "no", "ci_lymphedema_limb-where": ["hand:right"]}
    assert walk.health("heart", **said).status_code == 302
    assert kept(cast)["ci_lymphedema_limb"] == {"value": "no"}


def test_pregnancy_asks_how_far_along(walk: Walk, cast: Cast) -> None:
    response = walk.health("guard", ci_pregnancy="yes")
    assert response.status_code == 400
    assert 'value="unknown" checked' not in response.content.decode()
    assert 'value="unknown" checked' not in walk.get("health/guard/").content.decode()
    assert walk.get("check/").url == walk.url("health/"), "a changed page is gone through again"
    walk.health("guard", **{"ci_pregnancy": "yes", "ci_pregnancy-trimester": "1"})
    walk.send()
    assert outcome(cast) is Outcome.STOP


def test_a_follow_up_is_asked_only_after_its_question(walk: Walk) -> None:
    assert walk.health("body").status_code == 302
    said = {"ci_implant_site": "yes", "ci_implant_site-where": ["chest:left"]}
    response = walk.health("body", **said)
    assert response.status_code == 400
    assert walk.health("body", **said, ci_estim_active_device="yes").status_code == 302


def test_free_text_is_matched_shown_and_counts(walk: Walk, cast: Cast) -> None:
    assert walk.write(medicines="eliquis 5 twice a day, baby aspirin").url == walk.url(
        "understood/"
    )
    text = walk.text("understood/")
    assert "Apixaban: a blood thinner" in text
    assert "you said No to this kind of pill" in text
    assert walk.get("check/").url == walk.url("medicines/"), "it has to be looked at"
    assert right(walk).url == walk.url("check/")
    walk.send()
    verdict = verdict_of(cast.visit, today_of(cast.visit))
    assert verdict.session is Outcome.CLEARANCE, "a no does not settle a blood thinner"


def right(walk: Walk, **said: str) -> Any:
    """Everything as it was understood, but for what is named by the name of the match."""
    items = walk.get("understood/").context["items"]
    chosen = {line["item"].key: said.get(line["item"].match.name, "right") for line in items}
    return walk.post("understood/", **walk.window(), **chosen)


def sent_evidence(cast: Cast, name: str) -> Evidence:
    return next(item for item in history_of(cast.visit).evidence if item.name == name)


def test_a_guess_at_the_spelling_must_be_looked_at(walk: Walk, cast: Cast) -> None:
    walk.write(medicines="epixaban")
    response = walk.post("understood/", **walk.window())
    assert response.status_code == 400
    assert "not sure" in main_text(response)
    right(walk)
    walk.send()
    assert sent_evidence(cast, "apixaban").certain


def test_what_is_no_longer_taken_stays_visible_and_counts_for_nothing(
    walk: Walk, cast: Cast
) -> None:
    walk.write(medicines="eliquis")
    right(walk, apixaban="stopped")
    walk.send()
    assert not sent_evidence(cast, "apixaban").current


def test_what_was_read_wrongly_or_not_at_all_is_for_the_therapist(walk: Walk, cast: Cast) -> None:
    walk.write(medicines="eliquis, xyzzol")
    assert "xyzzol" in walk.text("understood/")
    right(walk, apixaban="wrong")
    walk.send()
    history = history_of(cast.visit)
    assert not history.evidence
    assert history.unread == (
        "medicines, as the patient wrote it: xyzzol",
        "medicines, as the patient wrote it: eliquis",
    )
    assert "unread" in {
        reason.id for reason in verdict_of(cast.visit, today_of(cast.visit)).reasons
    }


def test_a_medicine_among_the_allergies_is_not_taken(walk: Walk, cast: Cast) -> None:
    walk.write(allergies="aspirin, nickel")
    right(walk)
    walk.send()
    assert not sent_evidence(cast, "aspirin").current
    assert sent_evidence(cast, "nickel allergy").current


def test_changed_text_is_looked_at_again(walk: Walk) -> None:
    walk.write(medicines="eliquis")
    right(walk)
    walk.write(medicines="eliquis, warfarin")
    assert walk.get("check/").url == walk.url("medicines/")


def test_it_goes_on_at_the_page_left_open(cast: Cast) -> None:
    walk = Walk(cast)
    walk.open()
    walk.post("complaint/", complaint="low_back")
    walk.post("group/", group="desk")
    walk.post("when/", **WHEN)
    walk.list_area()
    walk.post("scars/")
    walk.post("pain/", **PAIN)
    walk.post("activities/", **HARD)
    walk.post("story/", story="")
    walk.post("about/")
    walk.health("now")
    walk.post("health/blood/", revision="1", window="a", save="1", ci_anticoag="yes")
    later = Walk(cast, secret=walk.secret)
    later.open()
    assert later.get().url == later.url("health/")
    assert later.get("health/").url == later.url("health/blood/")
    assert 'name="ci_anticoag" value="yes" checked' in later.get("health/blood/").content.decode()


def test_another_windows_answer_is_not_overwritten_unseen(walk: Walk, cast: Cast) -> None:
    old = walk.window()
    walk.health("blood", ci_anticoag="yes", ci_inr_high="no")
    response = walk.post("health/blood/", **old, ci_anticoag="no", ci_bleeding_mild="yes")
    assert response.status_code == 409
    text = response.content.decode()
    assert 'name="ci_bleeding_mild" value="yes" checked' in text, "what was chosen here is kept"
    assert kept(cast)["ci_anticoag"] == {"value": "yes"}
    assert kept(cast)["ci_bleeding_mild"] == {"value": "no"}
    shown = response.context
    again = {"revision": str(shown["revision"]), "window": shown["window"]}
    assert walk.post("health/blood/", **again, ci_anticoag="no").status_code == 302
    assert kept(cast)["ci_anticoag"] == {"value": "no"}


def test_a_window_is_not_in_its_own_way(walk: Walk, cast: Cast) -> None:
    mine = walk.window()
    walk.post("health/blood/", **mine, save="1", ci_bleeding_mild="yes")
    walk.post("health/blood/", **mine, save="1", ci_bleeding_mild="unsure")
    assert kept(cast)["ci_bleeding_mild"] == {"value": "unsure"}


def test_two_windows_with_free_text(walk: Walk, cast: Cast) -> None:
    old = walk.window()
    walk.write(medicines="eliquis")
    response = walk.post("medicines/", **old, medicines="warfarin", allergies="", conditions="")
    assert response.status_code == 409
    assert "eliquis" in main_text(response)
    assert "warfarin" in response.content.decode()
    assert kept(cast)["medicines"] == "eliquis"


def test_an_old_check_page_sends_no_health_answers(walk: Walk) -> None:
    fields = walk.check_fields()
    walk.health("heart", ci_diabetes="yes")
    assert walk.post("check/", **fields).status_code == 409
    assert not HistoryEntry.objects.exists()


def test_a_double_tap_keeps_one_history(walk: Walk, cast: Cast) -> None:
    fields = walk.check_fields()
    for _ in range(2):
        walk.post("check/", **fields)
    assert HistoryEntry.objects.filter(visit=cast.visit).count() == 1


def test_the_check_page_shows_what_was_not_a_no(walk: Walk) -> None:
    walk.health("body", **{"ci_recent_surgery": "yes", "ci_recent_surgery-where": ["knee:left"]})
    text = walk.text("check/")
    assert "Surgery in the last months: Yes, knee (left)" in text
    assert "6 answers: No" in text


@pytest.mark.parametrize(
    ("page", "rule", "words"),
    [
        ("now", "ci_acute_medical", "If you may be in danger now, call"),
        ("now", "ci_no_mechanical_reason", "Please call a doctor"),
    ],
)
def test_danger_signs_are_answered_after_sending(
    walk: Walk, page: str, rule: str, words: str
) -> None:
    walk.send()
    assert words not in walk.text("thanks/")
    walk.health(page, **{rule: "yes"})
    walk.send()
    assert words in walk.text("thanks/")


def test_patients_see_no_verdict(walk: Walk) -> None:
    walk.health("blood", ci_anticoag="yes", ci_inr_high="no")
    walk.write(medicines="eliquis, warfarin")
    right(walk)
    seen = walk.text("understood/") + walk.text("check/")
    walk.send()
    seen += walk.text("thanks/")
    for word in ("clearance", "verdict", "caution", "contraindic", "ci_", "med_"):
        assert word not in seen.lower()


def test_the_link_of_a_new_visit_shows_nothing_of_an_earlier_one(walk: Walk, cast: Cast) -> None:
    walk.health("heart", ci_diabetes="yes")
    walk.write(conditions="diabetes")
    right(walk)
    walk.send()
    later = Walk(cast, secret=create_link(add_visit(cast.patient, cast.practitioner)))
    later.open()
    assert "checked" not in later.get("health/heart/").content.decode()
    assert "diabetes</textarea>" not in later.get("medicines/").content.decode()
    assert later.get("health/").url == later.url("health/now/")


def test_the_log_of_acts_holds_no_health(walk: Walk) -> None:
    walk.health("heart", ci_diabetes="yes")
    walk.send()
    rows = AuditRow.objects.all()
    assert "history.begun" in {row.verb for row in rows}
    assert "diabetes" not in "".join(str(row.details) for row in rows)
