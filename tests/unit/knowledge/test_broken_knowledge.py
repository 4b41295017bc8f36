"""A broken entry is refused, and the message names the file, the entry and the key."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge
from filiform.knowledge import read_atlas
from filiform.knowledge.atlas import DATA

Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files, small enough to read quickly: jaw muscles only."""
    (tmp_path / "muscles").mkdir()
    for name in ("references.toml", "complaints.toml", "muscles/jaw.toml"):
        shutil.copy(str(DATA / name), tmp_path / name)
    return tmp_path


@pytest.fixture
def change(folder: Path) -> Change:
    def edit(path: str, old: str, new: str) -> None:
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def test_the_copy_is_sound(folder: Path) -> None:
    assert len(read_atlas(folder).muscles) == 7


JAW = "muscles/jaw.toml"
MID = 'position = { at = "masseter_mid" }'
BROKEN = [
    # what was changed, into what, and the entry and key that the message must name
    (JAW, 'hazard = "moderate"', 'hazard = "mild"', "masseter_superficial.needling.hazard"),
    (
        JAW,
        'hazard = "moderate"\n',
        "",
        "masseter_superficial.needling.hazard: this key is required",
    ),
    (JAW, 'local_area = "cheek"', 'local_area = "cheeks"', "masseter_superficial_1.local_area"),
    (JAW, '{ area = "cheek"', '{ area = "nowhere"', "masseter_superficial_1.essential[1].area"),
    (JAW, '{ area = "cheek"', '{ area = "upper_molars"', "masseter_superficial_1.essential"),
    (JAW, 'side = "ipsilateral"', 'side = "left"', "masseter_superficial_1.essential[0].side"),
    (JAW, 'side = "ipsilateral"', 'side = "midline"', "masseter_superficial_1.essential[0].side"),
    (JAW, 'local_area = "cheek"', 'local_area = "mcburney_point"', "_1.only_side"),
    (JAW, '"TS1999", "DON2019"', '"TS1999", "NOBODY"', "masseter_superficial.references"),
    (JAW, 'references = ["TS1999"', 'references = ["TS1999", 7', "superficial.references"),
    (JAW, "review = { on = 2026-11-23,", "review = {", "masseter_superficial.review.on"),
    (JAW, "on = 2026-11-23", 'on = "soon"', "masseter_superficial.review.on: a date"),
    (JAW, "on = 2026-11-23", "on = 2036-11-23", "masseter_superficial.review.next"),
    (JAW, "source = ", "sauce = ", "masseter_superficial.source"),
    (JAW, 'source = "textbook', 'source = "hearsay', "masseter_superficial.source: one of"),
    (JAW, "source = ", 'colour = "red"\nsource = ', "masseter_superficial.colour: no such key"),
    (JAW, 'id = "temporalis_2"', 'id = "temporalis_1"', "temporalis.id: each id only once"),
    (JAW, 'id = "masseter_deep_1"', 'id = "deep_1"', "deep_1.id"),
    (JAW, 'name = "Temporalis"', 'name = ""', "temporalis.name"),
    (JAW, 'name = "Temporalis"', "name = 3", "temporalis.name"),
    (JAW, 'region_group = "jaw"', 'region_group = "knee"', "masseter_superficial.region_group"),
    (JAW, 'finding = ["limited", "painful"]', 'finding = ["odd"]', "rom_affected[0].finding"),
    (JAW, MID, "", "masseter_superficial_2.position: this key is required"),
    (JAW, MID, "position = {}", "masseter_superficial_2.position"),
    (JAW, MID, 'position = { at = "noses" }', "masseter_superficial_2.position: landmark ids"),
    (JAW, MID, 'position = { at = "tmj", projection = 1 }', "_2.position.projection"),
    (JAW, MID, 'position = { at = "tmj", offset = { up_cm = 99 } }', "_2.position.offset.up_cm"),
    (JAW, MID, 'position = { at = "tmj", list_only = "deep" }', "_2.position.at: no such key"),
    (JAW, MID, 'position = { list_only = "" }', "masseter_superficial_2.position.list_only"),
    (JAW, "[[muscle]]", "[[muscle", "a readable TOML file"),
    ("references.toml", "citation = ", "cite = ", "TS1992.citation"),
    ("references.toml", "[TS1992]", "[TS1992]\nyear = 1992", "TS1992.year"),
    ("complaints.toml", 'id = "headache_migraine"', 'id = "headache_tension"', "headache_tension"),
    ("complaints.toml", 'name = "Desk work"', 'nam = "Desk work"', "desk.name"),
    ("complaints.toml", 'clinical = "none"', 'clinical = "never"', "review.clinical"),
]


@pytest.mark.parametrize(("path", "old", "new", "named"), BROKEN)
def test_a_broken_entry_is_refused(
    folder: Path, change: Change, path: str, old: str, new: str, named: str
) -> None:
    change(path, old, new)
    with pytest.raises(BrokenKnowledge, match=re.escape(named)) as refusal:
        read_atlas(folder)
    assert refusal.value.where == path


def test_an_id_used_in_two_files_is_refused(folder: Path, change: Change) -> None:
    text = (folder / JAW).read_text(encoding="utf-8").replace('"jaw"\nside', '"jaw_two"\nside')
    (folder / "muscles" / "jaw_two.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match="each id only once") as refusal:
        read_atlas(folder)
    assert refusal.value.where == "muscles/jaw_two.toml"


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "complaints.toml").unlink()
    with pytest.raises(BrokenKnowledge, match=r"complaints\.toml"):
        read_atlas(folder)
