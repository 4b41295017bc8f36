"""From a history and a plan to a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from filiform.knowledge.screening import Act, Level, Scope, ScreeningRules, load_rules
from filiform.screening.case import Case, check_history, check_targets
from filiform.screening.changes import changes
from filiform.screening.clearing import basis, cleared
from filiform.screening.combine import combined, strengthened
from filiform.screening.day_of import as_of_today, in_time
from filiform.screening.drafts import drafts
from filiform.screening.findings import find
from filiform.screening.hazards import hazardous
from filiform.screening.history import History
from filiform.screening.law import check_jurisdiction, competent, lawful
from filiform.screening.outcome import Outcome, strictest
from filiform.screening.places import halves
from filiform.screening.plan import Clearance, Competence, Override, Target, Technique
from filiform.screening.questions import questions
from filiform.screening.reach import touches
from filiform.screening.settings import Settings
from filiform.screening.verdict import (
    MuscleVerdict,
    Question,
    Reason,
    RegionVerdict,
    Verdict,
    Version,
)

ENGINE = "1"
OPEN_QUESTIONS = "open_questions"
UNREAD = "unread"


def screen(
    history: History,
    *,
    on: date,
    targets: Iterable[Target] = (),
    technique: Technique = Technique.MANUAL,
    settings: Settings | None = None,
    jurisdiction: str | None = None,
    competence: Competence | None = None,
    clearances: Iterable[Clearance] = (),
    overrides: Iterable[Override] = (),
    rules: ScreeningRules | None = None,
) -> Verdict:
    """Is needling safe: this patient, these muscles, this technique, on this day, by us?

    `on` is the day of treatment; the library reads no clock. `jurisdiction` and `competence` None:
    not checked, which the questions say. Errors: `InvalidInput` naming the field for an id, unit
    or date that cannot be.
    """
    case = case_of(
        history, on, tuple(targets), technique, settings, jurisdiction, competence, rules
    )
    findings = find(case)
    found = (*drafts(findings, case), *combined(findings, case), *hazardous(case))
    found = (*strengthened(found, findings), *lawful(case), *competent(case))
    reasons = cleared(found, tuple(clearances), tuple(overrides), case)
    asked = questions(findings, reasons, case)
    return _verdict(_ordered((*reasons, *_unfinished(asked, case))), asked, case)


def case_of(
    history: History,
    on: date,
    targets: tuple[Target, ...] = (),
    technique: Technique = Technique.MANUAL,
    settings: Settings | None = None,
    jurisdiction: str | None = None,
    competence: Competence | None = None,
    rules: ScreeningRules | None = None,
) -> Case:
    """The checked case, with the history as of today."""
    known = rules or load_rules()
    check_history(history, on, known)
    check_targets(targets, known)
    check_jurisdiction(jurisdiction)
    chosen = settings or Settings()
    day = as_of_today(in_time(history, on, chosen, known), on, known)
    return Case(
        day.history,
        day,
        targets,
        technique,
        chosen,
        jurisdiction,
        competence,
        on,
        known,
    )


def basis_of(
    history: History,
    *,
    on: date,
    settings: Settings | None = None,
    rules: ScreeningRules | None = None,
) -> frozenset[str]:
    """What a clearance given today knows: store it with the clearance, anything new voids it."""
    return basis(case_of(history, on, settings=settings, rules=rules))


def _unfinished(asked: tuple[Question, ...], case: Case) -> Iterable[Reason]:
    """Missing data never reads as no: open questions and unread parts keep it at caution."""
    blocking = tuple(dict.fromkeys(question.id for question in asked if question.blocking))
    if blocking:
        yield _floor(OPEN_QUESTIONS, blocking, "The history is not complete.")
    if case.history.unread:
        yield _floor(UNREAD, case.history.unread, "Part of the record could not be read.")


def _floor(name: str, because: tuple[str, ...], note: str) -> Reason:
    return Reason(
        id=name,
        level=Level.CAUTION,
        scope=Scope.SESSION,
        outcome=Outcome.CAUTION,
        actions=(Act.USE_WITH_CAUTION,),
        because=because,
        note=note,
    )


def _ordered(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Strictest first, then by id; the same reason once."""

    def rank(reason: Reason) -> tuple[int, str, str]:
        return (-reason.outcome, reason.id, reason.scope)

    groups = groupby(sorted(dict.fromkeys(reasons), key=rank), rank)
    alike = (list(group) for _, group in groups)
    return tuple(r for group in alike for r in (sorted(group, key=repr) if group[1:] else group))


def _verdict(reasons: tuple[Reason, ...], asked: tuple[Question, ...], case: Case) -> Verdict:
    muscles = tuple(_muscle(target, reasons, case) for target in case.targets)
    return Verdict(
        session=_session(reasons, muscles),
        muscles=muscles,
        regions=_regions(reasons),
        reasons=reasons,
        complete=not any(question.blocking for question in asked),
        questions=asked,
        unread=case.history.unread,
        changes=changes(reasons, case),
        version=Version(case.rules.version, case.rules.atlas, ENGINE),
    )


def _muscle(target: Target, reasons: Iterable[Reason], case: Case) -> MuscleVerdict:
    """The strictest of what holds for the whole session and what touches this muscle."""
    touching = (reason.outcome for reason in reasons if touches(reason, target, case.rules))
    return MuscleVerdict(target.muscle, target.side, strictest(touching))


def _session(reasons: tuple[Reason, ...], muscles: tuple[MuscleVerdict, ...]) -> Outcome:
    """The strictest of the session's own reasons; narrower ones lift it to caution at most.

    But when everything that is planned is stopped, so is the session: every intended muscle, or
    the planned technique.
    """
    narrow = strictest(reason.outcome for reason in reasons if reason.scope is not Scope.SESSION)
    own = strictest(reason.outcome for reason in reasons if reason.scope is Scope.SESSION)
    technique = strictest(r.outcome for r in reasons if r.scope is Scope.TECHNIQUE)
    planned = min((muscle.outcome for muscle in muscles), default=Outcome.CLEAR)
    if Outcome.STOP in (planned, technique):
        return Outcome.STOP
    return max(own, min(narrow, Outcome.CAUTION))


def _regions(reasons: tuple[Reason, ...]) -> tuple[RegionVerdict, ...]:
    """Regions of the body, side by side, in which something narrower than the session holds."""
    found: dict[tuple[str, str], RegionVerdict] = {}
    for reason in reasons:
        for half in (half for place in reason.regions for half in halves(place)):
            if half.side is not None and reason.outcome > Outcome.CLEAR:
                new = RegionVerdict(half.region, half.side, reason.outcome)
                old = found.setdefault((half.region, half.side), new)
                found[half.region, half.side] = max(old, new, key=lambda verdict: verdict.outcome)
    return tuple(found[key] for key in sorted(found))
