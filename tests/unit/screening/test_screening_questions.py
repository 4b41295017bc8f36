"""Every open question says what is asked, why, and on what ground."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from filiform.body.values import Side
from filiform.knowledge.screening import load_rules
from filiform.screening import (
    Answer,
    DayAnswer,
    Evidence,
    EvidenceKind,
    History,
    Question,
    Reply,
    Target,
    Why,
    screen,
)

RULES = load_rules()
ON = date(2026, 11, 23)
NO = {rule: Answer(rule, Reply.NO, on=ON) for rule in RULES.rules}
VALVE = Evidence(EvidenceKind.CONDITION, "cc_valve", "aortic stenosis", "Condition/1")
ELIQUIS = Evidence(EvidenceKind.MEDICINE, "med_doac", "apixaban", "MedicationStatement/2")
JURISDICTION = Question(
    "jurisdiction",
    "In which state or country is this? Its rules were not checked.",
    Why.JURISDICTION,
    blocking=False,
)


def _asked(*answers: Answer, left_out: str = "", **known: object) -> tuple[Question, ...]:
    given = {**NO, **{answer.rule: answer for answer in answers}}
    given.pop(left_out, None)
    history = History(answers=tuple(given.values()), **known)  # type: ignore[arg-type] # by name
    return tuple(q for q in screen(history, on=ON).questions if q != JURISDICTION)


def _question(rule: str) -> str:
    return RULES.rules[rule].question


@pytest.mark.parametrize(
    ("ask", "wanted"),
    [
        (
            lambda: _asked(left_out="ci_valve"),
            Question("ci_valve", _question("ci_valve"), Why.UNANSWERED),
        ),
        (
            lambda: _asked(left_out="ci_valve", evidence=(VALVE,)),
            Question("ci_valve", _question("ci_valve"), Why.IN_RECORD, ("Condition/1",)),
        ),
        (
            lambda: _asked(Answer("ci_valve", Reply.UNSURE), evidence=(VALVE,)),
            Question("ci_valve", _question("ci_valve"), Why.UNSURE, ("Condition/1",)),
        ),
        (
            lambda: _asked(evidence=(ELIQUIS,)),
            Question(
                "ci_anticoag",
                "The record says otherwise: check it, and confirm the answer. "
                "Do you take blood thinners?",
                Why.DISPUTED,
                ("MedicationStatement/2",),
            ),
        ),
        (
            lambda: _asked(Answer("ci_vascular", Reply.YES, ref="item[3]")),
            Question(
                "ci_vascular",
                f"Where on the body, and on which side? {_question('ci_vascular')}",
                Why.WHERE,
                ("item[3]",),
            ),
        ),
        (
            lambda: _asked(Answer("ci_pregnancy", Reply.YES)),
            Question(
                "ci_pregnancy",
                "Which trimester: first (weeks 1 to 13), second or third?",
                Why.TRIMESTER,
                ("answer:ci_pregnancy",),
            ),
        ),
    ],
)
def test_an_open_question_says_all(
    ask: Callable[[], tuple[Question, ...]], wanted: Question
) -> None:
    assert ask() == (wanted,)


def test_a_joint_asks_where_and_when() -> None:
    asked = _asked(Answer("ci_joint_implant", Reply.YES, ref="item[9]"))
    text, because = _question("ci_joint_implant"), ("item[9]",)
    where = f"Where on the body, and on which side? {text}"
    assert asked == (
        Question("ci_joint_implant", where, Why.WHERE, because),
        Question("ci_joint_implant", f"When was that? {text}", Why.WHEN, because),
    )


def test_a_question_of_the_day_is_asked_in_its_own_words() -> None:
    rest = [q for q in RULES.day_questions if q.id != "day_skin"]
    day = tuple(DayAnswer(q.id, Reply.NO if q.raised_by == "yes" else Reply.YES) for q in rest)
    skin = next(q for q in RULES.day_questions if q.id == "day_skin")
    assert _asked(day=day) == (Question("day_skin", skin.question, Why.TODAY),)


def test_the_plan_asks_without_blocking() -> None:
    targets = [Target("serratus_posterior_superior", side) for side in (Side.LEFT, Side.RIGHT)]
    verdict = screen(History(answers=tuple(NO.values())), on=ON, targets=targets)
    trained = "Is the practitioner trained for muscles that need advanced training?"
    both = "Why needle both sides of the chest in one visit?"
    assert verdict.complete
    assert set(verdict.questions) == {
        JURISDICTION,
        Question("competence", trained, Why.COMPETENCE, blocking=False),
        Question("mh_general_thorax", both, Why.BOTH_SIDES, blocking=False),
    }


def test_what_is_provisional_in_the_record_asks_nothing_of_the_practitioner() -> None:
    given = tuple(answer for answer in NO.values() if answer.rule != "ci_valve")
    verdict = screen(History(answers=given, evidence=(VALVE,)), on=ON)
    assert [question.id for question in verdict.questions] == ["ci_valve", "jurisdiction"]
