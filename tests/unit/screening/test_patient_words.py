"""The patient's wording: every rule once, details where they are needed, easy to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge
from filiform.knowledge.screening import Asked, load_rules
from filiform.screening.interview import Asking, PatientWords, read_patient_words
from filiform.screening.interview.words import DATA, FILE
from reading_level import grade

WORDS = PatientWords.load()
ALL = [*WORDS.questions.values(), *WORDS.today.questions]
# What a reader of twelve follows: grade 6 to 7. Names of illnesses push single short lines above.
_HARDEST_PAGE, _HARDEST_QUESTION = 6, 9


def spoken(question: Asking) -> str:
    said = (question.ask, question.hint, question.where, question.since, question.trimester)
    return " ".join(text for text in said if text)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.rule)
def test_a_reader_of_twelve_follows_each_question(question: Asking) -> None:
    assert grade(spoken(question)) <= _HARDEST_QUESTION


@pytest.mark.parametrize("page", [*WORDS.pages, WORDS.today], ids=lambda page: page.id)
def test_a_reader_of_twelve_follows_each_page(page: object) -> None:
    questions = getattr(page, "questions", ())
    assert grade("\n".join(spoken(question) for question in questions)) <= _HARDEST_PAGE


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.rule)
def test_a_question_is_one_and_is_short(question: Asking) -> None:
    assert question.ask.endswith("?")
    assert len(question.ask.split()) <= 22


def test_every_rule_that_is_asked_is_asked_or_left_out_on_purpose() -> None:
    asked = {r.id for r in load_rules().rules.values() if r.asked is not Asked.COMPUTED}
    assert asked - set(WORDS.questions) == {"ci_children"}


def test_pages_are_short() -> None:
    assert all(4 <= len(page.questions) <= 8 for page in WORDS.pages)


def test_unverified_rules_are_asked_too() -> None:
    unverified = {r.id for r in load_rules().rules.values() if not r.verified}
    assert unverified & set(WORDS.questions) == unverified


def test_parts_cover_every_region_that_can_be_needled() -> None:
    rules = load_rules()
    named = {place for part in WORDS.parts for place in part.places}
    reached = frozenset().union(*(rules.muscles_in(place) for place in named))
    assert reached == set(rules.muscles)


def test_words_say_nothing_that_only_a_record_would() -> None:
    text = " ".join(spoken(question) for question in ALL).lower()
    for word in ("contraindic", "clearance", "anticoag", "verdict", "ci_"):
        assert word not in text


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('id = "ci_diabetes"', 'id = "ci_unheard_of"', "ci_unheard_of.id"),
        ('id = "ci_diabetes"', 'id = "ci_valve"', "page"),
        ('where = "Where is the swelling?"\n', "", "ci_lymphedema_limb.where"),
        ('title = "Diabetes"', 'title = "Diabetes"\nwhere = "Where?"', "ci_diabetes.where"),
        ('trimester = "How far along are you?"\n', "", "ci_pregnancy.trimester"),
        ('left_out = ["ci_children"]', "left_out = []", "page"),
        ('id = "day_eaten"', 'id = "day_lunch"', "today"),
        ('places = ["foot"]', 'places = ["toe"]', "foot.places"),
        ('advice = "emergency"', 'advice = "panic"', "ci_acute_medical.advice"),
        ('med_hiv = "for HIV"\n', "", "medicines"),
        ('id = "needles"', 'id = "needles"\ncolour = "red"', "needles.colour"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path: Path, old: str, new: str, field: str) -> None:
    text = DATA.joinpath(FILE).read_text(encoding="utf-8")
    assert old in text
    tmp_path.joinpath(FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge) as caught:
        read_patient_words(tmp_path)
    assert caught.value.field == field


def test_a_follow_up_stands_on_the_page_of_what_it_follows(tmp_path: Path) -> None:
    text = DATA.joinpath(FILE).read_text(encoding="utf-8")
    block = text[text.index('[[page.question]]\nid = "ci_inr_high"') :]
    block = block[: block.index("[[page.question]]", 5)]
    end = text.index("# The questions of the treatment day")
    moved = text[:end].replace(block, "") + block + text[end:]
    tmp_path.joinpath(FILE).write_text(moved, encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match="ci_inr_high"):
        read_patient_words(tmp_path)
