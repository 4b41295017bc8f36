"""A step beside its baseline, in turn in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 15


@dataclass(frozen=True)
class Step:
    """Something timed, and what it is compared with."""

    name: str
    work: Callable[[], object]
    baseline_name: str
    baseline: Callable[[], object]


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
    """Milliseconds by the clock."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
