"""Documents check themselves and come back from storage as they were; broken codes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.sources import shipped_sources
from filiform.note import Document, PainScore, Part, Section
from filiform.note.codes import DATA, read_codes

DOCUMENT = Document((Part("SOAP note", (Section("Subjective", ("One.", "Two.")),)),))


def test_a_document_comes_back_as_it_was() -> None:
    assert Document.from_json(DOCUMENT.to_json()) == DOCUMENT
    assert Document.from_json([]) == Document()
    assert DOCUMENT.text == "SOAP NOTE\n\nSubjective:\nOne.\nTwo."


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"title": "SOAP note"},
        ["SOAP note"],
        [{"title": "SOAP note", "sections": None}],
        [{"title": "SOAP note", "sections": [{"heading": "Plan", "paragraphs": "x"}]}],
        [{"title": "SOAP note", "sections": [{"heading": "Plan", "paragraphs": []}]}],
    ],
)
def test_what_is_no_document(value: object) -> None:
    with pytest.raises(InvalidInput):
        Document.from_json(value)


def test_a_section_is_never_empty() -> None:
    for heading, paragraphs in (("", ("x",)), ("Plan", ()), ("Plan", ("",))):
        with pytest.raises(InvalidInput):
            Section(heading, paragraphs)


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_lies_between_0_and_10(score: int) -> None:
    with pytest.raises(InvalidInput, match="score"):
        PainScore("now", score)


@pytest.mark.parametrize(
    ("was", "now", "named"),
    [
        ("muscles = [3]", "muscles = []", "bc_20561.muscles"),
        ("muscles = [3]", 'muscles = ["3"]', "bc_20561.muscles"),
        ("muscles = [1, 2]", "muscles = [2, 1]", "muscles"),
        ('"prombs"', '"nobody"', "sources"),
        ('about = "payer"', 'about = "rumour"', "about"),
    ],
)
def test_broken_codes_are_named(tmp_path: Path, was: str, now: str, named: str) -> None:
    for name in ("codes.toml", "sources.toml"):
        text = (DATA / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(
            text.replace(was, now, 1) if name == "codes.toml" else text, encoding="utf-8"
        )
    with pytest.raises(BrokenKnowledge, match=named):
        read_codes(tmp_path, shipped_sources())
