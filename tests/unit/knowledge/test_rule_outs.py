"""Causes that are no muscle: told by complaint and by place, each with its backing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from filiform.body import Side
from filiform.drawing import ListedArea
from filiform.errors import BrokenKnowledge
from filiform.knowledge.rule_outs import FILE, FOLDER, RuleOuts, Urgency, read_rule_outs
from filiform.knowledge.rule_outs import Known as KnownIds
from filiform.knowledge.sources import DATA, read_sources
from filiform.locating import Case
from filiform.locating.rule_outs import rule_outs

TEXT = (DATA / FOLDER / FILE).read_text(encoding="utf-8")


def ids(case: Case) -> list[str]:
    return [one.id for one in rule_outs(case)]


def test_a_painful_calf_asks_for_a_clot_whatever_the_complaint() -> None:
    calf = (ListedArea("calf_central", Side.LEFT, None, None),)
    assert "ro_dvt" in ids(Case(areas=calf))
    assert "ro_dvt" in ids(Case(complaint="low_back", areas=calf))
    assert "ro_dvt" in ids(Case(complaint="calf_shin"))


def test_nothing_known_of_the_case_tells_nothing() -> None:
    assert ids(Case()) == []


def test_the_most_urgent_comes_first() -> None:
    found = rule_outs(Case(complaint="low_back"))
    order = [list(Urgency).index(one.urgency) for one in found]
    assert order == sorted(order)
    assert found[0].id == "ro_cauda_equina"


def test_weak_backing_is_told_as_unverified() -> None:
    told = RuleOuts.load().by_id["ro_lung_and_gullet"].to_json()
    assert (told["verified"], told["confidence"]) == (False, "weak")


def test_a_review_falls_due() -> None:
    known = RuleOuts.load()
    assert known.overdue(date(2100, 1, 1)) == tuple(known.by_id)
    assert known.overdue(known.review.on) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "field"),
    [
        ('conditions = ["cc_cancer"]', 'conditions = ["cc_none"]', "conditions"),
        ('areas = ["temple"]', 'areas = ["tempel"]', "areas"),
        ('sources = ["msd_dvt2023"]', 'sources = ["hearsay"]', "sources"),
        ('id = "ro_heart"', 'id = "ro_dvt"', "id"),
        ('urgency = "consider"', 'urgency = "soon"', "urgency"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, right: str, wrong: str, field: str) -> None:
    assert right in TEXT
    (tmp_path / FILE).write_text(TEXT.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=field):
        read_rule_outs(tmp_path, read_sources(DATA / FOLDER), KnownIds.shipped())
