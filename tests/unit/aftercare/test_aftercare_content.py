"""What ships for the sheet is cited, in review, plain to read, and promises no cure by water."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from filiform.aftercare import Aftercare, Kind, read_aftercare
from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge import Atlas
from filiform.knowledge.parts import Parts, read_parts
from filiform.knowledge.screening import load_rules
from filiform.knowledge.sources import DATA
from reading_level import grade

AFTERCARE = Aftercare.load()
TEXTS = {one.id: one.text for one in AFTERCARE.advice} | {
    one.id: f"{one.title}. {'. '.join(one.signs)}. {one.window} {one.act}"
    for one in AFTERCARE.warnings
}


@pytest.mark.parametrize(("entry", "text"), TEXTS.items())
def test_a_reader_of_twelve_follows(entry: str, text: str) -> None:
    assert grade(text) <= 7, entry


def test_every_entry_is_in_review_and_an_old_one_is_found() -> None:
    assert AFTERCARE.overdue(date(2026, 12, 1)) == ()
    assert len(AFTERCARE.overdue(date(2100, 1, 1))) == len(AFTERCARE.entries) + 1


def test_what_permits_without_backing_is_held_back() -> None:
    assert {one.id for one in AFTERCARE.held_back} == {"care_active", "care_stretch", "care_wash"}
    assert all(one.kind is Kind.PERMITS for one in AFTERCARE.held_back)


def test_no_text_promises_what_has_no_support() -> None:
    for text in TEXTS.values():
        assert not re.search(r"detox|toxin|flush|cure", text, re.IGNORECASE)


def test_every_warning_says_when_and_what_to_do() -> None:
    for sign in AFTERCARE.warnings:
        assert sign.window.endswith(".")
        assert sign.act.endswith(".")
        assert sign.signs


def test_every_danger_sign_that_a_patient_can_meet_is_told() -> None:
    told = {sign.flag for sign in AFTERCARE.warnings}
    assert set(load_rules().red_flags) - told == {"rf_needlestick"}


def test_every_muscle_lies_in_one_part() -> None:
    parts = Parts.load()
    for muscle in Atlas.load().muscles.values():
        assert muscle.region in parts.of(muscle).regions
    with pytest.raises(InvalidInput, match="parts"):
        parts.check(["tail"])


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("advice.toml", 'kind = "tells"', 'kind = "sings"', "expect_sore.kind"),
        ("advice.toml", 'id = "expect_bruise"', 'id = "expect_sore"', "expect_sore.id"),
        ("advice.toml", '"diciolla2021"', '"nobody1999"', "expect_sore.sources"),
        ("warnings.toml", 'flag = "rf_spinal"', 'flag = "rf_none"', "warn_spine.flag"),
        ("warnings.toml", 'zones = ["thorax"]', 'zones = ["tail"]', "warn_lung.zones"),
        ("warnings.toml", 'parts = ["neck", "head"]', 'parts = ["tail"]', "warn_stroke.parts"),
        ("emergency.toml", 'number = "999"', 'nummer = "999"', "GB.number"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, file: str, old: str, new: str, named: str) -> None:
    shutil.copytree(str(files("filiform.aftercare") / "data"), tmp_path / "data")
    path = tmp_path / "data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=re.escape(named)):
        read_aftercare(tmp_path / "data", load_rules(), Parts.load())


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('regions = ["foot"]', 'regions = ["foot", "jaw"]', "jaw"),
        ('regions = ["foot"]', 'regions = ["claw"]', "claw"),
        ('id = "foot"', 'id = "head"', "head.id"),
    ],
)
def test_broken_parts_are_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = (DATA / "parts.toml").read_text(encoding="utf-8")
    (tmp_path / "parts.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=re.escape(named)):
        read_parts(tmp_path, Atlas.load().muscles)
