"""What a verdict carries beside its outcome: order, changes, sources, whose rules made it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.screening import load_rules
from filiform.screening import (
    Answer,
    Change,
    Clearance,
    History,
    Observation,
    Outcome,
    Override,
    Place,
    Reply,
    Target,
    Verdict,
    basis_of,
    screen,
)
from filiform.screening.places import in_order, resolve

RULES = load_rules()
ON = date(2026, 11, 23)
NO = {rule: Answer(rule, Reply.NO, on=ON) for rule in RULES.rules}


def _known(*answers: Answer) -> History:
    return History(answers=tuple({**NO, **{a.rule: a for a in answers}}.values()))


def _clearance(reason: str, history: History, *places: Place) -> Clearance:
    return Clearance(reason, "Dr Grey", ON, ON, places, basis=basis_of(history, on=ON))


def test_the_verdict_is_made_by_the_rules_that_are_given() -> None:
    others = replace(RULES, version="another")
    assert screen(_known(), on=ON, rules=others).version.rules == "another"
    assert screen(_known(), on=ON).version.rules == RULES.version


def test_what_a_clearance_knows_is_told_by_the_rules_that_are_given() -> None:
    none = replace(RULES, rules=MappingProxyType({}))
    with pytest.raises(InvalidInput, match="ids of rules"):
        basis_of(_known(), on=ON, rules=none)


def test_what_could_not_be_read_is_in_the_verdict() -> None:
    history = replace(_known(), unread=("entry[1]", "entry[4]"))
    assert screen(history, on=ON).unread == ("entry[1]", "entry[4]")


def test_the_order_of_clearances_does_not_matter() -> None:
    history = _known(Answer("ci_vascular", Reply.YES, (Place("arm"), Place("hand")), on=ON))
    hand = _clearance("ci_vascular", history, Place("hand"))
    arm = _clearance("ci_vascular", history, Place("arm"))
    one = screen(history, on=ON, clearances=[hand, arm])
    other = screen(history, on=ON, clearances=[arm, hand])
    assert one == other
    assert [reason.regions[0].region for reason in one.reasons] == ["arm", "hand"]


def test_a_part_that_is_cleared_names_its_own_places() -> None:
    history = _known(Answer("ci_chest_disease", Reply.YES, on=ON))
    places = (Place("upper_back", Side.LEFT), Place("neck_posterior", Side.RIGHT))
    verdict = screen(history, on=ON, clearances=[_clearance("ci_chest_disease", history, *places)])
    rest, cleared = verdict.reasons
    assert cleared.cleared
    assert cleared.regions == (Place("upper_back", Side.LEFT),)
    assert {target.side for target in cleared.muscles} == {Side.RIGHT}
    assert Target("trapezius_upper", Side.RIGHT) in cleared.muscles
    assert Target("trapezius_upper", Side.LEFT) in rest.muscles
    assert Target("trapezius_upper", Side.RIGHT) not in rest.muscles
    assert Place("upper_back", Side.LEFT) not in rest.regions
    assert Place("upper_back", Side.RIGHT) in rest.regions


def _changes(verdict: Verdict) -> list[Change]:
    return list(verdict.changes)


def test_a_reason_says_what_to_do_and_a_limit_nothing_more() -> None:
    verdict = screen(_known(Answer("ci_pregnancy", Reply.YES, trimester=1, on=ON)), on=ON)
    assert _changes(verdict) == [Change("ci_pregnancy", RULES.rules["ci_pregnancy"].what_to_do)]


def test_a_cleared_reason_says_so_first() -> None:
    history = _known(Answer("ci_valve", Reply.YES, on=ON))
    verdict = screen(history, on=ON, clearances=[_clearance("ci_valve", history)])
    assert _changes(verdict) == [
        Change("ci_valve", "Cleared by Dr Grey until 2026-11-23."),
        Change("ci_valve", RULES.rules["ci_valve"].what_to_do),
    ]


def test_a_place_without_rules_says_why() -> None:
    verdict = screen(_known(), on=ON, jurisdiction="US-TX")
    assert _changes(verdict) == [Change("jurisdiction", "No rules are on file for US-TX.")]


def test_an_overridden_place_names_who_did() -> None:
    override = Override("jurisdiction", "A. Lee", ON, "letter of the board")
    verdict = screen(_known(), on=ON, jurisdiction="US-TX", overrides=[override])
    assert _changes(verdict) == [
        Change("jurisdiction", "Overridden by A. Lee: letter of the board")
    ]


def test_what_a_place_asks_for_is_told_as_its_own() -> None:
    verdict = screen(_known(), on=ON, jurisdiction="US-NV")
    assert _changes(verdict) == [
        Change("jurisdiction", "Consent is signed and kept in the record."),
        Change("jurisdiction", "One needle, one insertion."),
        Change("jurisdiction", "To confirm for Nevada: Training requirements are not on file."),
    ]


@pytest.mark.parametrize("place", ["US-CA", "US-PA"])
def test_a_place_that_stops_names_its_sources(place: str) -> None:
    (reason,) = screen(_known(), on=ON, jurisdiction=place).reasons
    assert reason.sources == tuple(source.id for source in RULES.packs[place].sources)
    assert reason.unverified is (not all(law.verified for law in RULES.packs[place].entries))


@pytest.mark.parametrize("rule", ["ci_valve", "ci_hypertension"])
def test_a_reason_says_whether_its_rule_is_verified(rule: str) -> None:
    (reason,) = screen(_known(Answer(rule, Reply.YES, on=ON)), on=ON).reasons
    assert reason.unverified is (not RULES.rules[rule].verified)


def test_places_and_targets_stand_in_one_order() -> None:
    left, right = Side.LEFT, Side.RIGHT
    regions = [Place("hand", right), Place("hand", left), Place("arm"), Place("foot", right)]
    for given in (regions, regions[::-1]):
        assert resolve(given, RULES).regions == (
            Place("arm"), Place("foot", right), Place("hand", left), Place("hand", right),
        )  # fmt: skip
    targets = [Target("soleus", right), Target("soleus", left), Target("soleus"), Target("ecu")]
    for found in (in_order(targets), in_order(targets[::-1])):
        assert found == (
            Target("ecu"), Target("soleus"), Target("soleus", left), Target("soleus", right),
        )  # fmt: skip


def test_two_values_of_one_day_are_named_in_the_order_of_the_record() -> None:
    values = [Observation("inr", value, "{INR}", ON, f"Observation/{ref}") for ref, value in
              (("b", 4.0), ("a", 5.0))]  # fmt: skip
    for given in (values, values[::-1]):
        (reason,) = (
            r
            for r in screen(replace(_known(), observations=tuple(given)), on=ON).reasons
            if r.id == "ci_inr_high"
        )
        assert reason.because == ("Observation/a", "Observation/b")
        assert reason.outcome is Outcome.CLEARANCE
