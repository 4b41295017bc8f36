"""What the answers of the treatment day do to the history.

A raised answer gives its rules a yes or opens them again; an older yes stands, except where today's
question asks about today alone. docs/explanation/pathway/screening.md says why.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from filiform.errors import InvalidInput
from filiform.knowledge.screening import DayQuestion, Effect, Otherwise, ScreeningRules
from filiform.screening.history import Answer, DayAnswer, History, Reply
from filiform.screening.settings import Settings

Answers = dict[str, Answer]


@dataclass(frozen=True, slots=True)
class Day:
    """The history as it stands today, the day questions still open, and those that were raised."""

    history: History
    open: tuple[DayQuestion, ...] = ()
    raised: tuple[DayQuestion, ...] = ()


def as_of_today(history: History, on: date, rules: ScreeningRules) -> Day:
    """The history with today's answers worked in; unchanged when no day answers are expected."""
    if history.day is None:
        return Day(history)
    given = {answer.question: answer for answer in history.day}
    _check(given, rules)
    answers = {answer.rule: answer for answer in history.answers}
    raised = []
    for question in rules.day_questions:
        reply = given.get(question.id)
        if reply is None or reply.value is Reply.UNSURE:
            continue
        if reply.value == question.raised_by:
            raised.append(question)
            _raise(question, reply, answers, on)
        else:
            _settle(question, answers, on)
    still_open = tuple(q for q in rules.day_questions if _is_open(given.get(q.id)))
    return Day(replace(history, answers=tuple(answers.values())), still_open, tuple(raised))


def in_time(history: History, on: date, settings: Settings, rules: ScreeningRules) -> History:
    """Without a no that holds no longer: about an INR of last month, or about another day."""
    kinds = (kind for kind in rules.observations.values() if kind.settles)
    days = {kind.rule: int(getattr(settings, kind.settles)) for kind in kinds}
    days |= {rule.id: 0 for rule in rules.rules.values() if rule.for_day}
    kept = tuple(a for a in history.answers if not _too_old(a, days.get(a.rule), on))
    return replace(history, answers=kept)


def _too_old(answer: Answer, days: int | None, on: date) -> bool:
    if days is None or answer.on is None or answer.value is not Reply.NO:
        return False
    return (on - answer.on).days > days


def _check(given: dict[str, DayAnswer], rules: ScreeningRules) -> None:
    known = {question.id for question in rules.day_questions}
    for name in given:
        if name not in known:
            raise InvalidInput("day", f"one of {', '.join(sorted(known))}", got=name)


def _is_open(reply: DayAnswer | None) -> bool:
    return reply is None or reply.value is Reply.UNSURE


def _raise(question: DayQuestion, reply: DayAnswer, answers: Answers, on: date) -> None:
    for rule in question.rules:
        if question.effect is Effect.REOPEN:
            _reopen(rule, answers, on)
        else:
            answers[rule] = _yes(rule, reply, answers.get(rule), on)


def _reopen(rule: str, answers: Answers, on: date) -> None:
    """Take back a no or unsure from before today; a yes stands."""
    answer = answers.get(rule)
    if answer and answer.value is not Reply.YES and (answer.on is None or answer.on < on):
        del answers[rule]


def _yes(rule: str, reply: DayAnswer, before: Answer | None, on: date) -> Answer:
    """A yes of today; what an older yes said on place, trimester and time is kept."""
    if before is None or before.value is not Reply.YES:
        return Answer(rule, Reply.YES, places=reply.places, on=on, ref=reply.ref)
    if not (before.places and reply.places):
        return replace(before, places=(), on=on)
    return replace(before, places=(*before.places, *reply.places), on=on)


def _settle(question: DayQuestion, answers: Answers, on: date) -> None:
    for rule in question.rules:
        fill = question.otherwise is Otherwise.FILL and rule not in answers
        if fill or question.otherwise is Otherwise.REPLACE:
            answers[rule] = Answer(rule, Reply.NO, on=on)
    for rule in question.settles:
        if not _yes_today(answers.get(rule), on):
            answers[rule] = Answer(rule, Reply.NO, on=on)


def _yes_today(answer: Answer | None, on: date) -> bool:
    """A yes without a date may be of today."""
    return answer is not None and answer.value is Reply.YES and answer.on in (None, on)
