"""Breaks the rule data on purpose, one change at a time: does a table of tests/spec notice?

Run by `make mutation`; `python tests/mutation/rule_mutants.py --cases 5` tries every fifth mutant
on the cases alone (tests/spec/screening/*.toml and every_rule.csv), without the stated tables. A
mutant is noticed when the rules refuse to load, or when a row comes out otherwise.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "spec" / "screening"))

from screening_tables import FOLDER, TODAY, Row, history, place, rows, seen, target, verdict
from stated_tables import differences

from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge import Atlas
from filiform.knowledge.screening import ScreeningRules, read_screening
from filiform.screening import Answer, History, Reply, screen

DATA = ROOT / "src" / "filiform" / "knowledge" / "data"

# Words of a closed list: each is exchanged for each of the others.
WORDS: dict[str, tuple[str, ...]] = {
    "level": ("absolute", "relative", "caution"),
    "scope": ("session", "region", "technique"),
    "asked": ("always", "follow_up", "computed"),
    "place": ("asked", "optional", "zones", "everywhere", "computed"),
    "bleeding": ("anticoagulant", "antiplatelet"),
    "raised_by": ("yes", "no"),
    "effect": ("apply", "reopen"),
    "otherwise": ("keep", "fill", "replace"),
    "risk": ("low", "moderate", "high"),
    "when": ("above", "below", "from"),
    "outcome": ("rule", "stop"),
    "status": ("allowed", "forbidden", "unclear"),
    "stricter": ("lower", "higher"),
    "confidence": ("sourced", "consensus", "weak"),
    "referral": ("required", "talk_to_referrer", "consultation"),
}
# Lists from which each item is dropped in turn.
LISTS = (
    "actions", "after", "zones", "details", "rules", "atc", "icd10cm", "loinc", "muscles",
    "regions", "from", "yes", "no", "sources", "rxcui", "brands", "choices",
)  # fmt: skip
# A table in a list, dropped as a whole: a concept, a drug, a limit.
ITEM = re.compile(r"\{ (?:code|generic|setting) = .*?\},? ?\n?(?=[ \n\]])")
FLAG = re.compile(r"^(\w+) = (true|false)\n", re.M)
NUMBER = re.compile(r"^(default|digits|\w+_(?:licensed|hours|sessions|days)) = ([\d.]+)\n", re.M)
# Nearly what a muscle was read as, but on the other side of what may be needled.
PRESSING = {"yes": "deep,bone,no", "partly": "superficial,bone,yes", "no": "superficial,bone,yes"}


@dataclass(frozen=True)
class Mutant:
    """One file with one change: `was` between `start` and `end` became `now`."""

    file: str
    start: int
    end: int
    was: str
    now: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.was!r} -> {self.now!r}"


def mutants() -> Iterator[Mutant]:
    """All of them, file by file."""
    for path in sorted((DATA / "screening").iterdir()):
        text = path.read_text(encoding="utf-8")
        make = _of_table if path.suffix == ".csv" else _of_toml
        for start, end, now in sorted(make(text)):
            line = text.count("\n", 0, start) + 1
            yield Mutant(path.name, start, end, text[start:end], now, line)


Change = tuple[int, int, str]


def _of_toml(text: str) -> Iterator[Change]:
    for key, words in WORDS.items():
        for found in re.finditer(rf'\b{key} = "(\w+)"', text):
            yield from ((*found.span(1), word) for word in words if word != found[1])
    for key in LISTS:
        for found in re.finditer(rf"\b{key} = \[([^\[\]{{}}]*)\]", text):
            yield from _dropped(found.start(1), found[1])
    for found in ITEM.finditer(text):
        yield (*found.span(), "")
    for found in FLAG.finditer(text):
        yield (*found.span(2), "false" if found[2] == "true" else "true")
    for found in NUMBER.finditer(text):
        for by in (-1, 1):
            yield (*found.span(2), f"{type_of(found[2])(found[2]) + by}")


def type_of(number: str) -> Callable[[str], float]:
    return float if "." in number else int


def _dropped(start: int, inside: str) -> Iterator[Change]:
    for item in re.finditer(r'"[^"]*",?\s*', inside):
        yield start + item.start(), start + item.end(), ""


def _of_table(text: str) -> Iterator[Change]:
    for found in re.finditer(r"^\w+,(\w+,\w+,(yes|partly|no)),\w+$", text, re.M):
        yield (*found.span(1), PRESSING[found[2]])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, metavar="N", help="every Nth, on the cases alone")
    asked = parser.parse_args()
    chosen = list(mutants())[:: asked.cases or 1]
    notices = noticed_by_cases if asked.cases else noticed_by_tables
    atlas = Atlas.load()
    counts = {"refused when loaded": 0, "noticed by a row": 0, "survived": 0}
    with tempfile.TemporaryDirectory() as folder:
        copy = _copy(Path(folder))
        for mutant in chosen:
            fate = _fate(mutant, copy, atlas, notices)
            counts[fate] += 1
            if fate == "survived":
                print(mutant)
    survived = counts["survived"]
    print(", ".join(f"{number} {name}" for name, number in counts.items()))
    share = 100 * (len(chosen) - survived) / len(chosen)
    print(f"{len(chosen) - survived} of {len(chosen)} changes of the data noticed: {share:.1f} %")
    return int(bool(survived) and not asked.cases)


def _copy(folder: Path) -> Path:
    (folder / "screening").mkdir()
    for path in DATA.iterdir():
        if path.is_file():
            (folder / path.name).symlink_to(path)
    for path in (DATA / "screening").iterdir():
        (folder / "screening" / path.name).write_bytes(path.read_bytes())
    return folder


def _fate(
    mutant: Mutant, folder: Path, atlas: Atlas, notices: Callable[[ScreeningRules], bool]
) -> str:
    path = folder / "screening" / mutant.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: mutant.start] + mutant.now + text[mutant.end :], encoding="utf-8")
    try:
        rules = read_screening(folder, atlas)
    except (BrokenKnowledge, InvalidInput):
        return "refused when loaded"
    finally:
        path.write_text(text, encoding="utf-8")
    return "noticed by a row" if notices(rules) else "survived"


def noticed_by_tables(rules: ScreeningRules) -> bool:
    """Whether the stated tables, or a row of what a record alone comes to, differ."""
    return next(differences(rules), None) is not None


CASES = [row for _, row in rows()]
RULES = list(csv.DictReader((FOLDER / "every_rule.csv").read_text(encoding="utf-8").splitlines()))


def noticed_by_cases(rules: ScreeningRules) -> bool:
    """Whether a case comes out otherwise, or cannot be told any more."""
    try:
        return any(_differs(row, rules) for row in CASES) or any(
            _other(row, rules) for row in RULES
        )
    except (InvalidInput, KeyError):
        return True


def _differs(row: Row, rules: ScreeningRules) -> bool:
    wanted = {key: sorted(v) if isinstance(v, list) else v for key, v in row.expect.items()}
    return seen(row, verdict(row, rules)) != wanted


def _other(row: dict[str, str], rules: ScreeningRules) -> bool:
    places = (place(row["place"]),) if row["place"] else ()
    yes = Answer(row["rule"], Reply.YES, places, on=TODAY)
    others = history(Row("", {}), rules).answers
    known = History(answers=(yes, *(a for a in others if a.rule != yes.rule)))
    targets = [target(row["here"]), target(row["elsewhere"])]
    found = screen(known, on=TODAY, targets=targets, rules=rules)
    outcomes = [found.session.word, *(muscle.outcome.word for muscle in found.muscles)]
    wanted = [row["session"], row["verdict_here"], row["verdict_elsewhere"]]
    reason = next((r for r in found.reasons if r.id == row["rule"]), None)
    return outcomes != wanted or (reason.level.value if reason else "none") != row["level"]


if __name__ == "__main__":
    sys.exit(main())
