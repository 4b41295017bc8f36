"""Every example record gets the verdict, reasons and exit code that are written down for it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from filiform.cli import main
from filiform.cli.screening_pages import Example, page, read_examples

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "examples" / "screening"
EXAMPLES = read_examples(FOLDER)
ON = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))["on"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file)
def test_the_verdict_is_as_expected(example: Example) -> None:
    assert example.answer == example.expected


def test_every_record_is_listed_and_none_is_a_person() -> None:
    files = {path.name for path in FOLDER.glob("*.json")}
    assert {example.file for example in EXAMPLES} == files
    assert len(files) >= 25
    for file in files:
        entries = json.loads((FOLDER / file).read_text("utf-8"))["entry"]
        patients = [e["resource"] for e in entries if e["resource"]["resourceType"] == "Patient"]
        assert [patient["name"][0]["given"] for patient in patients] == [["Synthetic"]]


def test_the_examples_show_every_verdict() -> None:
    assert {e.answer["verdict"] for e in EXAMPLES} == {"clear", "caution", "clearance", "stop"}


def test_the_page_is_current() -> None:
    written = (ROOT / "docs" / "reference" / "screening-examples.md").read_text("utf-8")
    assert page(EXAMPLES, ON) == written


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.file)
def test_the_console_says_the_same(example: Example, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["screen", str(FOLDER / example.file), "--on", ON.isoformat(), *example.entry["args"]]
    assert main([*words, "--json"]) == example.expected["exit"]
    document = json.loads(capsys.readouterr().out)
    assert document["verdict"] == example.expected["verdict"]
    assert {reason["id"] for reason in document["reasons"]} == set(example.expected["reasons"])
    assert main(words) == example.expected["exit"]
    assert capsys.readouterr().out.startswith(example.expected["verdict"].upper())
