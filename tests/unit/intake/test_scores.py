"""Pain and activities: whole numbers from 0 to 10, each activity once, none is an answer."""

from __future__ import annotations

from typing import Any

import pytest

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.intake import Activities, Activity, PainScores
from filiform.intake.scores import LEAST, MOST
from filiform.knowledge.instruments import Instruments, read_instruments
from filiform.knowledge.sources import DATA, shipped_sources


def test_scores_survive_storing() -> None:
    pain = PainScores(0, 4, 10)
    hard = Activities((Activity("climb stairs", 3), Activity("😀 לישון", 0)))
    assert PainScores.from_json(pain.to_json()) == pain
    assert Activities.from_json(hard.to_json()) == hard


@pytest.mark.parametrize("field", ["now", "average", "worst"])
@pytest.mark.parametrize("value", [11, -1, 3.5, True, "3", None])
def test_the_score_that_is_wrong_is_named(field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        PainScores(**{"now": 1, "average": 2, "worst": 3, field: value})
    assert refused.value.field == field


@pytest.mark.parametrize("value", [None, [], {"now": 1}, {"now": 1, "average": 2, "best": 0}])
def test_pain_is_three_numbers(value: object) -> None:
    with pytest.raises(InvalidInput):
        PainScores.from_json(value)


def test_the_scale_is_the_mean_of_what_was_named() -> None:
    assert Activities((Activity("walk", 3), Activity("sit", 4))).mean == pytest.approx(3.5)
    assert Activities().mean is None


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([{"name": "walk", "score": 3}] * 2, "activities[1]"),
        ([{"name": "walk", "score": 3}, {"name": "WALK", "score": 4}], "activities[1]"),
        ([{"name": f"a{n}", "score": n} for n in range(6)], "activities"),
        ([{"name": "", "score": 3}], "name"),
        ([{"name": " walk", "score": 3}], "name"),
        ([{"name": "x" * 121, "score": 3}], "name"),
        ([{"name": "walk", "score": 11}], "score"),
        ([{"name": "walk"}], "activities[0]"),
        (["walk"], "activities[0]"),
        ("walk", "activities"),
        (None, "activities"),
    ],
)
def test_bad_activities_are_refused(rows: object, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Activities.from_json(rows)
    assert refused.value.field == field


def test_the_same_activities_are_scored_again() -> None:
    first = Activities((Activity("walk", 3), Activity("sit", 4)))
    assert [(a.name, a.score) for a in first.again([6, 9]).each] == [("walk", 6), ("sit", 9)]
    with pytest.raises(InvalidInput):
        first.again([6])


@pytest.mark.parametrize("id", ["nprs", "psfs"])
def test_the_instruments_have_the_range_that_is_asked_for(id: str) -> None:
    one = Instruments.load()[id]
    assert (one.lowest, one.highest) == (LEAST, MOST)
    assert one.verified
    assert one.version.startswith(f"{id}/")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "psfs"', 'id = "nprs"', "once"),
        ("highest = 10", "highest = 0", "highest"),
        ('better = "lower"', 'better = "left"', "better"),
        ('"stratford1995", ', '"nobody", ', "nobody"),
    ],
)
def test_a_broken_file_of_instruments_names_what_is_wrong(
    tmp_path: Any, old: str, new: str, said: str
) -> None:
    text = (DATA / "instruments.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "instruments.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=said):
        read_instruments(tmp_path, shipped_sources())
