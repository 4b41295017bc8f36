"""Write the page: ``python -m benchmarks.locating PAGE``. Half a minute on one core."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.locating.engines import NETWORK, Score, engines
from benchmarks.locating.measures import Calibration, Ranking, calibration, ranking
from benchmarks.locating.page import page
from benchmarks.locating.worlds import SEVERITIES, Block, blocks
from filiform.body import Body
from filiform.inference.simulate import Model
from filiform.inference.weights import Weights, load_weights
from filiform.inference.world import Bools, Floats
from filiform.knowledge import Atlas
from filiform.locating.calibrated import TRAINED
from filiform.locating.layout import layout_of
from filiform.locating.training import model_of
from filiform.locating.world import complaint_shifts


def main(arguments: list[str]) -> int:
    atlas, body = Atlas.load(), Body.load()
    model = model_of(atlas, body)
    weights = _weights(atlas, body)
    scores = engines(model, weights)
    shifts = complaint_shifts(atlas, model.settings.expected)
    people = {name: list(blocks(model, shifts, share)) for name, share in SEVERITIES.items()}
    rankings = {name: _rankings(scores, found) for name, found in people.items()}
    calibrations = {name: _calibrated(scores[NETWORK], found) for name, found in people.items()}
    groups = _groups(model, scores[NETWORK], people["moderate"])
    text = page(rankings, calibrations, groups, str(weights.provenance["digest"])[:12])
    Path(arguments[0]).write_text(text, encoding="utf-8")
    print(text)
    return 0


def _weights(atlas: Atlas, body: Body) -> Weights:
    layout = layout_of(atlas, body)
    return load_weights(TRAINED, layout.digest, len(layout.muscle_of_row))


def _rankings(scores: Mapping[str, Score], found: list[Block]) -> dict[str, Ranking]:
    return {name: ranking(*_all(score, found)) for name, score in scores.items()}


def _calibrated(score: Score, found: list[Block]) -> Calibration:
    return calibration(*_all(score, found))


def _all(score: Score, found: list[Block]) -> tuple[Floats, Bools]:
    scored = np.concatenate([score(block) for block in found])
    return scored, np.concatenate([block.active for block in found])


def _groups(model: Model, score: Score, found: list[Block]) -> dict[str, tuple[int, Calibration]]:
    """The network's calibration for different kinds of drawings."""
    chance, active = _all(score, found)
    painted = np.concatenate([(b.drawings.skin > 0) @ model.world.cm2 for b in found])
    named = np.concatenate([(b.drawings.named > 0).sum(axis=1) for b in found])
    kinds = {
        "only named areas": painted == 0,
        "painted under 50 cm²": (painted > 0) & (painted < 50),
        "painted 50 to 200 cm²": (painted >= 50) & (painted < 200),
        "painted 200 to 800 cm²": (painted >= 200) & (painted < 800),
        "painted over 800 cm²": painted >= 800,
        "painted and named": (painted > 0) & (named > 0),
    }
    return {
        name: (int(who.sum()), calibration(chance[who], active[who])) for name, who in kinds.items()
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
