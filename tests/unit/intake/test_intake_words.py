"""Plain words for every complaint, group and area: complete, easy to read, refused when broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge
from filiform.intake import Words, read_words
from filiform.intake.words import DATA
from filiform.knowledge import Atlas
from reading_level import grade

WORDS = Words.load()


def test_every_complaint_and_group_can_be_chosen() -> None:
    atlas = Atlas.load()
    offered = {choice.id for part in WORDS.parts for choice in part.choices}
    assert offered == set(atlas.complaints)
    assert {choice.id for choice in WORDS.groups} == set(atlas.groups)


def test_something_else_comes_last() -> None:
    assert WORDS.parts[-1].choices[-1].id == "other"
    assert WORDS.groups[-1].id == "other"


def test_words_are_found_by_id() -> None:
    assert WORDS.complaint("low_back").title == "Low back"
    assert WORDS.group("desk").title.startswith("I sit at a desk")


def test_titles_are_easy_to_read() -> None:
    choices = [choice for part in WORDS.parts for choice in part.choices] + list(WORDS.groups)
    text = ". ".join([*(c.title for c in choices), *(c.hint for c in choices if c.hint)])
    assert grade(text) <= 7


BROKEN = [
    ('id = "knee"', 'id = "knees"', "part: each id of the vocabulary once"),
    ('id = "knee"', 'id = "ankle"', "part: each id of the vocabulary once"),
    ('private = ["pelvic"', 'private = ["pelvis"', "private: complaint ids"),
    ('title = "Knee"', 'name = "Knee"', "knee.title: this key is required"),
    ('id = "athlete"', 'id = "sports"', "group: each id"),
]


@pytest.mark.parametrize(("old", "new", "named"), BROKEN)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    shutil.copy(str(DATA / "words.toml"), tmp_path)
    text = (tmp_path / "words.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "words.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge) as refused:
        read_words(tmp_path)
    assert named in str(refused.value)
    assert "words.toml" in str(refused.value)
