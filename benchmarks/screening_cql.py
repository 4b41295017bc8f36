"""Screening beside the reference engine of Clinical Quality Language, in the same run.

Both sides get the same bundles as text. CQL finds which of the subset's rules apply
(`cql_subset.py`). Our side runs twice: the same rules, found as CQL finds them, and all its work:
every rule, regions, muscles, questions, changes, a JSON document. The rules found must be the same
three times, or the run fails.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from benchmarks.cql_subset import library, patients, subset
from filiform.fhir.read import read_bundle
from filiform.knowledge.screening import ScreeningRules, load_rules
from filiform.screening import History, Target, screen
from filiform.screening.documents import verdict_to_json
from filiform.screening.findings import find
from filiform.screening.screen import case_of

ON = date(2026, 11, 23)
PATIENTS = 200
ROUNDS = 9
WARM_UP = 3
FOLDER = Path(__file__).parent / "cql"
TARGETS = [Target("trapezius_upper"), Target("gastrocnemius_medial")]
Found = dict[str, list[str]]


@dataclass(frozen=True)
class Spent:
    """Milliseconds by the clock, and of processor time."""

    wall: float
    cpu: float


def main() -> None:
    """Print screens per second, and the ratio to CQL where Node.js is there."""
    texts = patients(load_rules(), PATIENTS, ON.isoformat())
    engine = _start(texts)
    if engine is None:
        ours = statistics.median(_timed(texts, _all_our_work)[0].wall for _ in range(ROUNDS))
        print(f"\nscreens per second, in process: {_rate(ours):.0f}")
        print("Beside CQL: install Node.js 18 or newer, then `npm ci --prefix benchmarks/cql`.")
        return
    try:
        _compare(texts, lambda: _ask(engine, ""))
    finally:
        engine.terminate()


def _compare(texts: list[str], run_cql: Callable[[], dict[str, Any]]) -> None:
    for _ in range(WARM_UP):
        same, ours = _timed(texts, _same_rules)[1], _timed(texts, _all_our_work)[1]
        theirs = run_cql()["found"]
    _check(same, theirs)
    _check(ours, theirs)
    rounds = [
        (_timed(texts, _same_rules)[0], _timed(texts, _all_our_work)[0], _spent(run_cql()))
        for _ in range(ROUNDS)
    ]
    count = len(_equal().rules)
    print(f"\n{PATIENTS} coded records, the same {count} rules found on every side")
    for name, at in ((f"the same {count} rules", 0), ("all our rules and the document", 1)):
        print(f"\n{'screens per second, ours: ' + name:<58}{'ours':>8}{'CQL':>8}{'ratio':>8}")
        pairs = [(one[at], one[2]) for one in rounds]
        _line("by the clock", [(one.wall, other.wall) for one, other in pairs])
        _line("by processor time", [(one.cpu, other.cpu) for one, other in pairs])


def _line(name: str, pairs: list[tuple[float, float]]) -> None:
    own = _rate(statistics.median(one for one, _ in pairs))
    cql = _rate(statistics.median(other for _, other in pairs))
    ratios = sorted(other / one for one, other in pairs)
    spread = f"({ratios[0]:.1f} to {ratios[-1]:.1f})"
    print(f"{name:<58}{own:>8.0f}{cql:>8.0f}{statistics.median(ratios):>8.1f}  {spread}")


def _spent(answer: dict[str, Any]) -> Spent:
    return Spent(float(answer["ms"]), float(answer["cpu"]))


def _rate(ms: float) -> float:
    return PATIENTS / ms * 1000


def _timed(texts: list[str], find_rules: Callable[[History], Iterable[str]]) -> tuple[Spent, Found]:
    """What all records took, from their text on, and the rules found, by patient."""
    start, before = time.perf_counter(), time.process_time()
    found = {}
    for text in texts:
        record = read_bundle(json.loads(text), ON)
        found[record.patient] = find_rules(record.history)
    wall, cpu = time.perf_counter() - start, time.process_time() - before
    wanted = _equal().rules
    return Spent(wall * 1000, cpu * 1000), {
        patient.removeprefix("Patient/"): sorted({rule for rule in rules if rule in wanted})
        for patient, rules in found.items()
    }


def _all_our_work(history: History) -> list[str]:
    document = verdict_to_json(screen(history, on=ON, targets=TARGETS))
    return [reason["id"] for reason in document["reasons"]]


def _same_rules(history: History) -> Iterable[str]:
    """The subset's rules alone, from their answers and from all that was read."""
    rules = _equal()
    answers = tuple(answer for answer in history.answers if answer.rule in rules.rules)
    return find(case_of(replace(history, answers=answers), ON, rules=rules))


@cache
def _equal() -> ScreeningRules:
    known = load_rules()
    return replace(known, rules=MappingProxyType({rule.id: rule for rule in subset(known)}))


def _check(ours: Found, theirs: Found) -> None:
    for patient, found in ours.items():
        if found != sorted(theirs[patient]):
            wanted = sorted(set(found) ^ set(theirs[patient]))
            raise SystemExit(f"The two sides differ about {patient}: {', '.join(wanted)}")


def _start(texts: list[str]) -> subprocess.Popen[str] | None:
    """The CQL engine with library and records loaded; None without Node.js or its packages."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules" / "cql-execution").is_dir():
        return None
    engine = subprocess.Popen(  # noqa: S603 - our own script, no user input
        [node, "run.js"], cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    elm, sets = library(load_rules())
    _ask(engine, json.dumps({"elm": elm, "valueSets": sets, "bundles": texts}))
    return engine


def _ask(engine: subprocess.Popen[str], line: str) -> dict[str, Any]:
    """One line in, one line out."""
    if engine.stdin is None or engine.stdout is None:
        raise SystemExit("The CQL engine has no pipes.")
    engine.stdin.write(line + "\n")
    engine.stdin.flush()
    answer: dict[str, Any] = json.loads(engine.stdout.readline() or '{"found": {}}')
    return answer


if __name__ == "__main__":
    main()
