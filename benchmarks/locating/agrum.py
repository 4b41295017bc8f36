"""pyAgrum as an independent judge, and how large a network it can hold.

``python -m benchmarks.locating.agrum`` where pyAgrum is installed (it brings plotting and learning
libraries along, so it is no dependency of the tests): cells of skin as noisy-OR of muscles. Its
exact answer is compared with going through every set of muscles, and its time with the trained
network's over all muscles and cells, in the same run.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.body import Body, Side
from filiform.drawing import CellPaint
from filiform.knowledge import Atlas, site_zone
from filiform.locating import Case, rank

LEAK, RATE, ESSENTIAL, SPILLOVER = 0.02, 0.1, 0.88, 0.33
# With 48 muscles there was no answer within two minutes.
SIZES = (8, 12, 16, 24, 32)
ENUMERATED = 16
# Of memory, so that a network that grows too large fails here and not on the machine.
MOST_BYTES, MOST_SECONDS = 4 << 30, 30.0
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def main() -> int:
    agrum = import_module("pyagrum")
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    body = Body.load()
    for count in SIZES:
        zones = _zones(count, body)
        painted = _painted(zones)
        try:
            ours = _timed(partial(rank, _case(painted), trained=True), 5)
            start = time.perf_counter()
            answer = _exact(agrum, zones, painted)
        except (MemoryError, RuntimeError, agrum.GumException) as failure:
            print(f"{count} muscles: no answer ({type(failure).__name__})")
            return 0
        seconds = time.perf_counter() - start
        print(_line(count, zones, seconds, ours, answer, painted))
        if seconds > MOST_SECONDS:
            return 0
    return 0


def _line(
    count: int, zones: Floats, seconds: float, ours: float, answer: Floats, painted: Bools
) -> str:
    parents = int((zones > 0).sum(axis=0).max())
    said = (
        f"{count} muscles, {zones.shape[1]} cells with at most {parents} muscles: {seconds:.2f} s; "
        f"the trained network over everything {ours * 1000:.2f} ms (ratio {seconds / ours:.0f})"
    )
    if count > ENUMERATED:
        return said
    worst = float(np.abs(answer - _enumerated(zones, painted)).max())
    return f"{said}; largest difference from every set of muscles {worst:.1e}"


def _zones(count: int, body: Body) -> Floats:
    """(count, cells): how often a muscle is felt in a cell; muscles that share most skin first."""
    muscles = list(Atlas.load().muscles.values())
    felt = np.zeros((len(muscles), len(body.cells)))
    for n, muscle in enumerate(muscles):
        for site in muscle.sites:
            if Side.LEFT in site.sides:
                zone = site_zone(site, Side.LEFT, body)
                for cells, often in ((zone.spillover, SPILLOVER), (zone.essential, ESSENTIAL)):
                    felt[n, list(cells)] = np.maximum(felt[n, list(cells)], often)
    shared = felt @ felt.T
    chosen = [int(np.argmax(np.triu(shared, 1).sum(axis=0)))]
    while len(chosen) < count:
        rest = np.where(np.isin(np.arange(len(muscles)), chosen), -1, shared[chosen].sum(axis=0))
        chosen.append(int(np.argmax(rest)))
    zones = felt[chosen]
    # Every second cell: neighbours say the same twice.
    return zones[:, np.flatnonzero(zones.any(axis=0))[::2]]


def _painted(zones: Floats) -> Bools:
    random = np.random.default_rng(4)
    active = random.random(len(zones)) < 3 / len(zones)
    free = np.prod(1 - zones[active], axis=0) * (1 - LEAK)
    return np.asarray(random.random(zones.shape[1]) > free)


def _exact(agrum: Any, zones: Floats, painted: Bools) -> Floats:
    """(muscles,): P(active), by lazy propagation."""
    net = agrum.BayesNet()
    for muscle in range(len(zones)):
        net.add(agrum.LabelizedVariable(f"m{muscle}", "", 2))
        net.cpt(f"m{muscle}").fillWith([1 - RATE, RATE])
    for cell, felt in enumerate(zones.T):
        name = f"c{cell}"
        # The compound form of this library counts the leak twice with such weights.
        net.addNoisyORNet(agrum.LabelizedVariable(name, "", 2), LEAK)
        for muscle in np.flatnonzero(felt).tolist():
            net.addWeightedArc(f"m{muscle}", name, float(felt[muscle]))
    ask = agrum.LazyPropagation(net)
    ask.setEvidence({f"c{cell}": int(hurts) for cell, hurts in enumerate(painted)})
    ask.makeInference()
    return np.asarray([ask.posterior(f"m{muscle}")[1] for muscle in range(len(zones))])


def _enumerated(zones: Floats, painted: Bools) -> Floats:
    total, active = 0.0, np.zeros(len(zones))
    for chosen in product((False, True), repeat=len(zones)):
        on = np.asarray(chosen)
        free = np.prod(1 - zones[on], axis=0) * (1 - LEAK)
        weight = np.prod(np.where(on, RATE, 1 - RATE)) * np.prod(np.where(painted, 1 - free, free))
        total += weight
        active += weight * on
    return np.asarray(active / total)


def _case(painted: Bools) -> Case:
    """As many painted cells, for the network; which ones has no effect on its time."""
    return Case(cells=tuple(CellPaint(cell, 1.0, 5) for cell in range(int(painted.sum()))))


def _timed(work: Callable[[], object], rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


if __name__ == "__main__":
    sys.exit(main())
