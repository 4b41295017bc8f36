"""A reason carries what its rule or hazard says, and the engine's own reasons say why."""

from __future__ import annotations

from datetime import date

import pytest

from filiform.body.values import Side
from filiform.knowledge import Hazard
from filiform.knowledge.screening import MuscleHazard, Rule, load_rules
from filiform.screening import (
    Act,
    Answer,
    Competence,
    Evidence,
    EvidenceKind,
    History,
    Level,
    Observation,
    Outcome,
    Place,
    Reason,
    Reply,
    Scope,
    Settings,
    Target,
    Technique,
    screen,
)

RULES = load_rules()
ON = date(2026, 11, 23)
ASKED = [rule for rule in RULES.rules.values() if rule.id != "ci_bleeding_no_compress"]
HIGH = [
    hazard
    for hazard in RULES.hazards.values()
    if any(RULES.muscles[muscle].hazard is Hazard.HIGH for muscle in hazard.muscles)
]


def named(verdict_reasons: tuple[Reason, ...], name: str) -> Reason:
    return next(reason for reason in verdict_reasons if reason.id == name)


@pytest.mark.parametrize("rule", ASKED, ids=[rule.id for rule in ASKED])
def test_a_reason_carries_what_its_rule_says(rule: Rule) -> None:
    places = (Place("arm", Side.LEFT),) if rule.scope is Scope.REGION else ()
    yes = Answer(rule.id, Reply.YES, places, ref="QuestionnaireResponse/1")
    reason = named(
        screen(History(answers=(yes,)), on=ON, technique=Technique.ELECTRICAL).reasons, rule.id
    )
    assert reason.level is rule.level
    assert reason.actions == rule.actions
    assert reason.sources == tuple(source.id for source in rule.sources)
    assert reason.unverified is not rule.verified
    assert reason.because == ("QuestionnaireResponse/1",)
    assert reason.matched == ()
    assert not reason.provisional
    assert not reason.cleared


@pytest.mark.parametrize("hazard", HIGH, ids=[hazard.id for hazard in HIGH])
def test_a_hazard_carries_what_its_entry_says(hazard: MuscleHazard) -> None:
    muscle = next(m for m in hazard.muscles if RULES.muscles[m].hazard is Hazard.HIGH)
    targets = [Target(muscle)]
    reason = named(screen(History(), on=ON, targets=targets).reasons, hazard.id)
    assert reason == Reason(
        id=hazard.id,
        level=Level.ABSOLUTE if hazard.never else Level.CAUTION,
        scope=Scope.MUSCLE,
        outcome=Outcome.STOP if hazard.never else Outcome.CAUTION,
        muscles=tuple(targets),
        actions=(Act.DO_NOT_NEEDLE if hazard.never else Act.USE_WITH_CAUTION,),
        sources=tuple(source.id for source in hazard.sources),
        unverified=not hazard.verified,
        note="",
    )


def test_the_targets_of_a_hazard_are_in_a_fixed_order() -> None:
    targets = [Target("scm_sternal", Side.RIGHT), Target("scm_clavicular", Side.RIGHT)]
    reason = named(screen(History(), on=ON, targets=targets).reasons, "mh_scm")
    assert reason.muscles == (targets[1], targets[0])


def test_open_questions_and_unread_parts_say_what_they_are() -> None:
    known = History(unread=("Bundle.entry[2]",))
    reasons = screen(known, on=ON).reasons
    questions = tuple(rule.id for rule in RULES.rules.values() if rule.asked == "always")
    assert reasons == (
        Reason(
            id="open_questions",
            level=Level.CAUTION,
            scope=Scope.SESSION,
            outcome=Outcome.CAUTION,
            actions=(Act.USE_WITH_CAUTION,),
            because=questions,
            note="The history is not complete.",
        ),
        Reason(
            id="unread",
            level=Level.CAUTION,
            scope=Scope.SESSION,
            outcome=Outcome.CAUTION,
            actions=(Act.USE_WITH_CAUTION,),
            because=("Bundle.entry[2]",),
            note="Part of the record could not be read.",
        ),
    )


def test_a_muscle_beyond_the_training_says_so() -> None:
    target = Target("longus_colli", Side.LEFT)
    note = "Only with advanced training for this region; manual treatment is the default."

    def competence(given: Competence | None) -> Reason:
        verdict = screen(History(), on=ON, targets=[target], competence=given)
        return named(verdict.reasons, "competence")

    assert competence(Competence(licence_until=ON)) == Reason(
        id="competence",
        level=Level.ABSOLUTE,
        scope=Scope.MUSCLE,
        outcome=Outcome.STOP,
        muscles=(target,),
        actions=(Act.DO_NOT_NEEDLE,),
        note=note,
    )
    assert competence(None) == Reason(
        id="competence",
        level=Level.CAUTION,
        scope=Scope.MUSCLE,
        outcome=Outcome.CAUTION,
        muscles=(target,),
        actions=(Act.USE_WITH_CAUTION,),
        provisional=True,
        note=note,
    )


def test_a_place_that_does_not_allow_it_says_so_with_its_sources() -> None:
    def place(code: str) -> Reason:
        return named(screen(History(), on=ON, jurisdiction=code).reasons, "jurisdiction")

    pack = RULES.packs["US-NY"]
    assert place("US-NY") == Reason(
        id="jurisdiction",
        level=Level.ABSOLUTE,
        scope=Scope.SESSION,
        outcome=Outcome.STOP,
        actions=(Act.DO_NOT_NEEDLE,),
        sources=tuple(source.id for source in pack.sources),
        note=f"New York: dry needling by physical therapists is not allowed. {pack.check}",
    )
    assert place("US-WA").sources == ()
    assert not place("US-WA").unverified


def test_what_florida_asks_for_is_unverified_where_an_entry_is() -> None:
    lacking = Competence(licence_until=ON)
    reasons = screen(History(), on=ON, jurisdiction="US-FL", competence=lacking).reasons
    reason = named(reasons, "competence")
    assert reason.unverified, "the deadlines rest on a secondary source"
    assert reason.sources == tuple(source.id for source in RULES.packs["US-FL"].sources)
    reasons = screen(History(), on=ON, jurisdiction="US-TN", competence=lacking).reasons
    assert not named(reasons, "competence").unverified


def test_the_unpressed_muscles_are_all_that_count_as_not_compressible() -> None:
    yes = Answer("ci_bleeding_mild", Reply.YES)
    reason = named(screen(History(answers=(yes,)), on=ON).reasons, "ci_bleeding_no_compress")
    deep = sorted(m.id for m in RULES.muscles.values() if m.compressible == "no")
    assert reason.muscles == tuple(Target(muscle) for muscle in deep)
    assert reason.scope is Scope.MUSCLE
    assert reason.note.startswith("Which muscles can be pressed is our own reading")


def test_reasons_name_every_ground_once_and_what_was_matched() -> None:
    found = tuple(
        Evidence(EvidenceKind.MEDICINE, group, name, ref)
        for group, name, ref in (
            ("med_doac", "apixaban", "MedicationStatement/2"),
            ("med_vka", "warfarin", "MedicationStatement/1"),
        )
    )
    code = Evidence(EvidenceKind.CONDITION, "cc_anticoag_use", "use", "Condition/1")
    reasons = screen(History(evidence=(*found, code)), on=ON).reasons
    reason = named(reasons, "ci_anticoag")
    assert reason.because == ("Condition/1", "MedicationStatement/1", "MedicationStatement/2")
    assert reason.matched == ("cc_anticoag_use", "med_vka", "med_doac")
    several = named(reasons, "ci_multi_antithrombotic")
    assert several.because == reason.because
    assert several.provisional


def test_the_strictest_reason_comes_first() -> None:
    answers = tuple(
        Answer(rule, Reply.YES) for rule in ("ci_latex", "ci_valve", "ci_acute_medical")
    )
    outcomes = [reason.outcome for reason in screen(History(answers=answers), on=ON).reasons]
    assert outcomes == [Outcome.STOP, Outcome.CLEARANCE, Outcome.CAUTION, Outcome.CAUTION]


def test_a_clinic_without_a_neutrophil_limit_raises_nothing() -> None:
    low = Observation("neutrophils", 0.1, "10*3/uL", ON, "Observation/1")
    known = History(observations=(low,))

    def raised(settings: Settings) -> bool:
        reasons = screen(known, on=ON, settings=settings).reasons
        return any(reason.id == "ci_immune" for reason in reasons)

    assert raised(Settings())
    assert not raised(Settings(neutrophils_below=None))
