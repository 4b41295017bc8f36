"""The files of the plan: every statement has a source, and what cannot be trusted is refused."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas
from filiform.knowledge.sources import shipped_sources
from filiform.plan import CareKind, Note, OnTheDay, PlanKnowledge, Topic, read_plan_knowledge
from filiform.plan.library import DATA
from reading_level import grade

known = PlanKnowledge.load()


def copied(folder: Path) -> Path:
    for name in ("facts", "care", "groups", "sources"):
        shutil.copyfile(str(DATA / f"{name}.toml"), folder / f"{name}.toml")
    return folder


def test_every_statement_names_a_source() -> None:
    notes = [note for group in known.groups.values() for note in group.notes]
    cautions = [note for care in known.care.values() for note in care.cautions]
    stated = [*known.facts, *known.care.values(), *notes, *cautions]
    assert len(stated) > 20
    assert all(one.sources for one in stated)


def test_a_figure_stands_in_the_text_it_belongs_to() -> None:
    for fact in known.facts:
        if fact.low is not None and fact.topic is not Topic.TRAINING:
            assert f"{fact.low:g}" in fact.text
            assert f"{fact.high:g}" in fact.text


def test_every_figure_that_judges_rests_on_a_source_that_was_read() -> None:
    assert known.soreness.verified
    assert known.sore_days == 3


def test_what_nobody_tested_is_marked() -> None:
    assert not known.care["training_hard"].verified
    assert not known.care["massage"].verified
    assert known.care["stretching"].verified


def test_every_kind_of_care_of_the_pathway_is_there() -> None:
    assert {care.kind for care in known.care.values()} == set(CareKind)


def test_every_group_of_the_atlas_changes_something() -> None:
    assert set(known.groups) == set(Atlas.load().groups)
    assert all(group.care for group in known.groups.values())


def test_the_patients_words_are_plain() -> None:
    said = ". ".join(care.plain for care in known.care.values())
    assert grade(said + ".") < 7
    assert not re.search(r"\d", said)


NOTES = [note for group in known.groups.values() for note in group.notes if note.plain]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.plain[:30])
def test_what_a_patient_may_expect_is_plain_and_backed(note: Note) -> None:
    assert grade(note.plain) <= 7
    assert note.verified
    assert not re.search(r"cure|heal(?!ed)|will help", note.plain)


def test_only_avoided_care_frees_days() -> None:
    for care in known.care.values():
        assert care.clashes(0) == (care.on_the_day is OnTheDay.AVOID)
        assert not care.clashes(-1)


@pytest.mark.parametrize(
    ("file", "was", "becomes", "field"),
    [
        ("care", 'sources = ["office2016"]', "sources = []", "sources"),
        ("care", 'sources = ["office2016"]', 'sources = ["nobody"]', "sources"),
        ("care", 'on_the_day = "before"', 'on_the_day = "sometimes"', "on_the_day"),
        ("care", 'on_the_day = "avoid"', 'on_the_day = "open"', "free_days_after"),
        ("care", 'id = "breaks"', 'id = "pacing"', "pacing.id"),
        ("groups", 'asks = "events"', 'asks = "money"', "asks"),
        ("groups", 'care = ["exercise", "stretching"]', 'care = ["prayer"]', "care"),
        ("groups", 'id = "other"', 'id = "others"', "group"),
        ("facts", "low = 24\nhigh = 72", "low = 72\nhigh = 24", "low"),
        ("facts", 'topic = "soreness"', 'topic = "dose"', "fact"),
        ("sources", "[hoe2018]", "[office2016]", "office2016"),
    ],
)
def test_a_broken_file_is_refused_and_named(
    tmp_path: Path, file: str, was: str, becomes: str, field: str
) -> None:
    folder = copied(tmp_path)
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), encoding="utf-8")
    with pytest.raises(BrokenKnowledge) as refused:
        read_plan_knowledge(folder, shipped_sources(), Atlas.load())
    assert field in str(refused.value)


def test_a_changed_word_changes_the_version(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "care.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Massage", "Rubbing"), "utf-8")
    read = read_plan_knowledge(folder, shipped_sources(), Atlas.load())
    assert read.version != known.version
