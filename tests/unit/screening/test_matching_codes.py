"""Codes: which groups they belong to, and when they are understood at all."""

from __future__ import annotations

from datetime import date

import pytest

from filiform.errors import BrokenKnowledge
from filiform.knowledge.screening import load_rules
from filiform.screening.history import EvidenceKind
from filiform.screening.matching import Coding, How, Matcher, Status, System
from filiform.screening.matching.codes import within

CASES = [
    (System.ATC, "B01AF02", ["med_doac"], "apixaban"),
    (System.ATC, "b01aa03", ["med_vka"], "warfarin"),
    (System.ATC, "L04AF01", ["med_immunosuppressant"], "tofacitinib"),
    (System.ATC, "M01AE99", ["med_nsaid"], "Non-steroidal anti-inflammatory drugs"),
    (System.ATC, "C07AB02", [], ""),
    (System.RXNORM, "1364430", ["med_doac"], "apixaban"),
    (System.RXNORM, "11289", ["med_vka"], "warfarin"),
    (System.RXNORM, "1191", ["med_antiplatelet"], "aspirin"),
    (System.RXNORM, "6851", ["med_immunosuppressant"], "methotrexate"),
    (System.RXNORM, "6918", [], ""),
    (System.ICD10CM, "D66", ["cc_bleeding_disorder"], "Bleeding and clotting disorders"),
    (System.ICD10CM, "D68.51", [], ""),
    (System.ICD10CM, "D68.00", ["cc_bleeding_disorder"], "Bleeding and clotting disorders"),
    (System.ICD10CM, "D68.32", ["cc_bleeding_disorder", "cc_anticoag_use"], None),
    (System.ICD10CM, "C50.911", ["cc_cancer"], "Cancer and its treatment"),
    (System.ICD10CM, "C50911", ["cc_cancer"], "Cancer and its treatment"),
    (System.ICD10CM, "C96", ["cc_cancer"], "Cancer and its treatment"),
    (System.ICD10CM, "C7A.00", ["cc_cancer"], "Cancer and its treatment"),
    (System.ICD10CM, "D10.0", [], ""),
    (System.ICD10CM, "O9A.11", ["cc_pregnancy"], "Pregnancy"),
    (System.ICD10CM, "Z3A.08", ["cc_pregnancy"], "Pregnancy"),
    (System.ICD10CM, "I82.401", ["cc_dvt"], "Deep vein thrombosis"),
    (System.ICD10CM, "E11.40", ["cc_diabetes", "cc_neuropathy"], None),
    (System.ICD10CM, "S83.511A", ["cc_acute_trauma"], "Acute injury"),
    (System.ICD10CM, "Z96.651", ["cc_joint_implant"], "Joint replacement"),
    (System.SNOMED, "128053003", ["cc_dvt"], "Deep venous thrombosis"),
    (System.SNOMED, "59621000", [], ""),
    (System.ICD10, "D66", ["cc_bleeding_disorder"], "Bleeding and clotting disorders"),
]


@pytest.mark.parametrize(("system", "code", "groups", "name"), CASES)
def test_a_code_belongs_to_the_groups_of_its_prefix(
    system: System, code: str, groups: list[str], name: str | None
) -> None:
    matches = Matcher.load().read_code(Coding(system, code))
    assert [match.target for match in matches] == groups
    assert all(match.how is How.CODE and match.system is system for match in matches)
    if groups and name is not None:
        assert matches[0].name == name


@pytest.mark.parametrize(
    ("system", "code"),
    [
        (System.ATC, "eliquis"),
        (System.ATC, "B01AF02X"),
        (System.RXNORM, "B01"),
        (System.ICD10CM, "66"),
        (System.ICD10CM, ""),
        (System.ICD10CM, "D66" + "0" * 50),
        (System.SNOMED, "-1"),
    ],
)
def test_a_malformed_code_means_nothing(system: System, code: str) -> None:
    matcher = Matcher.load()
    assert matcher.read_code(Coding(system, code)) == ()
    assert not matcher.understands(Coding(system, code))


def test_only_complete_prefix_lists_say_that_a_code_is_harmless() -> None:
    matcher = Matcher.load()
    assert matcher.understands(Coding(System.ATC, "C07AB02"))
    assert matcher.understands(Coding(System.ICD10CM, "J30.1"))
    # A narrower concept or a product may hide inside these.
    assert not matcher.understands(Coding(System.SNOMED, "59621000"))
    assert not matcher.understands(Coding(System.RXNORM, "1364445"))
    assert not matcher.understands(Coding(System.ICD10, "J30.1"))


def test_international_codes_are_taken_for_their_category_but_not_for_certain() -> None:
    (match,) = Matcher.load().read_code(Coding(System.ICD10, "D66"))
    assert match.counts
    assert not match.certain


def test_the_name_that_came_with_a_code_is_shown() -> None:
    (match,) = Matcher.load().read_code(Coding(System.ICD10CM, "C50.911", "Breast cancer, right"))
    assert match.name == "Breast cancer, right"


@pytest.mark.parametrize(
    ("code", "prefix", "inside"),
    [
        ("C50", "C00-C96", True),
        ("C97", "C00-C96", False),
        ("D68.01", "D68.0", True),
        ("D68.1", "D68.0", False),
        ("O9A.1", "O00-O9A", True),
        ("F20", "F20-F29", True),
    ],
)
def test_prefixes_and_ranges(code: str, prefix: str, inside: bool) -> None:
    assert within(code, prefix) is inside


def test_every_code_of_the_rules_finds_its_way_back() -> None:
    matcher, rules = Matcher.load(), load_rules()
    for medicine in rules.medicines.values():
        for drug in medicine.drugs:
            found = matcher.read_code(Coding(System.ATC, drug.atc))
            assert medicine.id in [match.target for match in found], drug
    for group in rules.conditions.values():
        for concept in group.snomed:
            found = matcher.read_code(Coding(System.SNOMED, concept.code))
            assert group.id in [match.target for match in found], concept


def test_every_name_of_the_rules_finds_its_way_back() -> None:
    matcher, rules = Matcher.load(), load_rules()
    for medicine in rules.medicines.values():
        for drug in medicine.drugs:
            for name in (drug.generic, *drug.brands):
                found = matcher.read_text(name.split(",")[0], date(2026, 11, 23)).matches
                assert [match.name for match in found] == [drug.generic], name


def test_a_match_becomes_evidence_that_keeps_what_it_is() -> None:
    (match,) = Matcher.load().read_text("stopped warfarin in 2020", date(2026, 11, 23)).matches
    assert match.status is Status.STOPPED
    evidence = match.evidence(EvidenceKind.MEDICINE, "MedicationStatement/1")
    assert (evidence.group, evidence.name, evidence.current) == ("med_vka", "warfarin", False)


def test_a_name_of_two_classes_must_be_decided() -> None:
    from filiform.screening.matching.book import load_book

    book = load_book()
    with pytest.raises(BrokenKnowledge, match="prefer"):
        book.name("eliquis", "med_statin", "eliquis")
