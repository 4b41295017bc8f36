"""What must hold for every patient: no risk makes a verdict milder, no gap reads as a no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import HealthCheck, assume, given
from hypothesis import settings as run
from hypothesis import strategies as st
from screening_patients import (
    ASKED,
    BEYOND,
    RULES,
    TODAY,
    Patient,
    evidence,
    observation,
    patients,
    yes,
)

from filiform.body.values import Side
from filiform.knowledge.values import Occurrence
from filiform.screening import (
    Answer,
    Clearance,
    Evidence,
    History,
    Observation,
    Outcome,
    Place,
    Reply,
    Scope,
    Target,
    Verdict,
    basis_of,
    strictest,
)

T = TypeVar("T")

many = run(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def levels(verdict: Verdict) -> dict[object, Outcome]:
    """The session's and each muscle's outcome."""
    found: dict[object, Outcome] = {(m.muscle, m.side): m.outcome for m in verdict.muscles}
    return {"session": verdict.session} | found


def assert_not_milder(before: Verdict, after: Verdict) -> None:
    was, now = levels(before), levels(after)
    assert all(now[key] >= was[key] for key in was), (was, now)


def with_clearances(patient: Patient, rules: Iterable[str]) -> Patient:
    """Clearances that know everything on file."""
    basis = basis_of(patient.history, on=TODAY, settings=patient.settings)
    given = tuple(Clearance(rule, "Dr Grey", TODAY, TODAY, basis=basis) for rule in rules)
    return replace(patient, clearances=given)


cleared_rules = st.lists(st.sampled_from(sorted(RULES.rules)), max_size=4, unique=True)


@many
@given(patients(), evidence(), cleared_rules)
def test_another_finding_in_the_record_never_makes_it_milder(
    patient: Patient, found: Evidence, cleared: list[str]
) -> None:
    patient = with_clearances(patient, cleared)
    more = replace(patient.history, evidence=(*patient.history.evidence, found))
    assert_not_milder(patient.verdict(), patient.but(more).verdict())


@many
@given(patients(), st.data(), cleared_rules)
def test_a_yes_in_place_of_a_no_never_makes_it_milder(
    patient: Patient, data: st.DataObject, cleared: list[str]
) -> None:
    answers = {answer.rule: answer for answer in patient.history.answers}
    said_no = [rule for rule, answer in answers.items() if answer.value is Reply.NO]
    assume(said_no)
    changed: Answer = data.draw(st.sampled_from(said_no).flatmap(yes))
    assume(not _in_record(changed.rule, patient.history))
    patient = with_clearances(patient, cleared)
    now = replace(patient.history, answers=tuple((answers | {changed.rule: changed}).values()))
    assert_not_milder(patient.verdict(), patient.but(now).verdict())


def _in_record(rule: str, history: History) -> bool:
    """A yes that says where narrows a record that does not: that is an answer, not a risk."""
    return any(rule in RULES.raised_by(item.group) for item in history.current)


@many
@given(patients(), st.sampled_from(ASKED))
def test_no_answer_is_never_milder_than_no_and_a_yes_never_milder_than_none(
    patient: Patient, rule: str
) -> None:
    others = tuple(answer for answer in patient.history.answers if answer.rule != rule)

    def verdict(*answers: Answer) -> Verdict:
        return patient.but(replace(patient.history, answers=(*others, *answers))).verdict()

    none, unsure = verdict(), verdict(Answer(rule, Reply.UNSURE, on=TODAY))
    assert_not_milder(verdict(Answer(rule, Reply.NO, on=TODAY)), none)
    assert levels(unsure) == levels(none) or patient.history.day is not None
    assert verdict(Answer(rule, Reply.YES, on=TODAY)).session >= none.session


@many
@given(patients(), observation(BEYOND), cleared_rules)
def test_a_value_beyond_its_limit_never_makes_it_milder(
    patient: Patient, value: Observation, cleared: list[str]
) -> None:
    assume(value.kind not in {item.kind for item in patient.history.observations})
    patient = with_clearances(patient, cleared)
    more = replace(patient.history, observations=(*patient.history.observations, value))
    assert_not_milder(patient.verdict(), patient.but(more).verdict())


@many
@given(patients())
def test_clear_only_with_a_complete_history(patient: Patient) -> None:
    verdict = patient.verdict()
    complete = not any(question.blocking for question in verdict.questions)
    assert verdict.complete is complete
    if verdict.session is Outcome.CLEAR:
        assert complete
        assert not verdict.unread
        assert not any(muscle.outcome > Outcome.CLEAR for muscle in verdict.muscles)
    assert verdict.session >= Outcome.CAUTION or not verdict.reasons


@many
@given(patients())
def test_the_session_follows_from_its_reasons(patient: Patient) -> None:
    """An independent reading of the rule that joins reasons to a session."""
    verdict = patient.verdict()
    own = strictest(r.outcome for r in verdict.reasons if r.scope is Scope.SESSION)
    narrow = strictest(r.outcome for r in verdict.reasons if r.scope is not Scope.SESSION)
    technique = any(
        r.scope is Scope.TECHNIQUE and r.outcome is Outcome.STOP for r in verdict.reasons
    )
    stopped = [muscle.outcome is Outcome.STOP for muscle in verdict.muscles]
    if technique or (stopped and all(stopped)):
        assert verdict.session is Outcome.STOP
    elif own >= Outcome.CAUTION or narrow is Outcome.CLEAR:
        assert verdict.session is own
    else:
        assert verdict.session is Outcome.CAUTION
    assert all(muscle.outcome >= own for muscle in verdict.muscles)


@many
@given(patients(), st.randoms(use_true_random=False))
def test_order_does_not_matter(patient: Patient, random: Random) -> None:
    def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(items, len(items)))

    history = replace(
        patient.history,
        answers=mixed(patient.history.answers),
        evidence=mixed(patient.history.evidence),
        observations=mixed(patient.history.observations),
        day=None if patient.history.day is None else mixed(patient.history.day),
    )
    there = replace(patient, history=history, targets=mixed(patient.targets)).verdict()
    here = patient.verdict()
    assert levels(there) == levels(here)
    assert there.reasons == here.reasons
    assert there.questions == here.questions
    assert there.regions == here.regions


@many
@given(patients())
def test_the_mirrored_patient_gets_the_mirrored_verdict(patient: Patient) -> None:
    there, here = mirrored(patient).verdict(), patient.verdict()
    assert there.session is here.session
    assert [muscle.outcome for muscle in there.muscles] == [m.outcome for m in here.muscles]
    assert {(r.region, r.side.mirrored, r.outcome) for r in there.regions} == {
        (r.region, r.side, r.outcome) for r in here.regions
    }


def other(side: Side | None) -> Side | None:
    return side and side.mirrored


def mirrored(patient: Patient) -> Patient:
    def turn(found: tuple[Place, ...]) -> tuple[Place, ...]:
        return tuple(Place(place.region, other(place.side)) for place in found)

    history, day = patient.history, patient.history.day
    return replace(
        patient,
        targets=tuple(Target(target.muscle, other(target.side)) for target in patient.targets),
        history=replace(
            history,
            answers=tuple(replace(item, places=turn(item.places)) for item in history.answers),
            evidence=tuple(replace(item, places=turn(item.places)) for item in history.evidence),
            day=None if day is None else tuple(replace(d, places=turn(d.places)) for d in day),
        ),
    )


@many
@given(patients())
def test_every_reason_can_be_traced(patient: Patient) -> None:
    """Each reason names sources, or is one of the engine's own; each applies for a ground."""
    own = {"open_questions", "unread", "competence", "jurisdiction"}
    for reason in patient.verdict().reasons:
        assert reason.sources or reason.id in own
        assert reason.because or reason.id.startswith("mh_") or reason.id in own
        for place in reason.regions:
            assert place.region in RULES.places.regions
        for target in reason.muscles:
            midline = RULES.muscles[target.muscle].occurrence is Occurrence.MIDLINE
            assert not (midline and target.side)
