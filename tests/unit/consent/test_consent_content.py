"""The text has all that the common content asks for, is cited, in review and plain to read."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from filiform.consent import (
    MOST_POINTS,
    NO_TRAINING,
    ConsentText,
    ConsentTexts,
    Signature,
    Topic,
    read_consent,
    read_signature,
    write_text,
)
from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.parts import Parts
from filiform.knowledge.screening import load_rules
from reading_level import grade

TEXTS = ConsentTexts.load()


def text(*parts: str, rules: tuple[str, ...] = (), jurisdiction: str = "US-FL") -> ConsentText:
    return write_text(
        parts or ("neck",),
        jurisdiction=jurisdiction,
        therapist="Priya Practitioner",
        training="Licensed in Florida, 52 hours of training.",
        rules=rules,
    )


def ids(made: ConsentText) -> set[str]:
    return {one.id for one in made.passages}


@pytest.mark.parametrize("passage", TEXTS.passages, ids=lambda p: p.id)
def test_a_reader_of_twelve_follows(passage: object) -> None:
    said = getattr(passage, "text", "")
    assert grade(said.replace("{parts}", "neck").replace("{therapist}", "Priya")) <= 7


@pytest.mark.parametrize("question", TEXTS.questions, ids=lambda q: q.id)
def test_a_reader_of_twelve_follows_the_questions(question: object) -> None:
    assert grade(f"{getattr(question, 'text', '')} {getattr(question, 'again', '')}") <= 7


def test_every_passage_is_in_review_and_shown() -> None:
    assert TEXTS.overdue(date(2026, 12, 1)) == ()
    assert len(TEXTS.overdue(date(2100, 1, 1))) == len(TEXTS.passages) + 1
    assert all(passage.verified for passage in TEXTS.passages)


def test_the_common_content_is_all_there() -> None:
    made = text()
    for topic in Topic:
        assert made.about(topic) or topic is Topic.YOURS
    said = " ".join(one.text for one in made.passages)
    for phrase in (
        "do nothing for now",
        "say stop at any time",
        "under age",
        "interpreter",
        "covered",
        "not acupuncture",
        "Some people dispute this",
        "Priya Practitioner",
        "52 hours of training",
        "You get a copy",
    ):
        assert phrase in said, phrase


def test_training_that_nobody_entered_is_not_made_up() -> None:
    made = write_text(["foot"], therapist="Priya")
    assert f"Priya does the needling. {NO_TRAINING}" in [one.text for one in made.passages]


@pytest.mark.parametrize(
    ("parts", "there", "absent"),
    [
        (("foot",), set(), {"serious_lung", "serious_spine"}),
        (("chest",), {"serious_lung"}, {"serious_spine"}),
        (("upper_back",), {"serious_lung", "serious_spine"}, set()),
        (("foot", "neck"), {"serious_lung", "serious_spine"}, set()),
        (("thigh", "hip"), set(), {"serious_lung", "serious_spine"}),
    ],
)
def test_risks_follow_the_parts(parts: tuple[str, ...], there: set[str], absent: set[str]) -> None:
    found = ids(text(*parts))
    assert there <= found
    assert not absent & found


@pytest.mark.parametrize(
    ("jurisdiction", "there"),
    [
        ("US-FL", {"who_florida"}),
        ("US-VA", {"who_virginia"}),
        ("US-NV", {"who_nevada"}),
        ("US-NJ", {"who_new_jersey"}),
        ("US-CO", {"who_colorado"}),
        ("US-TN", {"who_tennessee"}),
        ("US-GA", set()),
        ("", set()),
    ],
)
def test_the_law_of_the_place_is_named(jurisdiction: str, there: set[str]) -> None:
    of_places = {one.id for one in TEXTS.passages if one.jurisdictions}
    assert ids(text(jurisdiction=jurisdiction)) & of_places == there


def test_risks_of_this_patient_are_named_only_for_this_patient() -> None:
    assert not text().about(Topic.YOURS)
    found = ids(text(rules=("ci_anticoag", "ci_pregnancy")))
    assert {"yours_bleeding", "yours_pregnancy"} <= found
    assert "yours_metal" not in found


def test_questions_are_two_or_three_and_a_wrong_answer_is_found() -> None:
    for part in Parts.load().parts:
        assert 2 <= len(text(part).questions) <= 3
    made = text("chest")
    right = {one.id: one.right for one in made.questions}
    assert made.wrong(right) == ()
    assert [one.id for one in made.wrong(right | {"ask_lung": "Wait"})] == ["ask_lung"]
    assert len(made.wrong({})) == 3
    assert all(one.right in one.choices for one in made.questions)


def test_a_text_is_kept_word_for_word_and_its_digest_tells_a_change() -> None:
    made = text()
    assert ConsentText.from_json(json.loads(json.dumps(made.to_json()))) == made
    assert made.digest == text().digest
    assert made.digest != text(rules=("ci_pregnancy",)).digest
    with pytest.raises(InvalidInput):
        ConsentText.from_json({"version": "1"})


@pytest.mark.parametrize("parts", [["tail"], ["neck", ""], []])
def test_unknown_parts_are_refused(parts: list[str]) -> None:
    with pytest.raises(InvalidInput, match="parts"):
        write_text(parts, therapist="Priya")


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("passages.toml", 'topic = "why"', 'topic = "song"', "why.topic"),
        ("passages.toml", 'id = "why"', 'id = "what"', "what.id"),
        ("passages.toml", '"chys2023"', '"nobody"', "why.sources"),
        ("passages.toml", 'rules = ["ci_pregnancy"]', 'rules = ["ci_none"]', "yours_pregnancy"),
        ("passages.toml", 'jurisdictions = ["US-VA"]', 'jurisdictions = ["XX"]', "who_virginia"),
        ("questions.toml", "right_at = 2", "right_at = 9", "ask_stop.right_at"),
        ("terms.toml", "renew_after_days = 365", "renew_after_days = 0", "renew_after_days"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, file: str, old: str, new: str, named: str) -> None:
    shutil.copytree(str(files("filiform.consent") / "data"), tmp_path / "data")
    path = tmp_path / "data" / file
    said = path.read_text(encoding="utf-8")
    assert old in said
    path.write_text(said.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=re.escape(named)):
        read_consent(tmp_path / "data", load_rules(), Parts.load())


LINE = [[0.1, 0.5], [0.4, 0.2], [0.9, 0.6]]


def test_a_drawn_signature_is_kept_as_strokes() -> None:
    made = read_signature(" Ada Ångström ", json.dumps([LINE]))
    assert made.drawn
    assert made.name == "Ada Ångström"
    assert Signature.from_json(json.loads(json.dumps(made.to_json()))) == made
    assert made.paths == ("M100 150 L400 60 L900 180",)


def test_a_typed_signature_needs_a_name_only() -> None:
    assert not read_signature("محمد 😀", "").drawn


@pytest.mark.parametrize(
    ("name", "strokes", "field"),
    [
        ("", "", "name"),
        ("   ", json.dumps([LINE]), "name"),
        ("A" * 3000, "", "name"),
        ("Ada", "not json", "strokes"),
        ("Ada", "[" * 100_000, "strokes"),
        ("Ada", "{}", "strokes"),
        ("Ada", "[1]", "strokes"),
        ("Ada", "[[[0.1]]]", "strokes"),
        ("Ada", "[[[0.1, 2]]]", "strokes"),
        ("Ada", "[[[0.1, NaN]]]", "strokes"),
        ("Ada", "[[[true, 0.1]]]", "strokes"),
        ("Ada", '[[["0.1", 0.1]]]', "strokes"),
        ("Ada", "[[[0.5, 0.5], [0.51, 0.5]]]", "strokes"),
        ("Ada", json.dumps([[[0.1, 0.1]]] * 101), "strokes"),
        ("Ada", json.dumps([[[0.1, 0.1]] * (MOST_POINTS + 1)]), "strokes"),
    ],
)
def test_what_is_no_signature_is_refused_by_name(name: str, strokes: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_signature(name, strokes)
    assert refused.value.field == field
