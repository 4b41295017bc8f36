"""A broken entry of the screening files is refused by file, entry and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from broken_screening import BROKEN

from filiform.errors import BrokenKnowledge
from filiform.knowledge import Atlas
from filiform.knowledge.screening import (
    Compressible,
    load_rules,
    read_screening,
)
from filiform.knowledge.sources import DATA

RULES = load_rules()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(str(DATA / "screening"), tmp_path / "screening")
    shutil.copy(str(DATA / "sources.toml"), tmp_path)
    return tmp_path


def test_the_copy_reads_as_the_same_rules(folder: Path) -> None:
    assert read_screening(folder, Atlas.load()) == RULES


@pytest.mark.parametrize(("file", "old", "new", "named"), BROKEN)
def test_a_broken_entry_is_named(folder: Path, file: str, old: str, new: str, named: str) -> None:
    path = folder / "screening" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge) as refused:
        read_screening(folder, Atlas.load())
    assert str(refused.value) == f"screening/{file}: {named}"


def test_a_changed_file_changes_the_version(folder: Path) -> None:
    path = folder / "screening" / "compressibility.csv"
    text = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(text[:-1]), encoding="utf-8")
    read = read_screening(folder, Atlas.load())
    missing = text[-1].split(",")[0]
    assert read.version != RULES.version
    assert read.muscles[missing].compressible is Compressible.NO, (
        "unread counts as not compressible"
    )
