"""What a patient says: drafts are checked, details kept, and words understood or passed on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from filiform.errors import InvalidInput
from filiform.screening import EvidenceKind, Reply
from filiform.screening.interview import (
    CHOICES,
    MAX_TEXT,
    Advice,
    Box,
    PatientWords,
    Said,
    Saying,
    Understood,
    check_field,
    check_today,
    understand,
)

ON = date(2026, 3, 2)
YES = {"value": "yes"}


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("ci_unheard_of", YES, "answers"),
        ("ci_children", YES, "answers"),
        ("ci_hazard_region", YES, "answers"),
        ("ci_diabetes", {"value": "perhaps"}, "ci_diabetes"),
        ("ci_diabetes", {"value": ["yes"]}, "ci_diabetes"),
        ("ci_diabetes", "yes", "ci_diabetes"),
        ("ci_diabetes", {**YES, "mood": "good"}, "ci_diabetes"),
        ("ci_diabetes", {**YES, "where": ["foot:left"]}, "ci_diabetes.where"),
        ("ci_diabetes", {**YES, "trimester": 2}, "ci_diabetes.trimester"),
        ("ci_diabetes", {**YES, "since": "2025-01"}, "ci_diabetes.since"),
        ("ci_cancer_site", {**YES, "where": ["moon:left"]}, "ci_cancer_site.where"),
        ("ci_cancer_site", {**YES, "where": ["foot:midline"]}, "ci_cancer_site.where"),
        ("ci_cancer_site", {**YES, "where": [7]}, "ci_cancer_site.where"),
        ("ci_cancer_site", {**YES, "where": "foot:left"}, "ci_cancer_site.where"),
        ("ci_cancer_site", {"value": "no", "where": ["foot:left"]}, "answer"),
        ("ci_pregnancy", {**YES, "trimester": 4}, "trimester"),
        ("ci_pregnancy", {**YES, "trimester": "2"}, "trimester"),
        ("ci_joint_implant", {**YES, "since": "2026-04"}, "ci_joint_implant.since"),
        ("ci_joint_implant", {**YES, "since": "2026-13"}, "since"),
        ("ci_joint_implant", {**YES, "since": "1066-10"}, "since"),
        ("ci_joint_implant", {**YES, "since": 2025}, "ci_joint_implant.since"),
        ("medicines", "x" * (MAX_TEXT + 1), "medicines"),
        ("medicines", ["aspirin"], "medicines"),
        (CHOICES, {"a": "maybe"}, CHOICES),
        (CHOICES, {"a": "alt:" + "x" * 100}, CHOICES),
        (CHOICES, ["right"], CHOICES),
        (CHOICES, {str(n): "right" for n in range(301)}, CHOICES),
    ],
)
def test_what_no_page_could_send_is_refused(name: str, value: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_field(name, value, ON)
    assert caught.value.field == field


def test_a_day_answer_needs_a_question_of_the_day() -> None:
    assert check_today("day_skin", {**YES, "where": ["knee:left"]}).places
    with pytest.raises(InvalidInput):
        check_today("ci_diabetes", YES)


def test_an_answer_goes_to_its_stored_form_and_back() -> None:
    said = Said(Reply.YES, ("knee:left",), None, "2025-05")
    assert Said.from_json(said.to_json(), "ci_joint_implant") == said


@pytest.mark.parametrize(
    ("month", "since"),
    [("2025-02", date(2025, 2, 28)), ("2024-02", date(2024, 2, 29)), ("2026-03", ON)],
)
def test_a_month_is_read_as_the_latest_day_it_can_mean(month: str, since: date) -> None:
    answer = Said(Reply.YES, ("knee:left",), None, month).to_answer("ci_joint_implant", ON)
    assert answer.since == since


def test_a_follow_up_of_a_no_is_not_sent() -> None:
    saying = Saying({"ci_anticoag": Said(Reply.NO), "ci_inr_high": Said(Reply.YES)})
    assert [answer.rule for answer in saying.to_answers(ON)] == ["ci_anticoag"]
    unsure = Saying({"ci_anticoag": Said(Reply.UNSURE), "ci_inr_high": Said(Reply.YES)})
    assert len(unsure.to_answers(ON)) == 2


def test_a_page_is_missing_until_it_was_gone_through() -> None:
    noes = {rule: Said(Reply.NO) for rule in PatientWords.load().questions}
    first = PatientWords.load().pages[0]
    assert Saying(noes).missing_page == first
    every = frozenset(page.id for page in PatientWords.load().pages)
    assert Saying(noes, done=every).missing_page is None
    less = {rule: said for rule, said in noes.items() if rule != "ci_latex"}
    missing = Saying(less, done=every).missing_page
    assert missing
    assert missing.id == "guard"


def test_only_a_yes_is_answered_with_advice() -> None:
    assert Saying({"ci_acute_medical": Said(Reply.YES)}).advice == {Advice.EMERGENCY}
    assert Saying({"ci_acute_medical": Said(Reply.UNSURE)}).advice == frozenset()


def test_a_question_that_newer_rules_lack_is_left_out() -> None:
    saying = Saying.from_fields({"ci_gone": YES, "ci_diabetes": YES}, frozenset())
    assert set(saying.answers) == {"ci_diabetes"}


# --- free text ---------------------------------------------------------------------------------


def read(medicines: str = "", allergies: str = "", conditions: str = "", **said: str) -> Understood:
    texts = {Box.MEDICINES: medicines, Box.ALLERGIES: allergies, Box.CONDITIONS: conditions}
    plain = understand(texts, {}, ON)
    keys = {item.match.name: item.key for item in plain.items}
    return understand(texts, {keys[name]: choice for name, choice in said.items()}, ON)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eliquis 5 twice a day, baby aspirin", {"apixaban": True, "aspirin": True}),
        ("I stopped warfarin in 2020", {"warfarin": False}),
        ("metoprolol", {}),
    ],
)
def test_medicines_as_people_write_them(text: str, expected: dict[str, bool]) -> None:
    found = read(text).evidence
    assert {item.name: item.current for item in found} == expected
    assert all(item.kind is EvidenceKind.MEDICINE for item in found)


def test_what_was_over_stays_when_once_is_enough() -> None:
    said = {"breast cancer": "stopped", "diabetes": "stopped"}
    found = read(conditions="breast cancer 2019. diabetes", **said).evidence
    assert {item.name: item.current for item in found} == {"breast cancer": True, "diabetes": False}


def test_the_family_has_it_until_the_patient_says_otherwise() -> None:
    text = "my mother has diabetes"
    assert not read(conditions=text).evidence[0].current
    assert read(conditions=text, diabetes="now").evidence[0].current


def test_twice_the_same_counts_when_one_of_them_does() -> None:
    found = read("warfarin 5 mg", conditions="I stopped warfarin in 2020").evidence
    assert [(item.name, item.current) for item in found] == [("warfarin", True)]


def test_an_allergy_to_a_medicine_is_not_taking_it() -> None:
    found = {item.name: item for item in read(allergies="aspirin, nickel").evidence}
    assert (found["aspirin"].current, found["nickel allergy"].current) == (False, True)
    assert found["nickel allergy"].kind is EvidenceKind.ALLERGY


def test_another_spelling_replaces_what_was_read() -> None:
    texts = {Box.MEDICINES: "warfrin"}
    item = understand(texts, {}, ON).items[0]
    for name in item.spellings:
        chosen = understand(texts, {item.key: f"alt:{name}"}, ON)
        assert all(not one.needs_choice for one in chosen.items)
    unheard = understand(texts, {item.key: "alt:nothing"}, ON)
    assert unheard.items[0].choice == ""


@pytest.mark.parametrize("text", ["", "none", "😀", "no", "\n\n  "])
def test_nothing_is_nothing(text: str) -> None:
    understood = read(text)
    assert not understood.items
    assert not [line for line in understood.unread if "😀" not in line]


def test_words_of_another_script_are_kept_for_a_person() -> None:
    assert read("ואליום").unread == ("medicines, as the patient wrote it: ואליום",)
