"""The safety check as the note tells it."""

from __future__ import annotations

from datetime import date

from filiform.knowledge.screening import load_rules
from filiform.note.safety import safety
from filiform.screening import Answer, Clearance, DayAnswer, History, Reply, basis_of, screen

TODAY = date(2026, 11, 23)
DAY = tuple(
    DayAnswer(q.id, Reply.NO if q.raised_by == "yes" else Reply.YES)
    for q in load_rules().day_questions
)


def known(**yes_to: Reply) -> History:
    answers = tuple(Answer(r, yes_to.get(r, Reply.NO)) for r in load_rules().rules)
    return History(answers=answers, birth_date=date(1980, 1, 1), day=DAY)


def test_nothing_spoke_against_it() -> None:
    assert safety(screen(known(), on=TODAY)) == (
        "Safety check. Health history and the questions of the day were answered. "
        "Verdict: nothing spoke against needling."
    )


def test_open_questions_are_counted() -> None:
    text = safety(screen(known(ci_epilepsy=Reply.UNSURE), on=TODAY))
    assert text == "Safety check. 1 question was open. Verdict: caution."


def test_a_clearance_names_who_gave_it() -> None:
    history = known(ci_anticoag=Reply.YES)
    given = Clearance(
        "ci_anticoag", "Dr Grey", TODAY, TODAY, (), "Press longer.", basis_of(history, on=TODAY)
    )
    text = safety(screen(history, on=TODAY, clearances=[given]))
    assert "Anticoagulant treatment: Cleared by Dr Grey until 2026-11-23. Press longer" in text
    assert "Impaired clotting and a muscle that cannot be compressed (stop)" in text


def test_without_a_verdict_it_says_so() -> None:
    assert safety(None) == "Screening for contraindications is not part of this record."
