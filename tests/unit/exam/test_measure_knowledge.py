"""The file of measures: every figure has a source, and a broken file names what is wrong."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge
from filiform.exam import Grade, MeasurementError, Measures, Norm, Rater
from filiform.exam.measures import DATA, FILE, read_measures
from filiform.knowledge import Atlas


def test_every_figure_names_a_source_or_says_that_it_is_unverified() -> None:
    measures = Measures.load()
    figures: list[Norm | MeasurementError] = [*measures.pressure.errors.values()]
    for movement in measures.movements.values():
        figures += [*movement.norms, *movement.errors]
    assert len(figures) > 100
    for figure in figures:
        assert figure.source.title
        assert (figure.source.id != "recall") or figure.grade is Grade.RECALL


def test_it_is_reviewed_again_after_it_was_reviewed() -> None:
    assert Measures.load().review.next > Measures.load().review.on > datetime.date(2026, 1, 1)


def test_published_values_of_the_age_come_smallest_first() -> None:
    turn = Measures.load().movement("shoulder", "external rotation")
    assert [norm.degrees for norm in turn.published(38)] == [60, 84, 90, 104, 108]
    assert [norm.degrees for norm in turn.published(70)] == [60, 81, 90]


def test_a_movement_without_figures_is_no_error() -> None:
    found = Measures.load().movement("shoulder", "horizontal adduction")
    assert (found.published(40), found.error(Rater.SAME)) == ((), None)


@pytest.mark.parametrize(
    ("was", "becomes", "field"),
    [
        ('movement = "full flexion"', 'movement = "full folding"', "movement"),
        ('source = "kolber2011"', 'source = "kolber1911"', "source"),
        ('grade = "sourced"', 'grade = "certain"', "grade"),
        ("degrees = 167", 'degrees = "167"', "degrees"),
        ("share = 0.10", "share = 0.10\nshares = 3", "shares"),
        ('muscle = "trapezius_upper"', 'muscle = "trapezius_uper"', "muscle"),
        ("lowest_kpa = 20", "", "lowest_kpa"),
        ("ages = [20, 54]", "ages = [20]", "ages"),
    ],
)
def test_a_broken_file_is_refused_naming_the_key(
    tmp_path: Path, was: str, becomes: str, field: str
) -> None:
    text = (DATA / FILE).read_text(encoding="utf-8")
    assert was in text
    (tmp_path / FILE).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge) as refused:
        read_measures(tmp_path, Atlas.load())
    assert refused.value.field.endswith(field)
