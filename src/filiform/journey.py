"""What may happen next in a visit, and if not, why: the rules that join the stages.

A "no" is a value with reasons, never an exception; pages show the reasons beside the button.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from filiform.consent import Need, Standing
from filiform.needling.counting import Count, Problem, tally
from filiform.needling.state import Needling
from filiform.screening import Outcome, Scope, Target, Verdict, reasons_for
from filiform.screening import Reason as Screened
from filiform.screening import Why as Open

__all__ = [
    "Answer",
    "Progress",
    "Reason",
    "Step",
    "VisitState",
    "Why",
    "may_amend",
    "may_finish",
    "may_needle",
    "may_place",
    "may_record",
    "may_sign",
    "may_start_needling",
    "progress_of",
    "step_of",
]


class Why(StrEnum):
    """Reasons against an act."""

    NEEDLES_IN = "needles_in"
    NOT_COUNTED = "not_counted"
    COUNT_CHANGED = "count_changed"
    OPENED_SHORT = "opened_short"
    SHARPS_SHORT = "sharps_short"
    SHARPS_OVER = "sharps_over"
    NOTHING_RECORDED = "nothing_recorded"
    SIGNED = "signed"
    NOT_SIGNED = "not_signed"
    CONSENT_MISSING = "consent_missing"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_REGION = "consent_region"
    CONSENT_INTERVAL = "consent_interval"
    CONSENT_LAW = "consent_law"
    CONSENT_HEALTH = "consent_health"
    HISTORY_OPEN = "history_open"
    DAY_OPEN = "day_open"
    SESSION_STOPPED = "session_stopped"
    SESSION_NEEDS_CLEARANCE = "session_needs_clearance"
    TECHNIQUE_STOPPED = "technique_stopped"
    MUSCLE_STOPPED = "muscle_stopped"
    MUSCLE_NEEDS_CLEARANCE = "muscle_needs_clearance"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an act is refused.

    `count` where the reason counts something (needles still in, open questions); `about` the ids
    of the reasons of screening that it stands for, strictest first.
    """

    why: Why
    count: int = 0
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes, or no with every reason."""

    reasons: tuple[Reason, ...] = ()

    @property
    def yes(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True)
class VisitState:
    """What the rules need to know: `findings` counts those that stand, nothing found included.

    `measured` of them were measured before needling and can be measured again; `retested` were.
    `count` is the latest whole count of the needles.
    """

    needling: Needling = field(default_factory=Needling)
    findings: int = 0
    measured: int = 0
    retested: int = 0
    has_free_text: bool = False
    drawing_received: bool = False
    link_sent: bool = False
    signed: bool = False
    consent: Standing = field(default_factory=Standing)
    count: Count | None = None

    @property
    def recorded(self) -> bool:
        """Whether there is anything of today to sign."""
        return bool(self.findings or self.needling.current or self.has_free_text)


def may_record(state: VisitState) -> Answer:
    """Findings, needles and the draft's text may be recorded until the note is signed."""
    return _answer(_if(state.signed, Why.SIGNED))


def may_needle(state: VisitState, part: str) -> Answer:
    """A needle may go into a part of the body only while the patient's consent covers it.

    Nothing overrides a no. Taking needles out is always allowed: it is no needling.
    """
    return _answer(
        _if(state.signed, Why.SIGNED),
        *(Reason(_CONSENT[need]) for need in state.consent.why_not(part)),
    )


_CONSENT = {need: Why(f"consent_{need}") for need in Need}


def may_start_needling(state: VisitState, verdict: Verdict) -> Answer:
    """Any needle at all: not while questions are open or the whole session is held back.

    What holds back only the technique that `verdict` is about says so.
    """
    wide = [reason for reason in verdict.reasons if reason.scope in _WIDE]
    technique = [reason for reason in wide if reason.scope is Scope.TECHNIQUE]
    session = [reason for reason in wide if reason.scope is Scope.SESSION]
    return _answer(
        _if(state.signed, Why.SIGNED),
        *_open_questions(verdict),
        _held(session, Outcome.STOP, Why.SESSION_STOPPED),
        _held(technique, Outcome.STOP, Why.TECHNIQUE_STOPPED),
        _held(wide, Outcome.CLEARANCE, Why.SESSION_NEEDS_CLEARANCE),
    )


def may_place(state: VisitState, verdict: Verdict, target: Target) -> Answer:
    """A needle may go into a muscle that screening does not hold back, once all is answered.

    `verdict` is that of today with `target` among its muscles. Caution is a yes. Taking needles out
    never asks for this.
    """
    reached = reasons_for(verdict, target)
    narrow = [reason for reason in reached if reason.scope not in _WIDE]
    return _answer(
        *may_start_needling(state, verdict).reasons,
        _held(narrow, Outcome.STOP, Why.MUSCLE_STOPPED),
        _held(narrow, Outcome.CLEARANCE, Why.MUSCLE_NEEDS_CLEARANCE),
    )


_WIDE = (Scope.SESSION, Scope.TECHNIQUE)


def _open_questions(verdict: Verdict) -> tuple[Reason | None, Reason | None]:
    """The questions that block: those of the treatment day by themselves."""
    blocking = [question for question in verdict.questions if question.blocking]
    today = sum(question.why is Open.TODAY for question in blocking)
    history = len(blocking) - today
    return (
        _if(bool(history), Why.HISTORY_OPEN, history),
        _if(bool(today), Why.DAY_OPEN, today),
    )


def _held(reasons: Iterable[Screened], outcome: Outcome, why: Why) -> Reason | None:
    about = dict.fromkeys(reason.id for reason in reasons if reason.outcome is outcome)
    return Reason(why, about=tuple(about)) if about else None


def may_sign(state: VisitState) -> Answer:
    """A note may be signed once, when something is recorded and every needle is accounted for."""
    return _answer(
        _if(state.signed, Why.SIGNED),
        *(() if state.signed else may_finish(state).reasons),
        _if(not state.recorded, Why.NOTHING_RECORDED),
    )


def may_finish(state: VisitState) -> Answer:
    """The patient may leave the table when all needles are out, and a second count agrees."""
    differences = tally(state.needling, state.count).mismatches
    return _answer(*(Reason(_COUNTED[one.problem], one.needles) for one in differences))


_COUNTED = {
    Problem.STILL_IN: Why.NEEDLES_IN,
    Problem.NOT_COUNTED: Why.NOT_COUNTED,
    Problem.CHANGED_SINCE: Why.COUNT_CHANGED,
    Problem.OPENED_SHORT: Why.OPENED_SHORT,
    Problem.SHARPS_SHORT: Why.SHARPS_SHORT,
    Problem.SHARPS_OVER: Why.SHARPS_OVER,
}


def may_amend(state: VisitState) -> Answer:
    """Only a signed note is amended; before that one simply goes on writing."""
    return _answer(_if(not state.signed, Why.NOT_SIGNED))


class Step(StrEnum):
    """The steps of the visit's right-hand column, in order."""

    EXAMINE = "examine"
    PLAN = "plan"
    CONSENT = "consent"
    NEEDLE = "needle"
    RETEST = "retest"
    AFTERCARE = "aftercare"
    NOTE = "note"
    SIGN = "sign"


def step_of(state: VisitState) -> Step:
    """The step to open: needles in the skin, or not accounted for, come before everything else."""
    if state.signed:
        return Step.SIGN
    if state.needling.still_in or (state.needling.inserted and not may_finish(state).yes):
        return Step.NEEDLE
    if not state.needling.current:
        return Step.EXAMINE
    return Step.RETEST if state.measured and not state.retested else Step.NOTE


class Progress(StrEnum):
    """How far a visit is, as today's list shows it."""

    EXPECTED = "expected"
    LINK_SENT = "link_sent"
    DRAWING_RECEIVED = "drawing_received"
    IN_PROGRESS = "in_progress"
    NEEDLES_IN = "needles_in"
    SIGNED = "signed"


def progress_of(state: VisitState) -> Progress:
    """The furthest that is true; needles in the skin are never hidden behind another word."""
    if state.needling.still_in:
        return Progress.NEEDLES_IN
    if state.signed:
        return Progress.SIGNED
    if state.recorded:
        return Progress.IN_PROGRESS
    if state.drawing_received:
        return Progress.DRAWING_RECEIVED
    return Progress.LINK_SENT if state.link_sent else Progress.EXPECTED


def _if(applies: bool, why: Why, count: int = 0) -> Reason | None:
    return Reason(why, count) if applies else None


def _answer(*reasons: Reason | None) -> Answer:
    return Answer(tuple(reason for reason in reasons if reason))
