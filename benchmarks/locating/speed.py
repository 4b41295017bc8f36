"""How long locating takes, beside the plainest idea and beside itself in another form."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.steps import Step
from filiform.body import Body
from filiform.drawing import CellPaint
from filiform.inference.many import inputs_of
from filiform.knowledge import Atlas, site_zone
from filiform.locating import Case, case_from_json, explain, locate, rank
from filiform.locating.calibrated import Calibrated
from filiform.locating.locate import engine_for
from filiform.locating.many import rank_many

EXAMPLES = Path(__file__).parents[2] / "examples"
DRAWINGS = 20_000
ALONE = 500


def locating_steps() -> list[Step]:
    """Ranking one case, against the plainest idea: Dice overlap of sets in a loop."""
    told = json.loads((EXAMPLES / "stiff-neck-right.json").read_text(encoding="utf-8"))
    named, palpated = case_from_json(told | {"findings": []}), case_from_json(told)
    painted = painted_case(Body.load(), 124, palpated)
    plain = _dice(painted)
    name = "Dice overlap of sets in a loop"
    return [
        Step("order, named areas, first engine", lambda: rank(named), name, plain),
        Step("order, 124 cells and a finding, first", lambda: rank(painted), name, plain),
        Step("order, named areas, network", lambda: rank(named, trained=True), name, plain),
        Step(
            "order, 124 cells and a finding, network",
            lambda: rank(painted, trained=True),
            name,
            plain,
        ),
        Step("all sites with reasons, named areas", lambda: locate(named), name, plain),
        Step(
            "all sites with reasons, 124 cells, finding",
            lambda: locate(painted),
            "order alone",
            lambda: rank(painted),
        ),
        Step(
            "explained, without each place and finding",
            lambda: explain(painted),
            "order alone",
            lambda: rank(painted),
        ),
    ]


def painted_case(body: Body, cells: int, like: Case) -> Case:
    """So many painted cells around three places, with the findings of another case."""
    near = np.min([body.distances_from([place]) for place in (100, 700, 1500)], axis=0)
    chosen = np.argsort(near, kind="stable")[:cells].tolist()
    paint = tuple(CellPaint(cell, 1.0, 5) for cell in sorted(chosen))
    return Case(like.complaint, cells=paint, findings=like.findings)


def _dice(case: Case) -> Callable[[], object]:
    atlas, body = Atlas.load(), Body.load()
    painted = frozenset(paint.cell for paint in case.cells)
    zones = {
        (site, side): site_zone(atlas.sites[site], side, body).essential
        for site in atlas.sites
        for side in atlas.sites[site].sides
    }
    return lambda: sorted(
        (2 * len(zone & painted) / max(1, len(zone) + len(painted)) for zone in zones.values()),
        reverse=True,
    )


def many_lines() -> Iterator[str]:
    """Very many drawings, at once and one after another, by processor time."""
    body = Body.load()
    engine = Calibrated.load(engine_for(Atlas.load(), body))
    skin = _spots(body)
    named = np.zeros((DRAWINGS, 2 * len(body.areas)), dtype=np.float32)
    shift = np.zeros((DRAWINGS, engine.layout.muscles), dtype=np.float32)
    inputs = inputs_of(skin, named)
    rank_many(engine, inputs[:2048], shift[:2048], top=10)
    start = time.process_time()
    rank_many(engine, inputs, shift, top=10)
    at_once = (time.process_time() - start) / DRAWINGS
    network = engine.weights.network
    start = time.process_time()
    for one in range(ALONE):
        network.both_sides(skin[one], named[one])
    alone = (time.process_time() - start) / ALONE
    mean = (skin > 0).sum(axis=1).mean()
    yield (
        f"network, many drawings of {mean:.0f} cells to the first ten: {at_once * 1e6:.1f} s of "
        f"processor time for a million; one after another {alone * 1e6:.0f} s "
        f"(ratio {alone / at_once:.1f})"
    )


def _spots(body: Body) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Round spots, as much skin as simulated people paint on average."""
    random = np.random.default_rng(3)
    near = [body.distances_from([int(c)]) for c in random.integers(len(body.cells), size=400)]
    reach = random.uniform(2, 15, size=(DRAWINGS, 1))
    spots = np.stack(near)[random.integers(len(near), size=DRAWINGS)] < reach
    return spots.astype(np.float32)
