"""The console script as a person or a program meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from filiform import __version__
from filiform.cli import main

SCRIPT = Path(sys.executable).with_name("filiform")
CASE_JSON = '{"areas": [{"area": "temple", "side": "left"}]}'
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The console script in this process: the same code, without a second of start-up."""

    def call(*words: str, given: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(given)))
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        return Result(code, *capfd.readouterr())

    return call


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """The one error line of a call that must end with exit code 2 and an empty stdout."""

    def call(*words: str, given: bytes = b"") -> str:
        result = run(*words, given=given)
        assert (result.code, result.out) == (2, "")
        (line,) = result.err.splitlines()
        assert line.startswith("filiform: ")
        return line

    return call


Refused = Callable[..., str]


def test_the_installed_script_answers_in_its_own_process() -> None:
    words = [str(SCRIPT), "locate", "-", "--json", "--top", "1"]
    result = subprocess.run(words, input=CASE_JSON.encode(), capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(json.loads(result.stdout)["muscles"]) == 1


def test_version_is_printed(run: Run) -> None:
    assert run("--version").out.strip() == f"filiform {__version__}"


def test_help_lists_the_commands(run: Run) -> None:
    result = run("--help")
    assert result.code == 0
    assert "locate" in result.out


def test_the_documented_help_is_the_help(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run("locate", "--help").out in (ROOT / "docs/reference/cli.md").read_text()


@pytest.mark.parametrize("words", [[], ["forecast"], ["locate", "--top", "0", "-"]])
def test_a_wrong_call_says_how_to_call(run: Run, words: list[str]) -> None:
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert "usage: filiform" in result.err


def test_locate_needs_a_case(refused: Refused) -> None:
    assert "standard input" in refused("locate")


def test_an_explanation_comes_when_asked_for(run: Run) -> None:
    case = b'{"areas": [{"area": "temple", "side": "left"}, {"area": "occiput", "side": "left"}]}'
    why = json.loads(run("locate", "-", "--json", "--explain", given=case).out)["explanation"]
    assert len(why["muscles"]) == 5
    assert why["muscles"][0]["explains"][0]["area"] in ("temple", "occiput")
    text = run("locate", "-", "--explain", given=case).out
    assert "without: " in text
    assert "from no muscle of the" in text


def test_json_alone_is_on_stdout(run: Run) -> None:
    case = b'{"complaint": "neck", "areas": [{"area": "temple", "side": "left"}]}'
    result = run("locate", "-", "--json", given=case)
    assert (result.code, result.err) == (0, "")
    belief = json.loads(result.out)
    assert set(belief) == {
        "hypotheses",
        "muscles",
        "next",
        "confident",
        "notes",
        "version",
        "rule_outs",
    }


def test_top_shortens_every_list(run: Run) -> None:
    case = b'{"areas": [{"area": "temple", "side": "left"}]}'
    belief = json.loads(run("locate", "-", "--json", "--top", "3", given=case).out)
    assert [len(belief[key]) for key in ("hypotheses", "muscles", "next")] == [3, 3, 3]


def test_people_get_a_table(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text('{"areas": [{"area": "plantar_heel", "side": "left"}]}')
    text = run("locate", str(file)).out
    assert "Hypotheses to palpate, not a diagnosis." in text
    assert "Next:" in text
    assert "not calibrated" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (b"[]", "expected an object, got an empty list"),
        (b"[1, 2]", "expected an object, got a list of 2"),
        (b'{"areas": {}}', "areas: expected a list, got an empty object"),
        (b'{"areas": "list"}', "areas: expected a list, got 'list'"),
        (
            b'{"complaint": "lowback"}',
            "(did you mean 'low_back'?); `filiform locate --vocabulary` lists them",
        ),
    ],
)
def test_bad_input_is_told_in_words(run: Run, case: bytes, said: str) -> None:
    assert said in run("locate", "-", given=case).err


def test_the_vocabulary_lists_every_kind_of_id(run: Run) -> None:
    listed = json.loads(run("locate", "--vocabulary", "--json").out)
    assert len(listed["areas"]) == 181
    assert len(listed["muscles"]) == 152
    assert {"complaints", "groups", "sites", "qualities", "movements"} <= set(listed)
    temple = next(area for area in listed["areas"] if area["id"] == "temple")
    assert temple["sides"] == ["left", "right", "both"]
    assert "temple" in run("locate", "--vocabulary").out


DOCUMENTS = [
    (b"", "expected JSON"),
    (b"{", "line 1 column 2: expected JSON"),
    (b"\x00\xff\xfe\x80", "not a binary file"),
    (b'{"areas": [], "areas": []}', "areas: expected each key only once"),
    (b'{"areas": [{"area": "temple", "side": "left", "intensity": NaN}]}', "got 'NaN'"),
    (b'{"areas": [{"area": "temple", "side": "left", "intensity": 1e999}]}', "intensity"),
    (b'{"areas": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested"),
    (b'{"body": ' + b"9" * 10_000 + b"}", "expected numbers of ordinary size"),
    (b" " * 10_000_001, "at most 10 MB"),
    (b"[]", "stdin: expected an object"),
    (b'{"areas": [{"area": "temple", "side": "up"}]}', "stdin: areas[0].side: expected left"),
]


@pytest.mark.parametrize(("document", "words"), DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_a_bad_document_is_refused_in_one_line(
    refused: Refused, document: bytes, words: str
) -> None:
    assert words in refused("locate", "-", "--json", given=document)


def test_the_file_is_named(refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text('{"complaint": "headache"}')
    line = refused("locate", str(file))
    assert line.startswith(f"filiform: {file}: complaint: expected a complaint id")


@pytest.mark.parametrize("name", ["missing.json", ".", "a" * 300])
def test_a_file_that_cannot_be_read_is_refused(refused: Refused, name: str) -> None:
    assert "expected a readable file" in refused("locate", name)


AWKWARD = [
    ("locate - <&-", 2, "filiform: stdin: expected a document (standard input is closed)"),
    ("locate - --json >/dev/full", 3, "filiform: standard output: no space left on device"),
]


@pytest.mark.parametrize(("words", "code", "line"), AWKWARD)
def test_closed_input_and_full_disks_are_said_in_one_line(words: str, code: int, line: str) -> None:
    command = ["bash", "-c", f"echo '{CASE_JSON}' | {SCRIPT} {words}"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr.splitlines()) == (code, [line])


@pytest.mark.parametrize("key", [b"a\\nb", b"\\ud800", b"x" * 1_000_000])
def test_an_odd_key_stays_in_one_short_line(refused: Refused, key: bytes) -> None:
    assert len(refused("locate", "-", given=b'{"' + key + b'": 1}')) < 500


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"echo '{CASE_JSON}' | {SCRIPT} locate - --json | head -c 10"
    result = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(result.stdout) == 10
