"""Generated patients and plans for the screening properties."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from filiform.body.values import Side
from filiform.knowledge.screening import Asked, load_rules
from filiform.knowledge.values import Occurrence
from filiform.screening import (
    Answer,
    Clearance,
    DayAnswer,
    Evidence,
    EvidenceKind,
    History,
    Observation,
    Place,
    Reply,
    Settings,
    Target,
    Technique,
    Verdict,
    screen,
)

RULES = load_rules()
TODAY = date(2026, 11, 23)
LAST_VISIT = date(2026, 11, 20)
PLACES = sorted({*RULES.places.regions, *RULES.places.zones})
GROUPS = sorted({*RULES.medicines, *RULES.conditions})
ASKED = sorted(name for name, rule in RULES.rules.items() if rule.asked is not Asked.COMPUTED)
SIDES = (None, Side.LEFT, Side.RIGHT)

# A value beyond the strictest default limit of each kind, and one well within.
BEYOND = {
    "inr": (5.0, "{INR}"),
    "platelets": (30.0, "10*3/uL"),
    "neutrophils": (0.2, "10*3/uL"),
    "temperature": (39.0, "Cel"),
    "systolic": (200.0, "mm[Hg]"),
    "diastolic": (125.0, "mm[Hg]"),
}
WITHIN = {
    "inr": (2.0, "{INR}"),
    "platelets": (250.0, "10*3/uL"),
    "neutrophils": (4.0, "10*3/uL"),
    "temperature": (36.5, "Cel"),
    "systolic": (120.0, "mm[Hg]"),
    "diastolic": (80.0, "mm[Hg]"),
}


@dataclass(frozen=True)
class Patient:
    """A history and a plan, to be screened."""

    history: History
    targets: tuple[Target, ...]
    technique: Technique
    settings: Settings
    clearances: tuple[Clearance, ...] = ()

    def verdict(self) -> Verdict:
        return screen(
            self.history,
            on=TODAY,
            targets=self.targets,
            technique=self.technique,
            settings=self.settings,
            clearances=self.clearances,
        )

    def but(self, history: History) -> Patient:
        """The same plan for another history."""
        return replace(self, history=history)


places = st.builds(Place, st.sampled_from(PLACES), st.sampled_from(SIDES))
some_places = st.lists(places, max_size=2).map(tuple)
days = st.integers(0, 400).map(lambda back: TODAY - timedelta(days=back))


@st.composite
def yes(draw: st.DrawFn, rule: str) -> Answer:
    """A yes with details."""
    return Answer(
        rule,
        Reply.YES,
        draw(some_places),
        trimester=draw(st.sampled_from((None, 1, 2, 3))),
        since=draw(st.none() | days),
        on=TODAY,
    )


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, ...]:
    """All questions answered no, but for a few; now and then nothing but these few."""
    few = draw(st.lists(st.sampled_from(ASKED), max_size=5, unique=True))
    given = {rule: draw(_other(rule)) for rule in few}
    silent = draw(st.sampled_from((False, False, False, True)))
    rest = () if silent else (rule for rule in ASKED if rule not in given)
    return (
        *(found for found in given.values() if found is not None),
        *(Answer(rule, Reply.NO, on=LAST_VISIT) for rule in rest),
    )


@st.composite
def _other(draw: st.DrawFn, rule: str) -> Answer | None:
    """Yes, unsure, no answer, or a no that was checked against the record."""
    kind = draw(st.sampled_from(("yes", "yes", "unsure", "none", "confirmed")))
    if kind == "yes":
        return draw(yes(rule))
    if kind == "none":
        return None
    if kind == "unsure":
        return Answer(rule, Reply.UNSURE, on=LAST_VISIT)
    return Answer(rule, Reply.NO, on=LAST_VISIT, confirmed=True)


@st.composite
def evidence(draw: st.DrawFn) -> Evidence:
    """Something in the record."""
    group = draw(st.sampled_from(GROUPS))
    name = draw(st.sampled_from(("one", "two", "three")))
    return Evidence(
        EvidenceKind.MEDICINE if group.startswith("med_") else EvidenceKind.CONDITION,
        group,
        name,
        f"Record/{group}-{name}",
        current=draw(st.sampled_from((True, True, False))),
        places=draw(some_places),
        trimester=draw(st.sampled_from((None, None, 1, 2, 3))),
        since=draw(st.none() | days),
    )


@st.composite
def observation(draw: st.DrawFn, values: dict[str, tuple[float, str]]) -> Observation:
    kind = draw(st.sampled_from(sorted(values)))
    value, unit = values[kind]
    return Observation(kind, value, unit, draw(st.sampled_from((TODAY, date(2026, 11, 1)))), kind)


@st.composite
def target(draw: st.DrawFn) -> Target:
    muscle = RULES.muscles[draw(st.sampled_from(sorted(RULES.muscles)))]
    midline = muscle.occurrence is Occurrence.MIDLINE
    return Target(muscle.id, None if midline else draw(st.sampled_from(SIDES)))


@st.composite
def day_answers(draw: st.DrawFn) -> tuple[DayAnswer, ...]:
    replies = st.sampled_from((Reply.NO, Reply.NO, Reply.YES, Reply.UNSURE))
    asked = [q.id for q in RULES.day_questions if draw(st.booleans())]
    return tuple(DayAnswer(name, draw(replies), draw(some_places)) for name in asked)


settings = st.builds(
    Settings,
    phobia=st.sampled_from(("stop", "caution")),
    anticoagulant_clearance=st.sampled_from(("always", "with_other_risks")),
    severe_bleeding_clearable=st.booleans(),
    at_risk_limb=st.sampled_from(("avoid", "caution")),
    first_trimester=st.sampled_from(("stop", "clearance")),
    later_pregnancy=st.sampled_from(("clearance", "stop")),
    inr_valid_days=st.sampled_from((0, 30)),
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    return History(
        answers=draw(answers()),
        evidence=tuple(draw(st.lists(evidence(), max_size=3))),
        observations=tuple(draw(st.lists(observation(WITHIN) | observation(BEYOND), max_size=2))),
        birth_date=draw(st.sampled_from((None, date(1980, 1, 1), date(2012, 1, 1)))),
        day=draw(st.none() | day_answers()),
        unread=draw(st.sampled_from(((), (), ("entry[0]",)))),
    )


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    return Patient(
        draw(histories()),
        tuple(draw(st.lists(target(), max_size=3, unique=True))),
        draw(st.sampled_from(Technique)),
        draw(settings),
    )
