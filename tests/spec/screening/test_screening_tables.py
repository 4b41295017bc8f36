"""The screening tables hold: each case is test, specification and documentation at once."""

from __future__ import annotations

import csv

import pytest
from screening_tables import FOLDER, TODAY, Row, history, place, rows, seen, target, verdict

from filiform.knowledge.screening import load_rules
from filiform.screening import Answer, History, Reply, screen

CASES = dict(rows())
RULES = list(csv.DictReader((FOLDER / "every_rule.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", CASES.values(), ids=CASES.keys())
def test_the_case_comes_out_as_the_table_says(row: Row) -> None:
    wanted = {key: sorted(v) if isinstance(v, list) else v for key, v in row.expect.items()}
    assert seen(row, verdict(row)) == wanted


def test_every_rule_has_its_row() -> None:
    assert {row["rule"] for row in RULES} == set(load_rules().rules)


@pytest.mark.parametrize("row", RULES, ids=[row["rule"] for row in RULES])
def test_a_yes_to_one_rule_comes_out_as_the_table_says(row: dict[str, str]) -> None:
    """All other questions no; a place where the rule has one; one muscle there, one elsewhere."""
    places = (place(row["place"]),) if row["place"] else ()
    yes = Answer(row["rule"], Reply.YES, places, on=TODAY)
    others = history(Row("", {})).answers
    known = History(answers=(yes, *(a for a in others if a.rule != yes.rule)))
    here, elsewhere = target(row["here"]), target(row["elsewhere"])
    found = screen(known, on=TODAY, targets=[here, elsewhere])
    outcomes = [muscle.outcome.word for muscle in found.muscles]
    assert [found.session.word, *outcomes] == [
        row["session"],
        row["verdict_here"],
        row["verdict_elsewhere"],
    ]
    reason = next((r for r in found.reasons if r.id == row["rule"]), None)
    assert (reason.level.value if reason else "none") == row["level"]
