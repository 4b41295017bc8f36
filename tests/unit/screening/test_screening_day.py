"""What the answers of the treatment day make of the history."""

from __future__ import annotations

from datetime import date

from filiform.body.values import Side
from filiform.knowledge.screening import load_rules
from filiform.screening import Answer, DayAnswer, History, Place, Reply
from filiform.screening.day_of import Day, as_of_today

RULES = load_rules()
ON = date(2026, 11, 23)
BEFORE = date(2026, 11, 1)
ARM, LEG = Place("arm", Side.LEFT), Place("leg_posterior", Side.RIGHT)


def today(*answers: Answer, day: tuple[DayAnswer, ...]) -> Day:
    return as_of_today(History(answers=answers, day=day), ON, RULES)


def after(*answers: Answer, day: tuple[DayAnswer, ...]) -> tuple[Answer, ...]:
    return today(*answers, day=day).history.answers


def test_a_history_without_a_treatment_day_is_left_as_it_is() -> None:
    history = History(answers=(Answer("ci_latex", Reply.NO),))
    assert as_of_today(history, ON, RULES) == Day(history, (), ())


def test_open_and_raised_questions_are_named() -> None:
    day = (DayAnswer("day_eaten", Reply.NO), DayAnswer("day_fever", Reply.UNSURE))
    found = today(day=day)
    assert [question.id for question in found.raised] == ["day_eaten"]
    assert [question.id for question in found.open] == [
        "day_pregnancy",
        "day_medicines",
        "day_fever",
        "day_surgery",
        "day_skin",
        "day_alcohol",
        "day_reaction",
    ]


def test_a_raised_answer_is_a_yes_of_today() -> None:
    raised = DayAnswer("day_skin", Reply.YES, (ARM,), ref="QuestionnaireResponse/2")
    assert after(day=(raised,)) == (
        Answer("ci_local_infection", Reply.YES, (ARM,), on=ON, ref="QuestionnaireResponse/2"),
    )


def test_it_takes_the_place_of_a_no() -> None:
    no = Answer("ci_local_infection", Reply.NO, on=BEFORE)
    raised = DayAnswer("day_skin", Reply.YES)
    assert after(no, day=(raised,)) == (Answer("ci_local_infection", Reply.YES, on=ON),)


def test_an_older_yes_keeps_its_details_and_gains_the_place() -> None:
    before = Answer("ci_local_infection", Reply.YES, (ARM,), since=BEFORE, on=BEFORE, ref="Q/1")
    raised = DayAnswer("day_skin", Reply.YES, (LEG,), ref="Q/2")
    assert after(before, day=(raised,)) == (
        Answer("ci_local_infection", Reply.YES, (ARM, LEG), since=BEFORE, on=ON, ref="Q/1"),
    )


def test_a_place_that_one_of_them_does_not_say_is_open() -> None:
    placed = Answer("ci_local_infection", Reply.YES, (ARM,), on=BEFORE)
    unplaced = Answer("ci_local_infection", Reply.YES, on=BEFORE)
    anywhere = (Answer("ci_local_infection", Reply.YES, on=ON),)
    assert after(placed, day=(DayAnswer("day_skin", Reply.YES),)) == anywhere
    assert after(unplaced, day=(DayAnswer("day_skin", Reply.YES, (LEG,)),)) == anywhere


def test_a_no_of_today_fills_replaces_or_leaves() -> None:
    pregnant = Answer("ci_pregnancy", Reply.YES, trimester=2, on=BEFORE)
    not_today = DayAnswer("day_pregnancy", Reply.NO)
    assert after(day=(not_today,)) == (Answer("ci_pregnancy", Reply.NO, on=ON),)
    assert after(pregnant, day=(not_today,)) == (pregnant,)
    fever = Answer("ci_systemic_infection", Reply.YES, on=BEFORE)
    assert after(fever, day=(DayAnswer("day_fever", Reply.NO),)) == (
        Answer("ci_systemic_infection", Reply.NO, on=ON),
        Answer("ci_acute_medical", Reply.NO, on=ON),
    )
    assert after(day=(DayAnswer("day_eaten", Reply.YES),)) == ()
    assert after(day=(DayAnswer("day_reaction", Reply.NO),)) == ()


def test_reopening_takes_back_what_was_answered_before_today_and_is_no_yes() -> None:
    answers = (
        Answer("ci_prev_severe_reaction", Reply.NO, on=BEFORE),
        Answer("ci_anticoag", Reply.UNSURE, on=None),
        Answer("ci_antiplatelet", Reply.NO, on=ON),
        Answer("ci_immune", Reply.YES, on=BEFORE),
        Answer("ci_latex", Reply.NO, on=BEFORE),
    )
    day = (DayAnswer("day_reaction", Reply.YES), DayAnswer("day_medicines", Reply.YES))
    assert after(*answers, day=day) == answers[2:]


def test_unsure_changes_nothing() -> None:
    no = Answer("ci_pregnancy", Reply.NO, on=BEFORE)
    assert after(no, day=(DayAnswer("day_pregnancy", Reply.UNSURE),)) == (no,)
