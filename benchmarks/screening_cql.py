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


def main() -> None:
    """Print screens per second, and the ratio to CQL where Node.js is there."""
    texts = patients(load_rules(), PATIENTS, ON.isoformat())
    engine = _start(texts)
    if engine is None:
        ours = statistics.median(_timed(texts)[0] for _ in range(ROUNDS))
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
    pairs = [(_timed(texts)[0], float(run_cql()["ms"])) for _ in range(ROUNDS)]
    own = statistics.median(one for one, _ in pairs)
    cql = statistics.median(other for _, other in pairs)
    ratios = sorted(other / one for one, other in pairs)
    rules = len(subset(load_rules()))
    print(f"\n{PATIENTS} coded records, the same {rules} rules found on both sides")
    print(f"{'screens per second, in process, all rules':<56}{_rate(own):>9.0f}")
    print(f"{f'cql-execution, {rules} rules':<56}{_rate(cql):>9.0f}")
    print(f"{'times as fast (median, lowest and highest of the pairs)':<56}", end="")
    print(f"{statistics.median(ratios):>9.1f}  ({ratios[0]:.1f} to {ratios[-1]:.1f})")


def _rate(ms: float) -> float:
    return PATIENTS / ms * 1000


def _timed(texts: list[str]) -> tuple[float, Found]:
    """Milliseconds for all records, text to document, and the rules found, by patient."""
    start = time.perf_counter()
    documents = {}
    for text in texts:
        record = read_bundle(json.loads(text), ON)
        document = verdict_to_json(screen(record.history, on=ON, targets=TARGETS))
        documents[record.patient] = document
    ms = (time.perf_counter() - start) * 1000
    wanted = {rule.id for rule in subset(load_rules())}
    return ms, {
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
