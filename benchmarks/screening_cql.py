"""Screening beside the reference engine of Clinical Quality Language, in the same run.

Both sides get the same bundles as text. CQL finds which of the subset's rules apply
(`cql_subset.py`); our side does all its work: every rule, names and free text, regions, muscles,
questions, changes, a JSON document. The rules found must be the same, or the run fails.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.cql_subset import library, patients, subset
from filiform.fhir.read import read_bundle
from filiform.knowledge.screening import load_rules
from filiform.screening import Target, screen
from filiform.screening.documents import verdict_to_json

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
        ours = statistics.median(_timed(texts)[0].wall for _ in range(ROUNDS))
        print(f"\nscreens per second, in process: {_rate(ours):.0f}")
        print("Beside CQL: install Node.js 18 or newer, then `npm ci --prefix benchmarks/cql`.")
        return
    try:
        _compare(texts, lambda: _ask(engine, ""))
    finally:
        engine.terminate()


def _compare(texts: list[str], run_cql: Callable[[], dict[str, Any]]) -> None:
    for _ in range(WARM_UP):
        _, ours = _timed(texts)
        theirs = run_cql()["found"]
    _check(ours, theirs)
    pairs = [(_timed(texts)[0], _spent(run_cql())) for _ in range(ROUNDS)]
    rules = len(subset(load_rules()))
    print(f"\n{PATIENTS} coded records, the same {rules} rules found on both sides")
    print(f"{'screens per second':<40}{'all our rules':>14}{f'CQL, {rules} rules':>16}{'ratio':>8}")
    _line("by the clock", [(one.wall, other.wall) for one, other in pairs])
    _line("by processor time (a busy machine)", [(one.cpu, other.cpu) for one, other in pairs])


def _line(name: str, pairs: list[tuple[float, float]]) -> None:
    own = _rate(statistics.median(one for one, _ in pairs))
    cql = _rate(statistics.median(other for _, other in pairs))
    ratios = sorted(other / one for one, other in pairs)
    spread = f"({ratios[0]:.1f} to {ratios[-1]:.1f})"
    print(f"{name:<40}{own:>14.0f}{cql:>16.0f}{statistics.median(ratios):>8.1f}  {spread}")


def _spent(answer: dict[str, Any]) -> Spent:
    return Spent(float(answer["ms"]), float(answer["cpu"]))


def _rate(ms: float) -> float:
    return PATIENTS / ms * 1000


def _timed(texts: list[str]) -> tuple[Spent, Found]:
    """What all records took, text to document, and the rules found, by patient."""
    start, before = time.perf_counter(), time.process_time()
    documents = {}
    for text in texts:
        record = read_bundle(json.loads(text), ON)
        document = verdict_to_json(screen(record.history, on=ON, targets=TARGETS))
        documents[record.patient] = document
    wall, cpu = time.perf_counter() - start, time.process_time() - before
    wanted = {rule.id for rule in subset(load_rules())}
    return Spent(wall * 1000, cpu * 1000), {
        patient.removeprefix("Patient/"): sorted(
            {reason["id"] for reason in document["reasons"]} & wanted
        )
        for patient, document in documents.items()
    }


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
