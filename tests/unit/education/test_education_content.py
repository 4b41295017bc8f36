"""What ships is complete, cited, plain to read, and keeps weak entries from patients."""

from __future__ import annotations

import re
from datetime import date

import pytest

from filiform.education import Basis, Confidence, Education, Topic, Urgency
from reading_level import grade

EDUCATION = Education.load()


def texts_for_patients() -> dict[str, str]:
    texts = {s.id: s.text for topic in Topic for s in EDUCATION.about(topic)}
    texts |= {card.id: card.finding for card in EDUCATION.cards}
    return texts | {question.id: question.question for question in EDUCATION.questions}


def test_each_topic_has_something_to_say() -> None:
    assert all(EDUCATION.about(topic) for topic in Topic)


def test_every_entry_is_in_review() -> None:
    assert EDUCATION.overdue(date(2026, 12, 1)) == ()


def test_an_entry_past_its_review_is_found() -> None:
    assert len(EDUCATION.overdue(date(2100, 1, 1))) == len(EDUCATION.entries)


def test_weak_entries_exist_and_are_hidden() -> None:
    weak = {entry.id for entry in EDUCATION.entries if entry.confidence is Confidence.WEAK}
    assert {"ev_scar", "warn_clot", "tell_clot"} <= weak
    assert not weak & set(texts_for_patients())


def test_nothing_shown_rests_on_unread_sources_alone() -> None:
    shown = set(texts_for_patients())
    for entry in EDUCATION.entries:
        if entry.id in shown:
            assert any(source.basis is not Basis.CITED_ONLY for source in entry.sources)


def test_emergencies_are_asked_first() -> None:
    urgencies = [question.urgency for question in EDUCATION.questions]
    assert urgencies[0] is Urgency.EMERGENCY
    assert urgencies == sorted(urgencies, key=lambda u: u is not Urgency.EMERGENCY)


def test_the_wording_about_acupuncture_says_all_four_things() -> None:
    text = next(s.text for s in EDUCATION.statements if s.id == "not_acupuncture")
    for said in ("not acupuncture", "needle is the same kind", "reasoning", "dispute"):
        assert said in text


@pytest.mark.parametrize(("entry", "text"), texts_for_patients().items())
def test_a_reader_of_twelve_follows(entry: str, text: str) -> None:
    assert grade(text) <= 8.5, entry


def test_all_texts_together_are_at_grade_seven_or_below() -> None:
    assert grade(" ".join(texts_for_patients().values())) <= 7


def test_certainty_words_follow_the_rule_of_their_source() -> None:
    single = {card.id for card in EDUCATION.evidence if card.one_trial}
    assert single == {"ev_knee_surgery", "ev_office"}


def test_figures_in_cards_come_with_a_source_that_was_read() -> None:
    for card in EDUCATION.cards:
        if re.search(r"\d", card.finding):
            assert card.confidence is Confidence.SOURCED
