"""Time the steps a person waits for, each beside a baseline in the same run.

Machines differ and are busy: compare the ratios, not the milliseconds. Each step and its baseline
run in turn (A B A B ...), after one warm-up; the table shows the median of each and of the ratios.
"""

from __future__ import annotations

import os
import random
import sys

from benchmarks import screening_cql
from benchmarks.locating.speed import locating_steps, many_lines
from benchmarks.steps import Step, compare
from filiform.body import Body
from filiform.drawing import Drawing, Quality, Stroke


def main() -> int:
    print(f"load of the machine before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    steps = [*locating_steps(), *drawing_steps()]
    print(f"{'step':<44}{'ms':>9}  {'baseline':<38}{'ms':>9}{'ratio':>8}")
    for step in steps:
        own, other, ratio = compare(step)
        print(f"{step.name:<44}{own:>9.2f}  {step.baseline_name:<38}{other:>9.2f}{ratio:>8.2f}")
    for line in many_lines():
        print(line)
    screening_cql.main()
    return 0


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
