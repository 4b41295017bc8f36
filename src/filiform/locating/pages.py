"""Reference pages of locating: ``python -m filiform.locating.pages EXAMPLES FOLDER``.

Writes `examples.md` (what the engine answers to the example cases, and the self-check with own
zones), `locating-constants.md` and `finding-accuracy.md`. Tests keep the pages current.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from filiform.body import Body, Side
from filiform.knowledge import Atlas
from filiform.locating.accuracy_page import accuracy_page
from filiform.locating.constants import reasoned_constants
from filiform.locating.findings_page import before_after_rows, before_and_after
from filiform.locating.locate import locate
from filiform.locating.own_zones import OwnZone, own_zones
from filiform.locating.parse import case_from_json
from filiform.locating.values import Belief, Case, MuscleRank

HEAD = "<!-- Written by python -m filiform.locating.pages examples docs/reference. -->\n"
FIRST = 5


@dataclass(frozen=True, slots=True)
class Example:
    """An example case: its file, the muscles expected among the first five, and the answer."""

    file: str
    side: str
    expected: tuple[str, ...]
    belief: Belief
    case: Case

    @property
    def first(self) -> tuple[MuscleRank, ...]:
        """The first five different muscles, each with the side on which it comes first."""
        ranks: dict[str, MuscleRank] = {}
        for rank in self.belief.muscles:
            ranks.setdefault(rank.muscle, rank)
        return tuple(ranks.values())[:FIRST]

    @property
    def met(self) -> bool:
        """True when every expected muscle is among the first, on the expected side."""
        found = {rank.muscle: rank.side for rank in self.first}
        return all(found.get(m) in self._sides for m in self.expected)

    @property
    def _sides(self) -> tuple[Side, ...]:
        return tuple(Side) if self.side == "either" else (Side(self.side),)


def read_examples(folder: Path, *, trained: bool = False) -> tuple[Example, ...]:
    """Every case of `expected.toml`, answered by the first or the trained engine."""
    listed = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))["case"]
    return tuple(_example(folder, entry, trained) for entry in listed)


def _example(folder: Path, entry: dict[str, object], trained: bool) -> Example:
    file, expected = str(entry["file"]), entry["expected"]
    document = json.loads((folder / file).read_text(encoding="utf-8"))
    case = case_from_json(document)
    belief = locate(case, trained=trained)
    names = expected if isinstance(expected, list) else [expected]
    return Example(file, str(entry["side"]), tuple(str(name) for name in names), belief, case)


def examples_page(examples: Sequence[Example], checks: Sequence[OwnZone]) -> str:
    """`examples.md`."""
    version = examples[0].belief.version
    met = sum(example.met for example in examples)
    return "\n".join(
        [
            HEAD + "# What the first engine answers to the example cases\n",
            f"Engine {version.engine}, uncalibrated. The cases are in "
            "[examples/](../../examples/README.md), with the reasons for what is expected. They "
            "are synthetic and were used while the engine was built: they show that it uses its "
            "knowledge as a therapist would, and nothing about patients.\n",
            f"All expected muscles among the first {FIRST}: **{met} of {len(examples)}** cases. "
            "An expected muscle is printed in bold. The model's numbers order, they are not to be "
            "quoted, and so are left out.\n",
            _table(("case", "first five muscles", "confident"), map(_row, examples)),
            "## Before and after the findings\n",
            *_before_and_after(examples),
            "## Every muscle's own zone\n",
            *_own_zones(checks),
        ]
    )


def _row(example: Example) -> tuple[str, str, str]:
    muscles = ", ".join(f"{_marked(rank.muscle, example)} {rank.side}" for rank in example.first)
    name = example.file.removesuffix(".json")
    link = f"[{name}](../../examples/{example.file})"
    return link, muscles, "yes" if example.belief.confident else "no"


def _marked(muscle: str, example: Example) -> str:
    return f"**{muscle}**" if muscle in example.expected else muscle


def _before_and_after(examples: Sequence[Example]) -> list[str]:
    shown = before_and_after([(one.file.removesuffix(".json"), one.case) for one in examples])
    return [
        "The cases with findings, ranked without them and with them: the first three muscles, and "
        "what the engine says of the findings for those that come first in the end.\n",
        _table(("case", "found", "before", "after", "why"), before_after_rows(shown)),
    ]


def _own_zones(checks: Sequence[OwnZone]) -> list[str]:
    counts = {limit: sum(check.rank <= limit for check in checks) for limit in (1, 3, FIRST)}
    shares = ", ".join(f"first {limit}: {count}" for limit, count in counts.items())
    later = [
        (check.muscle, str(check.rank), ", ".join(check.areas), ", ".join(check.twins))
        for check in checks
        if check.rank > FIRST
    ]
    return [
        "Drawn from the very zones the engine reads: all essential areas of a muscle, nothing "
        f"else. Of {len(checks)} muscles, {shares}.\n",
        "Where a muscle comes later, others refer to the same areas, and no drawing can tell "
        "them apart:\n",
        _table(("muscle", "rank", "areas drawn", "muscles before it with the same zone"), later),
    ]


def constants_page() -> str:
    """`locating-constants.md`."""
    rows = [
        (f"`{c.name}`", f"{c.value:g}", c.reason, ", ".join(c.evidence) or "-")
        for c in reasoned_constants()
    ]
    return "\n".join(
        [
            HEAD + "# Numbers of the first locating engine\n",
            "Each is a choice of the model with its reason, not a clinical figure. *Evidence* "
            "names published statements of `palpation.toml` that the choice leans on "
            "([form](prevalence.md)). How much a finding tells is in [finding-accuracy]"
            "(finding-accuracy.md).\n",
            _table(("constant", "value", "reason", "evidence"), rows),
        ]
    )


def pages(examples: Path) -> dict[str, str]:
    """All pages by file name."""
    checks = own_zones(Atlas.load(), Body.load())
    return {
        "examples.md": examples_page(read_examples(examples), checks),
        "locating-constants.md": constants_page(),
        "finding-accuracy.md": accuracy_page(HEAD),
    }


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [tuple(head), tuple("---" for _ in head), *map(tuple, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pages."""
    parser = argparse.ArgumentParser(description="Write the reference pages of locating.")
    parser.add_argument("examples", type=Path)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args(argv)
    for name, text in pages(args.examples).items():
        (args.folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
