"""Published figures are read as printed, and a broken file is refused by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas
from filiform.knowledge.atlas import DATA
from filiform.knowledge.figures import Direction, Measure
from filiform.knowledge.prevalence import (
    Palpation,
    Prevalence,
    read_palpation,
    read_prevalence,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("prevalence.toml", "palpation.toml"):
        shutil.copy(str(DATA / name), tmp_path / name)
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_figure_is_read_as_printed() -> None:
    figure = Prevalence.load().figures["P045"]
    assert (figure.muscle, figure.measure, figure.n) == ("infraspinatus", Measure.ACTIVE, 72)
    assert figure.middle == 77
    assert figure.source == "BR2011"


def test_a_range_has_a_middle_and_a_direction_has_no_number() -> None:
    figures = Prevalence.load().figures
    assert (figures["PL001"].low, figures["PL001"].high, figures["PL001"].middle) == (30, 55, 42.5)
    assert figures["PL077"].middle is None
    assert figures["PL077"].direction is Direction.MORE


def test_groups_expand_to_muscles_of_the_atlas() -> None:
    prevalence = Prevalence.load()
    assert prevalence.members("gastrocnemius") == ("gastrocnemius_medial", "gastrocnemius_lateral")
    assert prevalence.members("soleus") == ("soleus",)


def test_every_complaint_string_of_the_atlas_has_figures() -> None:
    prevalence = Prevalence.load()
    for complaint in Atlas.load().complaints.values():
        for name in complaint.prevalence:
            assert prevalence.about([name]), name


def test_every_figure_has_a_source_and_a_certainty() -> None:
    prevalence = Prevalence.load()
    assert len(prevalence.figures) == 209
    assert {f.source for f in prevalence.figures.values()} == set(prevalence.sources)


def test_palpation_statements_are_agreement_not_accuracy() -> None:
    statements = Palpation.load().evidence
    assert statements["X001"].values == (0.452,)
    assert {e.kind for e in statements.values()} == {
        "reliability",
        "pressure_threshold",
        "diagnostic",
    }


BROKEN = [
    ('muscle = "levator_scapulae"', 'muscle = "levator"', "P005.muscle"),
    ("value = 100", "value = 101", "P001.value"),
    ("value = 100", "value = nan", "P001.value"),
    ("value = 100\n", "", "P001.value"),
    ("range = [30, 55]", "range = [55, 30]", "PL001.range"),
    ("n = 224", "n = 0", "P001.n"),
    ('source = "CT2016"', 'source = "CT2017"', "P001.source"),
    ('certainty = "high"', 'certainty = "sure"', "P001.certainty"),
    ('population = "primary care, Spain"', 'populaton = "Spain"', "P001.populaton"),
    ('complaint = "migraine"', 'complaint = "megrim"', "P094.complaint"),
    ('id = "P002"', 'id = "P001"', "P001.id"),
    ('"iliacus"', '"iliacos"', "group.iliopsoas"),
]


@pytest.mark.parametrize(("old", "new", "place"), BROKEN)
def test_a_broken_figure_is_refused(folder: Path, old: str, new: str, place: str) -> None:
    edit(folder / "prevalence.toml", old, new)
    with pytest.raises(BrokenKnowledge) as refusal:
        read_prevalence(folder, Atlas.load())
    assert str(refusal.value).startswith(f"prevalence.toml: {place}")


def test_a_statement_without_its_source_is_refused(folder: Path) -> None:
    edit(folder / "palpation.toml", 'source = "RA2017"', 'source = "RA2018"')
    with pytest.raises(BrokenKnowledge, match=r"X001\.source"):
        read_palpation(folder)
