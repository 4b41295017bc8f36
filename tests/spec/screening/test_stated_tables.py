"""The rules hold what `stated/` says, and each has a row that shows what it does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from screening_tables import TODAY, Row, history, rows
from stated_tables import FOLDER, TABLES, alone, differences, table

from filiform.knowledge.screening import load_rules
from filiform.knowledge.values import Hazard
from filiform.screening import Outcome, Target, Technique, screen
from filiform.screening.matching import Coding, Matcher, System

RULES = load_rules()
CASES = list(dict(rows()).values())
NOTHING = history(Row("", {}))


def test_the_rules_hold_what_is_stated_and_nothing_else() -> None:
    assert list(differences(RULES)) == []


def test_every_table_is_read_and_says_each_thing_once() -> None:
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(TABLES)
    for name in TABLES:
        rows = [tuple(row) for row in table(name)]
        assert rows, name
        assert len(set(rows)) == len(rows), name


def test_every_rule_decides_in_some_case() -> None:
    """A yes to it, beside the row that each rule has in every_rule.csv."""
    said = {rule for case in CASES for rule in case.answers}
    raised = {rule for case in CASES for group in _groups(case) for rule in RULES.raised_by(group)}
    computed = {"ci_hazard_region", "ci_bleeding_no_compress", "ci_multi_antithrombotic"}
    assert set(RULES.rules) - said - raised - computed == set()


def _groups(case: Row) -> list[str]:
    return [text.split()[0] for text in (*case.record, *case.record_since)]


def test_every_medicine_class_and_condition_group_has_its_row() -> None:
    assert [row[0] for row in table("record_alone")] == [*RULES.medicines, *RULES.conditions]


def test_every_question_of_the_day_is_raised_in_some_case() -> None:
    raised = {
        question.id
        for case in CASES
        for question in RULES.day_questions
        if (case.day or {}).get(question.id, "").partition(" ")[0] == question.raised_by
    }
    assert raised == {question.id for question in RULES.day_questions}


def test_every_setting_is_set_in_some_case() -> None:
    assert {setting for case in CASES for setting in case.settings} == set(RULES.settings)


def test_every_measurement_is_measured_in_some_case() -> None:
    measured = {text.split()[0] for case in CASES for text in case.measured}
    assert measured == set(RULES.observations)


def _hazardous() -> Iterator[tuple[str, str]]:
    for row in table("hazards"):
        for muscle in row[5].split():
            yield row[0], muscle


@pytest.mark.parametrize(("hazard", "muscle"), list(_hazardous()))
def test_a_hazard_speaks_up_for_its_muscle(hazard: str, muscle: str) -> None:
    """High in either file: care, with what keeps safe; never: stop. Else nothing is said."""
    found = screen(NOTHING, on=TODAY, targets=[Target(muscle)])
    outcomes = {reason.id: reason.outcome for reason in found.reasons}
    if RULES.hazards[hazard].never:
        assert outcomes[hazard] is Outcome.STOP
    elif RULES.muscles[muscle].hazard is Hazard.HIGH:
        assert outcomes[hazard] is Outcome.CAUTION
        assert any(change.reason == hazard for change in found.changes)
    else:
        assert hazard not in outcomes


def test_hazards_without_muscles_speak_of_no_single_one() -> None:
    general = {row[0] for row in table("hazards") if not row[5]}
    assert general == {
        "mh_general_all", "mh_general_thorax", "mh_joints_tendons", "mh_vessels_general",
    }  # fmt: skip


def _codes() -> Iterator[tuple[System, str, str]]:
    for row in table("medicines"):
        yield from ((System.ATC, prefix, row[0]) for prefix in row[5].split())
    for row in table("drugs"):
        yield System.ATC, row[3], row[0]
    for row in table("conditions"):
        for prefix in row[5].split():
            yield from ((System.ICD10CM, end, row[0]) for end in prefix.split("-"))
        yield from ((System.SNOMED, code, row[0]) for code in row[6].split())


@pytest.mark.parametrize(("system", "code", "group"), list(_codes()))
def test_every_code_is_read_as_its_group(system: System, code: str, group: str) -> None:
    assert group in {match.target for match in Matcher.load().read_code(Coding(system, code))}


@pytest.mark.parametrize("row", table("drugs"), ids=lambda row: f"{row[0]} {row[1]} {row[2]}")
def test_every_drug_is_known_by_its_names_and_codes(row: list[str]) -> None:
    """A name or code that two classes share means the commoner use; the other is the same drug."""
    group, generic, use, _, rxcui, brands = row
    shared = {drug[0] for drug in table("drugs") if drug[1] == generic} if use else {group}
    matcher = Matcher.load()
    for code in rxcui.split():
        targets = {m.target for m in matcher.read_code(Coding(System.RXNORM, code))}
        assert targets & shared, code
    for name in filter(None, (generic, *brands.split("; "))):
        targets = {match.target for match in matcher.read_text(name, TODAY).matches}
        assert targets & shared, name


@pytest.mark.parametrize("group", list(RULES.medicines))
def test_a_medicine_shows_on_what_ground_it_counts(group: str) -> None:
    found = alone(group, RULES, Technique.MANUAL)
    for rule in RULES.medicines[group].rules:
        if RULES.rules[rule].asked != "computed":
            reason = next(reason for reason in found.reasons if reason.id == rule)
            assert reason.because == ("record",)
            assert reason.provisional
