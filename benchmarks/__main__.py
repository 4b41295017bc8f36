"""Time the steps a person waits for, each beside a baseline in the same run.

Machines differ and are busy: compare the ratios, not the milliseconds. Each step and its baseline
run in turn (A B A B ...), after one warm-up; the table shows the median of each and of the ratios.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import screening_cql
from filiform.body import Body
from filiform.drawing import Drawing, Quality, Stroke
from filiform.knowledge import Atlas, site_zone
from filiform.locating import Belief, Case, case_from_json, locate

ROUNDS = 15
EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True)
class Step:
    """Something timed, and what it is compared with."""

    name: str
    work: Callable[[], object]
    baseline_name: str
    baseline: Callable[[], object]


def main() -> int:
    steps = [*locating_steps(), *drawing_steps()]
    print(f"{'step':<44}{'ms':>9}  {'baseline':<38}{'ms':>9}{'ratio':>8}")
    for step in steps:
        own, other, ratio = compare(step)
        print(f"{step.name:<44}{own:>9.2f}  {step.baseline_name:<38}{other:>9.2f}{ratio:>8.2f}")
    screening_cql.main()
    return 0


def compare(step: Step) -> tuple[float, float, float]:
    """Median milliseconds of both, and the median of the ratios pair by pair."""
    step.work()
    step.baseline()
    pairs = [(timed(step.work), timed(step.baseline)) for _ in range(ROUNDS)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def locating_steps() -> list[Step]:
    """Ranking one case, against the plainest idea: Dice overlap of sets in a loop."""
    atlas, body = Atlas.load(), Body.load()
    with_findings = json.loads((EXAMPLES / "stiff-neck-right.json").read_text(encoding="utf-8"))
    case = case_from_json(with_findings | {"findings": []})
    palpated = case_from_json(with_findings)
    painted = frozenset().union(*(body.cells_of(a.area, a.side) for a in case.areas))
    zones = {
        (site, side): site_zone(atlas.sites[site], side, body).essential
        for site in atlas.sites
        for side in atlas.sites[site].sides
    }

    def rank(what: Case) -> Callable[[], Belief]:
        return lambda: locate(what, atlas=atlas, body=body)

    def dice() -> list[float]:
        return sorted(
            (2 * len(zone & painted) / max(1, len(zone) + len(painted)) for zone in zones.values()),
            reverse=True,
        )

    return [
        Step("rank all sites, drawing only", rank(case), "Dice overlap of sets in a loop", dice),
        Step("rank again after findings", rank(palpated), "rank, drawing only", rank(case)),
    ]


def drawing_steps() -> list[Step]:
    """Cells of a drawing with twenty strokes, against a drawing with one."""
    body = Body.load()
    rng = random.Random(1)
    strokes = tuple(_stroke(number, rng) for number in range(20))

    def draw() -> Drawing:
        return Drawing.from_strokes(strokes, body)

    def one_stroke() -> Drawing:
        return Drawing.from_strokes(strokes[:1], body)

    return [Step("cells of twenty strokes", draw, "cells of one stroke", one_stroke)]


def _stroke(number: int, rng: random.Random) -> Stroke:
    x, y = rng.uniform(0.35, 0.65), rng.uniform(0.2, 0.6)
    points = tuple((x + 0.005 * i, y + 0.002 * i) for i in range(25))
    return Stroke(f"s{number}", "front", points, 0.03, Quality.ACHE, 5, erase=False)


if __name__ == "__main__":
    sys.exit(main())
