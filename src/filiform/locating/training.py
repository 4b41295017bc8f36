"""Train the network for the shipped atlas and body: ``python -m filiform.locating.training``.

Writes `data/trained`. The same seed and number of blocks give the same weights: byte for byte on
the same kind of processor with the locked NumPy and SciPy, for elsewhere the last bits of sums
differ. Neither the clock nor the number of processes plays a part; an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

import numpy as np
import scipy

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea
from filiform.inference.coupling import Coupling, Examined, examine, learn_coupling
from filiform.inference.fields import fields_of
from filiform.inference.network import Network, views
from filiform.inference.prior import prior_of
from filiform.inference.settings import Settings
from filiform.inference.simulate import Drawings, Model, simulate, wrong_world
from filiform.inference.train import BLOCK, Plan, person_shifts, train
from filiform.inference.weights import Weights, save_weights
from filiform.inference.world import Floats
from filiform.knowledge import Atlas
from filiform.locating.calibrated import Calibrated
from filiform.locating.engine import Engine
from filiform.locating.layout import layout_of
from filiform.locating.values import Case
from filiform.locating.world import complaint_shifts, world_of

FOLDER = Path(__file__).parent / "data" / "trained"
SEED = 20261123
BLOCKS = 4_000
THREADS = "OPENBLAS_NUM_THREADS"


def model_of(atlas: Atlas, body: Body, settings: Settings | None = None) -> Model:
    """The generative model of the product's world. Takes some ten seconds."""
    settings = settings or Settings()
    world = world_of(atlas, body)
    fields = fields_of(world, settings.finest, settings.large_cm2)
    return Model(world, settings, fields, prior_of(world, settings))


def trained(model: Model, shifts: Floats, plan: Plan, workers: int, keep: Path | None) -> Weights:
    """Network and coupling, with figures of the training but not yet the layout's digest."""
    network, losses = train(model, shifts, plan, workers=workers, keep=keep)
    coupling = coupled(model, network, shifts, plan.seed)
    figures = {
        "seed": plan.seed,
        "blocks": plan.blocks,
        "people": plan.blocks * BLOCK,
        "last_loss": round(float(np.mean(losses[-5:])), 3),
    }
    return Weights(network, coupling, figures)


def coupled(model: Model, network: Network, shifts: Floats, seed: int, blocks: int = 6) -> Coupling:
    """Learnt from people of worlds that the network has not seen."""
    random = [np.random.default_rng((seed, 7, n)) for n in range(blocks)]
    seen = [_examined(model, network, shifts, r) for r in random]
    whole = Examined(
        logits=np.concatenate([s.logits for s in seen], axis=1),
        ratios=np.concatenate([s.ratios for s in seen], axis=1),
        row=np.concatenate([s.row for s in seen], axis=1),
        pain=np.concatenate([s.pain for s in seen]),
    )
    return learn_coupling(model, whole)


def _examined(
    model: Model, network: Network, shifts: Floats, random: np.random.Generator
) -> Examined:
    shift = person_shifts(shifts, BLOCK, random)
    drawings = simulate(model, wrong_world(model, random), shift, BLOCK, random)
    return examine(model, drawings, batch_logits(model, network, drawings, shift), random)


def batch_logits(model: Model, network: Network, drawings: Drawings, shift: Floats) -> Floats:
    """(2, B, R) log-odds of rows for many drawings at once, complaint included."""
    world, inputs = model.world, views(drawings.skin, drawings.named)
    hidden = np.maximum(inputs @ network.first + network.first_bias, 0)
    hidden = np.maximum(hidden @ network.second + network.second_bias, 0)
    logits = (hidden @ network.third + network.third_bias).reshape(2, len(drawings), -1)
    logits = np.clip(logits, -30, 30) + shift[:, world.muscle_of_row]
    middle = world.midline[world.muscle_of_row]
    logits = np.where(middle, logits.mean(axis=0), logits)
    return np.asarray(np.where(world.row_on[:, None, :], logits, -60))


def strange_below(model: Model, weights: Weights, shifts: Floats, seed: int) -> float:
    """Share of the pain explained by all hypotheses together in the poorest 2 of 100 drawings."""
    random = np.random.default_rng((seed, 11))
    shift = person_shifts(shifts, BLOCK, random)
    drawings = simulate(model, wrong_world(model, random), shift, BLOCK, random)
    base = Engine.build(Atlas.load(), Body.load())
    engine = Calibrated.of(base, layout_of(base.atlas, base.body), weights)
    pick = np.flatnonzero(drawings.skin.any(axis=1) | drawings.named.any(axis=1))[:600]
    cases = [case_of(drawings, at, base.body) for at in pick]
    shares = [engine.explained(engine.marginals(case)) for case in cases]
    return round(float(np.quantile(shares, 0.02)), 3)


def case_of(drawings: Drawings, at: int, body: Body) -> Case:
    """A simulated drawing as a case, without its intensities."""
    names, areas = tuple(body.areas), []
    for named in np.flatnonzero(drawings.named[at]):
        area, side = names[named % len(names)], (Side.LEFT, Side.RIGHT)[named // len(names)]
        accepted = body.areas[area].side_rule.accepts
        areas.append(ListedArea(area, side if side in accepted else next(iter(sorted(accepted)))))
    cells = np.flatnonzero(drawings.skin[at])
    painted = (CellPaint(int(c), min(1.0, float(drawings.skin[at, c]) / 2)) for c in cells)
    return Case(areas=tuple(dict.fromkeys(areas)), cells=tuple(painted))


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    if os.environ.get(THREADS) != "1":
        raise SystemExit(f"Set {THREADS}=1, as `make train` does: more threads, other last bits.")
    atlas, body = Atlas.load(), Body.load()
    model = model_of(atlas, body)
    shifts = complaint_shifts(atlas, model.settings.expected)
    plan = Plan(asked.seed, asked.blocks)
    weights = trained(model, shifts, plan, asked.workers, asked.keep)
    provenance = weights.provenance | {
        "strange_below": strange_below(model, weights, shifts, plan.seed),
        "layout": layout_of(atlas, body).digest,
        "world": model.world.digest,
        "knowledge": atlas.version,
        "body": body.version,
        "settings": model.settings.to_json(),
        "command": f"make train BLOCKS={plan.blocks} SEED={plan.seed}",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }
    save_weights(asked.folder, Weights(weights.network, weights.coupling, provenance))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m filiform.locating.training")
    parser.add_argument("--blocks", type=int, default=BLOCKS, help=f"of {BLOCK} people each")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=2, help="processes that simulate")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--keep", type=Path, help="a folder for the state of an unfinished run")
    return parser


if __name__ == "__main__":
    sys.exit(main())
