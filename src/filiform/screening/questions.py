"""What is still to be asked. A missing answer is never a no."""

from __future__ import annotations

from collections.abc import Iterable

from filiform.knowledge.screening import Asked, Bleeding, Detail, PlaceRule, Rule
from filiform.screening.case import Case
from filiform.screening.findings import Finding, Findings
from filiform.screening.history import Answer, Reply
from filiform.screening.law import COMPETENCE, JURISDICTION
from filiform.screening.measured import measurable, settled
from filiform.screening.verdict import Question, Reason, Why

_WHERE = "Where on the body, and on which side? {question}"
_TRIMESTER = "Which trimester: first (weeks 1 to 13), second or third?"
_WHEN = "When was that? {question}"
_DISPUTED = "The record says otherwise: check it, and confirm the answer. {question}"
_JURISDICTION = "In which state or country is this? Its rules were not checked."
_COMPETENCE = "Is the practitioner trained for muscles that need advanced training?"
_BOTH_SIDES = "Why needle both sides of the chest in one visit?"


def questions(findings: Findings, reasons: Iterable[Reason], case: Case) -> tuple[Question, ...]:
    """All open questions: of the history, of today, of the place and the plan."""
    rules = case.rules.rules.values()
    found = [
        question
        for rule in rules
        for question in _of_rule(rule, findings.get(rule.id), case)
        if _is_asked(rule, findings, case)
    ]
    today = [Question(q.id, q.question, Why.TODAY) for q in case.day.open]
    return (*found, *today, *_of_plan(reasons, case))


def _is_asked(rule: Rule, findings: Findings, case: Case) -> bool:
    if rule.asked is Asked.COMPUTED:
        return False
    if rule.technique and rule.technique != case.technique:
        return False
    if rule.for_day and case.history.answer(rule.id) is None and _comes_today(rule, case):
        return False
    return rule.asked is Asked.ALWAYS or _follows(rule, findings, case)


def _comes_today(rule: Rule, case: Case) -> bool:
    """Whether an open question of the day takes the rule in: it is not asked twice."""
    return any(rule.id in (*question.rules, *question.settles) for question in case.day.open)


def _follows(rule: Rule, findings: Findings, case: Case) -> bool:
    """Whether a rule that it comes after applies, or may apply."""
    answers = (case.history.answer(name) for name in rule.after)
    unsure = any(answer and answer.value is Reply.UNSURE for answer in answers)
    found = [findings[name] for name in rule.after if name in findings]
    if rule.id == "ci_inr_high":
        return unsure or any(_may_be_warfarin(finding, case) for finding in found)
    return unsure or bool(found)


def _may_be_warfarin(finding: Finding, case: Case) -> bool:
    """No INR is asked of those whose only anticoagulants are others than vitamin K antagonists."""
    medicines = case.rules.medicines
    named = [
        ground.group
        for ground in finding.grounds
        if ground.group in medicines and medicines[ground.group].bleeding is Bleeding.ANTICOAGULANT
    ]
    return not named or "med_vka" in named


def _of_rule(rule: Rule, finding: Finding | None, case: Case) -> Iterable[Question]:
    answer = case.history.answer(rule.id)
    because = finding.because if finding else ()
    if answer is None:
        if not _is_measured(rule, finding, case):
            why = Why.IN_RECORD if finding and finding.grounds else Why.UNANSWERED
            yield Question(rule.id, rule.question, why, because)
    elif answer.value is Reply.UNSURE:
        yield Question(rule.id, rule.question, Why.UNSURE, because)
    elif answer.value is Reply.NO:
        if finding and finding.disputed:
            text = _DISPUTED.format(question=rule.question)
            yield Question(rule.id, text, Why.DISPUTED, because)
    elif finding:
        yield from _details(rule, finding, answer)


def _is_measured(rule: Rule, finding: Finding | None, case: Case) -> bool:
    """Whether a measurement or the birth date answers the question, either way."""
    measured = finding is not None and bool(finding.measured)
    return settled(rule, case) or (measured and measurable(rule, case))


def _details(rule: Rule, finding: Finding, answer: Answer) -> Iterable[Question]:
    because = finding.because
    if rule.place is PlaceRule.ASKED and not answer.places:
        yield Question(rule.id, _WHERE.format(question=rule.question), Why.WHERE, because)
    if Detail.TRIMESTER in rule.details and finding.trimester is None:
        yield Question(rule.id, _TRIMESTER, Why.TRIMESTER, because)
    if Detail.SINCE in rule.details and finding.since is None:
        yield Question(rule.id, _WHEN.format(question=rule.question), Why.WHEN, because)


def _of_plan(reasons: Iterable[Reason], case: Case) -> Iterable[Question]:
    if case.jurisdiction is None:
        yield Question(JURISDICTION, _JURISDICTION, Why.JURISDICTION, blocking=False)
    for reason in reasons:
        if reason.id == COMPETENCE and reason.provisional:
            yield Question(COMPETENCE, _COMPETENCE, Why.COMPETENCE, blocking=False)
        if reason.id == "mh_general_thorax" and not reason.cleared:
            yield Question(reason.id, _BOTH_SIDES, Why.BOTH_SIDES, blocking=False)
