"""The page of example records: ``python -m filiform.cli.screening_pages EXAMPLES FOLDER``.

Writes `screening-examples.md`: what `filiform screen` says of every synthetic record. A test keeps
the page in docs/reference current and holds the answers to `expected.toml`.
"""

from __future__ import annotations

import json
import sys
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from filiform.cli.screen import ScreenCommand, screened
from filiform.screening import Verdict
from filiform.screening.documents import main_action

HEAD = (
    "<!-- Written by python -m filiform.cli.screening_pages examples/screening docs/reference. "
    "-->\n"
)
INTRO = """# What screening says of the example records

Synthetic FHIR R4 bundles in [examples/screening/](../../examples/screening/). Each is screened with
`filiform screen examples/screening/NAME.json --on {on}` and the arguments shown. A question
mark: taken for granted until it is asked. What is expected is written down in
`examples/screening/expected.toml`, and a test holds the answers to it.
"""
COLUMNS = ("record", "arguments", "verdict", "muscles", "reasons", "what it shows")


@dataclass(frozen=True, slots=True)
class Example:
    """A record, what it is screened with, what is expected of it, and the verdict."""

    entry: dict[str, Any]
    verdict: Verdict

    @property
    def file(self) -> str:
        return str(self.entry["file"])

    @property
    def answer(self) -> dict[str, Any]:
        """The verdict in the form of `expected.toml`."""
        reasons = self.verdict.reasons
        return {
            "exit": int(self.verdict.stops),
            "verdict": self.verdict.session.word,
            "complete": self.verdict.complete,
            "muscles": [muscle.outcome.word for muscle in self.verdict.muscles],
            "reasons": list(dict.fromkeys(reason.id for reason in reasons)),
            "provisional": list(dict.fromkeys(r.id for r in reasons if r.provisional)),
        }

    @property
    def expected(self) -> dict[str, Any]:
        return {key: self.entry[key] for key in self.answer}


def read_examples(folder: Path) -> tuple[Example, ...]:
    """Every record of `expected.toml`, screened on its day."""
    listed = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    parser = ArgumentParser()
    ScreenCommand().add_arguments(parser)
    return tuple(_example(folder, entry, listed["on"], parser) for entry in listed["case"])


def _example(folder: Path, entry: dict[str, Any], on: date, parser: ArgumentParser) -> Example:
    path = folder / entry["file"]
    args = parser.parse_args([str(path), "--on", on.isoformat(), *entry["args"]])
    _, verdict = screened(json.loads(path.read_text(encoding="utf-8")), args)
    return Example(entry, verdict)


def page(examples: Sequence[Example], on: date) -> str:
    """The page in Markdown."""
    rows = [COLUMNS, tuple("---" for _ in COLUMNS), *map(_row, examples)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return f"{HEAD}{INTRO.format(on=on)}\n" + "\n".join(lines) + "\n"


def _row(example: Example) -> tuple[str, ...]:
    name = example.file.removesuffix(".json")
    verdict = example.verdict
    muscles = (_muscle(m.muscle, m.side, m.outcome.word) for m in verdict.muscles)
    open_ = "" if verdict.complete else ", history not complete"
    return (
        f"[{name}](../../examples/screening/{example.file})",
        f"`{' '.join(example.entry['args'])}`",
        f"**{verdict.session.word}**{open_}",
        "; ".join(muscles),
        "; ".join(_reasons(verdict)),
        str(example.entry["note"]),
    )


def _muscle(muscle: str, side: str | None, verdict: str) -> str:
    return " ".join(filter(None, [muscle, side])) + f": {verdict}"


def _reasons(verdict: Verdict) -> Iterable[str]:
    told: dict[str, str] = {}
    for reason in verdict.reasons:
        mark = "?" if reason.provisional else ""
        action = main_action(reason).replace("_", " ")
        told.setdefault(reason.id, f"`{reason.id}`{mark} {reason.outcome.word} ({action})")
    return told.values()


def main(arguments: list[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m filiform.cli.screening_pages")
    parser.add_argument("examples", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    on = tomllib.loads((asked.examples / "expected.toml").read_text(encoding="utf-8"))["on"]
    text = page(read_examples(asked.examples), on)
    (asked.folder / "screening-examples.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
