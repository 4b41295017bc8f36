"""`filiform screen` as a person or a program meets it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from fhir_records import bundle, form, medicine
from filiform.cli import main
from filiform.knowledge.screening import load_rules

ROOT = Path(__file__).parents[3]
RUNNER = str(ROOT / "examples" / "screening" / "healthy-runner.json")
KEYS = [
    "verdict", "muscles", "regions", "reasons", "changes", "complete", "questions", "unread",
    "version", "evidence",
]  # fmt: skip


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The console script in this process; `given` stands on standard input."""

    def call(*words: str, given: Any = None) -> Result:
        raw = given if isinstance(given, bytes) else json.dumps(given).encode()
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(raw)))
        try:
            code = main(["screen", *words])
        except SystemExit as end:
            code = int(end.code or 0)
        return Result(code, *capfd.readouterr())

    return call


def test_the_document_has_the_keys_of_the_contract(run: Run) -> None:
    result = run("-", "--json", "--muscle", "psoas_major:left", given=bundle(medicine("Eliquis")))
    document = json.loads(result.out)
    assert list(document) == KEYS
    assert result.code == 1
    assert result.err == ""
    assert document["muscles"] == [{"muscle": "psoas_major", "side": "left", "verdict": "stop"}]
    reason = next(r for r in document["reasons"] if r["id"] == "ci_anticoag")
    assert reason["because"] == ["MedicationStatement/m"]
    assert reason["action"] == "clearance_first"
    assert reason["provisional"] is True
    assert reason["sources"]


def test_every_reason_names_its_rule(run: Run) -> None:
    rules = load_rules()
    known = {*rules.rules, *rules.hazards, "open_questions", "unread", "competence", "jurisdiction"}
    document = json.loads(run(RUNNER, "--json", "--muscle", "psoas_major").out)
    assert {reason["id"] for reason in document["reasons"]} <= known


def test_without_json_it_is_a_table(run: Run) -> None:
    words = ("-", "--on", "2026-11-23", "--muscle", "trapezius_upper:right")
    result = run(*words, given=bundle(medicine("Eliquis and zyzzyva"), form(("ci_fever", "yes"))))
    for part in (
        "CLEARANCE  history not complete",
        "trapezius upper right",
        "Anticoagulant treatment [ci_anticoag]?",
        "Do differently:",
        "Ask:",
        "apixaban -> med_doac (MedicationStatement/m)",
        "Not read:",
        "'ci_fever' is no question of screening",
        "Decision support for licensed professionals.",
    ):
        assert part in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_a_doubt_is_said(run: Run) -> None:
    result = run(
        "-", given=bundle(medicine("warferin"), medicine("stopped plavix in 2015", id="n"))
    )
    assert "warfarin -> med_vka (MedicationStatement/m, not certain)" in result.out
    assert "clopidogrel -> med_antiplatelet (MedicationStatement/n, does not count)" in result.out


@pytest.mark.parametrize(
    ("words", "given", "message"),
    [
        (("-",), b"{", "stdin: line 1 column 2: expected JSON"),
        (("-",), b"\xff\xfe", "stdin: expected JSON as UTF-8"),
        (("-",), [], "stdin: expected a FHIR R4 Bundle"),
        (("-",), {"resourceType": "Patient"}, "resourceType: expected Bundle, got 'Patient'"),
        (("no-such-file.json",), None, "no-such-file.json: expected a readable file"),
        (("-", "--muscle", "psoas"), bundle(), "muscle: expected a muscle of the atlas such as"),
        (("-", "--muscle", "psoas_major:up"), bundle(), "side: expected left or right"),
        (("-", "--muscle", "psoas_major:both"), bundle(), "side: expected left or right"),
        (("-", "--jurisdiction", "Florida"), bundle(), "jurisdiction: expected a code"),
        (("-", "--muscle", "psoas_major", "--muscle", "psoas_major"), bundle(), "once"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    run: Run, words: tuple[str, ...], given: Any, message: str
) -> None:
    result = run(*words, "--json", given=given)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("-", "--on", "yesterday"),
        ("-", "--on", "20261123"),
        ("-", "--on", "2026-02-30"),
        ("-", "--technique", "laser"),
        (),
    ],
)
def test_bad_options_are_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, given=bundle())
    assert (result.code, result.out) == (2, "")


def test_the_day_is_today_unless_given(run: Run) -> None:
    assert run(RUNNER, "--json").code == 0


def test_answers_of_an_earlier_day_are_said_to_be_so(run: Run) -> None:
    old = json.loads(Path(RUNNER).read_text("utf-8").replace("2026-11-23", "2026-11-02"))
    result = run("-", "--json", given=old)
    assert json.loads(result.out)["complete"] is False
    assert "--on 2026-11-02 judges that day" in result.err
    asked = run("-", "--json", "--on", "2026-11-02", given=old)
    assert (json.loads(asked.out)["complete"], asked.err) == (True, "")


def test_the_help_is_in_the_reference(run: Run) -> None:
    assert run("--help").out in (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")


def test_several_records_are_screened_one_after_another(run: Run) -> None:
    """The strictest exit code counts; each record is headed by its name."""
    files = [
        str(ROOT / "examples" / "screening" / f"{n}.json") for n in ("healthy-runner", "minor")
    ]
    haemophilia = str(ROOT / "examples" / "screening" / "haemophilia.json")
    mild = run(*files, "--on", "2026-11-23")
    assert mild.code == 0
    assert [line for line in mild.out.splitlines() if line.startswith("# ")] == [
        f"# {file}" for file in files
    ]
    assert run(haemophilia, *files, "--on", "2026-11-23").code == 1
    listed = json.loads(run(*files, haemophilia, "--json", "--on", "2026-11-23").out)
    assert [(one["record"], one["verdict"]) for one in listed] == [
        (files[0], "clear"), (files[1], "clearance"), (haemophilia, "stop"),
    ]  # fmt: skip
    assert list(listed[0]) == ["record", *KEYS]


def test_of_several_records_one_that_cannot_be_read_stops_no_other(
    run: Run, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"resourceType": "Patient"}', encoding="utf-8")
    result = run(str(broken), RUNNER, "--json", "--on", "2026-11-23")
    assert result.code == 2
    assert [one["record"] for one in json.loads(result.out)] == [RUNNER]
    assert result.err == (f"filiform: {broken}: resourceType: expected Bundle, got 'Patient'\n")
    assert "muscle" in run(str(broken), RUNNER, "--muscle", "nowhere").err
