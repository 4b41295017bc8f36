"""Documents check themselves and come back from storage as they were; broken codes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge.sources import shipped_sources
from filiform.note import LONGEST_OWN, Document, PainScore, Part, Section, Soap
from filiform.note.codes import DATA, read_codes

DOCUMENT = Document((Part("SOAP note", (Section("Subjective", ("One.", "Two.")),)),))


def test_a_document_comes_back_as_it_was() -> None:
    assert Document.from_json(DOCUMENT.to_json()) == DOCUMENT
    assert Document.from_json([]) == Document()
    assert DOCUMENT.text == "SOAP NOTE\n\nSubjective:\nOne.\nTwo."


def test_own_words_stand_in_their_section_and_nowhere_else() -> None:
    words = {Soap.SUBJECTIVE: " Mine. ", Soap.PLAN: "Lost: there is no such section."}
    with_words = DOCUMENT.with_own(words)
    assert with_words.own == {Soap.SUBJECTIVE: "Mine."}
    assert with_words.text.endswith("Two.\nIn own words: Mine.")
    assert Document.from_json(with_words.to_json()) == with_words
    assert with_words.with_own({}) == DOCUMENT
    assert "own" not in DOCUMENT.to_json()[0]["sections"][0]  # type: ignore[index]  # plain tables


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
    with pytest.raises(InvalidInput, match="own"):
        Section("Plan", ("x",), "y" * (LONGEST_OWN + 1))


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
