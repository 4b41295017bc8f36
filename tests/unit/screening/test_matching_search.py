"""A search by hand offers what may be meant: names, slips of spelling, classes and codes."""

from __future__ import annotations

import pytest

from filiform.knowledge.screening import load_rules
from filiform.screening import EvidenceKind
from filiform.screening.matching import find
from filiform.screening.matching.search import LONGEST_QUERY, evidence_kind, label_of, pickable


@pytest.mark.parametrize(
    ("query", "target", "name"),
    [
        ("apixaban", "med_doac", "apixaban"),
        ("Eliquis", "med_doac", "apixaban"),
        ("eliqus", "med_doac", "apixaban"),
        ("apixaban 5 mg twice a day", "med_doac", "apixaban"),
        ("ELIQUIS 2.5mg", "med_doac", "apixaban"),
        ("warferin", "med_vka", "warfarin"),
        ("pacemker", "cc_cardiac_device", "pacemaker"),
        ("haemophilia", "cc_bleeding_disorder", "hemophilia"),
        ("B01AF02", "med_doac", "apixaban"),
        ("1364430", "med_doac", "apixaban"),
        (" d66 ", "cc_bleeding_disorder", "Bleeding and clotting disorders"),
        ("Vitamin K antagonists", "med_vka", "Vitamin K antagonists"),
    ],
)
def test_the_likeliest_comes_first(query: str, target: str, name: str) -> None:
    first = find(query)[0]
    assert (first.target, first.name) == (target, name)


def test_the_beginning_of_a_name_is_enough() -> None:
    assert "apixaban" in {one.name for one in find("apix")}
    assert "med_doac" in {one.target for one in find("anticoag")}


def test_a_name_that_no_rule_is_about_is_shown_as_such() -> None:
    first = find("norvasc")[0]
    assert (first.target, first.name, first.label) == ("", "norvasc", "")


@pytest.mark.parametrize("query", ["", "  ", "a", "5", "!?", "qqqqzzzz", "x" * (LONGEST_QUERY + 1)])
def test_some_queries_find_nothing(query: str) -> None:
    assert find(query) == ()


def test_each_thing_is_offered_once_and_the_list_is_short() -> None:
    found = find("insulin", limit=5)
    assert len({(one.target, one.name) for one in found}) == len(found) == 5
    scores = [one.score for one in find("anticoagulant")]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("med_doac", EvidenceKind.MEDICINE),
        ("cc_metal_allergy", EvidenceKind.ALLERGY),
        ("cc_diabetes", EvidenceKind.CONDITION),
    ],
)
def test_what_it_is_evidence_of(target: str, kind: EvidenceKind) -> None:
    assert evidence_kind(target) is kind


def test_every_kind_that_a_rule_is_about_can_be_picked() -> None:
    targets = dict(pickable())
    assert set(load_rules().medicines) < set(targets)
    assert all(load_rules().raised_by(target) for target in targets)
    assert all(label == label_of(target) for target, label in targets.items())
    assert label_of("ci_botox")
    assert label_of("med_unheard_of") == ""
