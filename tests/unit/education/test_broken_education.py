"""A broken education entry is refused, and the message names the file, the entry and the key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filiform.education import read_education
from filiform.education.library import DATA
from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas
from filiform.knowledge.sources import shipped_sources

BROKEN = [
    # file, what was changed, into what, and what the message must name
    ("evidence", 'sources = ["chys2023"]', 'sources = ["nobody"]', "ev_overall.sources"),
    ("evidence", 'sources = ["chys2023"]', "sources = []", "ev_overall.sources: at least one"),
    ("evidence", 'certainty = ["low", "moderate"]', 'certainty = ["sure"]', "ev_overall.certainty"),
    (
        "evidence",
        'certainty = ["low", "moderate"]',
        'certainty = ["moderate", "low"]',
        "ev_overall.certainty: one word or two",
    ),
    ("evidence", 'groups = ["other"]', 'groups = ["kings"]', "ev_overall.groups"),
    ("evidence", 'title = "Muscle', 'titel = "Muscle', "ev_overall.title: this key is required"),
    ("warnings", 'urgency = "emergency"', 'urgency = "later"', "warn_chest.urgency"),
    ("warnings", 'id = "warn_stroke"', 'id = "warn_chest"', "warn_chest.id: each id only once"),
    ("statements", 'topic = "what"', 'topic = "why"', "what_needle.topic"),
    ("statements", "next = 2027-11-23", "next = 2026-11-23", "review.next"),
    ("contrasts", 'confidence = "sourced"', 'confidence = "sure"', "contrast_basis.confidence"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("statements", "contrasts", "evidence", "warnings"):
        shutil.copy(str(DATA / f"{name}.toml"), tmp_path)
    return tmp_path


def test_the_copy_is_sound(folder: Path) -> None:
    assert read_education(folder, Atlas.load().groups, shipped_sources()).cards


@pytest.mark.parametrize(("file", "old", "new", "named"), BROKEN)
def test_a_broken_entry_is_named(folder: Path, file: str, old: str, new: str, named: str) -> None:
    path = folder / f"{file}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge) as refused:
        read_education(folder, Atlas.load().groups, shipped_sources())
    assert named in str(refused.value)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "warnings.toml").unlink()
    with pytest.raises(BrokenKnowledge, match=r"warnings\.toml"):
        read_education(folder, Atlas.load().groups, shipped_sources())
