"""Write the page and its plots: ``python -m benchmarks.locating PAGE``. Minutes on one core."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.locating.engines import (
    GIVE_CHANCES,
    NETWORK,
    OVERLAP,
    PRIOR,
    SLOW,
    Score,
    engines,
    visible,
)
from benchmarks.locating.groups import by_complaint, by_drawing, by_region
from benchmarks.locating.measures import Calibration, by_tenth, calibration, ranking
from benchmarks.locating.page import Evaluation, page
from benchmarks.locating.plots import plot
from benchmarks.locating.policy import (
    CAP,
    Examination,
    Palpations,
    Stopping,
    finds,
    finds_and_information,
    in_order,
    information,
)
from benchmarks.locating.sbc import ranks
from benchmarks.locating.worlds import SEVERITIES, Block, blocks, some
from filiform.body import Body
from filiform.inference.simulate import Model
from filiform.inference.weights import Weights, load_weights
from filiform.inference.world import Bools, Floats
from filiform.knowledge import Atlas
from filiform.locating.calibrated import TRAINED
from filiform.locating.layout import layout_of
from filiform.locating.training import model_of
from filiform.locating.world import complaint_shifts

# So many people of each world for engines that take their time, and to palpate.
FEW, PALPATED = 75, 250
FINDINGS = (0, 1, 3, 6, 10)

People = Mapping[str, list[Block]]
Scored = Mapping[str, Mapping[str, tuple[Floats, Bools]]]


def main(arguments: list[str]) -> int:
    atlas, body = Atlas.load(), Body.load()
    model = model_of(atlas, body)
    weights = _weights(atlas, body)
    shifts = complaint_shifts(atlas, model.settings.expected)
    scores = engines(model, weights, shifts)
    people = {name: list(blocks(model, shifts, share)) for name, share in SEVERITIES.items()}
    scored = {name: _scored(scores, found) for name, found in people.items()}
    orders, seen, stopping = _orders(model, weights, scores, people["moderate"])
    found = Evaluation(
        rankings={s: {n: ranking(*pair) for n, pair in of.items()} for s, of in scored.items()},
        chances={s: {n: calibration(*of[n]) for n in GIVE_CHANCES} for s, of in scored.items()},
        groups=_groups(model, shifts, people["moderate"], scored["moderate"][NETWORK], atlas),
        findings=_after_findings(model, weights, people["moderate"]),
        ranks={severity: ranks(*of[NETWORK]) for severity, of in scored.items()},
        orders=orders,
        seen=seen,
        stopping=stopping,
        weights=str(weights.provenance["digest"])[:12],
    )
    target = Path(arguments[0])
    target.write_text(page(found), encoding="utf-8")
    _plots(target.parent, scored, orders)
    return 0


def _weights(atlas: Atlas, body: Body) -> Weights:
    layout = layout_of(atlas, body)
    return load_weights(TRAINED, layout.digest, len(layout.muscle_of_row))


def _scored(scores: Mapping[str, Score], found: list[Block]) -> Mapping[str, tuple[Floats, Bools]]:
    """Scores and what is true, by engine; slow ones for the first people of every world."""
    few = [some(block, slice(FEW)) for block in found]
    return {name: _all(score, few if name in SLOW else found) for name, score in scores.items()}


def _all(score: Score, found: list[Block]) -> tuple[Floats, Bools]:
    scored = np.concatenate([score(block) for block in found])
    return scored, np.concatenate([block.active for block in found])


Groups = Mapping[str, Mapping[str, tuple[int, Calibration]]]


def _groups(
    model: Model, shifts: Floats, found: list[Block], pair: tuple[Floats, Bools], atlas: Atlas
) -> Groups:
    """The network's calibration for kinds of drawings, complaints and regions of muscles."""
    chance, active = pair
    kinds = {
        "people who": by_drawing(model, found),
        "complaint": by_complaint(shifts, found, atlas),
    }
    people = {
        kind: {
            name: (int(who.sum()), calibration(chance[who], active[who]))
            for name, who in groups.items()
        }
        for kind, groups in kinds.items()
    }
    regions = {
        name: (len(columns) // 2, calibration(chance[:, columns], active[:, columns]))
        for name, columns in by_region(atlas).items()
    }
    return people | {"muscles of": regions}


def _examinations(model: Model, weights: Weights, found: list[Block]) -> list[Examination]:
    return [Examination.of(model, weights, some(block, slice(PALPATED))) for block in found]


def _after_findings(
    model: Model, weights: Weights, found: list[Block]
) -> Mapping[int, Calibration]:
    """Calibration after so many palpations, each time of the muscle likeliest then."""
    told: dict[int, list[Floats]] = {count: [] for count in FINDINGS}
    examinations = _examinations(model, weights, found)
    for one in examinations:
        for count, chance in one.after(FINDINGS).items():
            told[count].append(chance)
    active = np.concatenate([one.block.active for one in examinations])
    return {count: calibration(np.concatenate(chance), active) for count, chance in told.items()}


def _orders(
    model: Model, weights: Weights, scores: Mapping[str, Score], found: list[Block]
) -> tuple[Mapping[str, Palpations], Mapping[str, Palpations], Mapping[str, Stopping]]:
    """Palpations by order until all active muscles, and all that the drawing shows, have been;
    stopping by the orders that are updated."""
    people = [some(block, slice(PALPATED)) for block in found]
    shown = [visible(model, block) for block in people]
    orders, seen, stopping = {}, {}, {}
    fixed = {
        "commonest with the complaint": PRIOR,
        "overlap (Dice), fixed": OVERLAP,
        "network, fixed": NETWORK,
    }
    for name, engine in fixed.items():
        score = [scores[engine](block) for block in people]
        active = [block.active for block in people]
        orders[name] = Palpations.of_all(map(in_order, score, active))
        seen[name] = Palpations.of_all(map(in_order, score, shown))
    utilities = {
        "network, updated": finds,
        "network, updated, finds and information": finds_and_information,
        "network, updated, information alone": information,
    }
    examinations = _examinations(model, weights, found)
    for name, utility in utilities.items():
        done = [one.updated(utility, mask) for one, mask in zip(examinations, shown, strict=True)]
        orders[name] = Palpations.of_all(every for every, _, _ in done)
        seen[name] = Palpations.of_all(those for _, those, _ in done)
        stopping[name] = Stopping.of_all([stopped for _, _, stopped in done])
    return orders, seen, stopping


def _plots(folder: Path, scored: Scored, orders: Mapping[str, Palpations]) -> None:
    lines = {severity: by_tenth(*of[NETWORK]) for severity, of in scored.items()}
    text = plot("Calibration of the network", "said", "found", lines, diagonal=True)
    (folder / "locating-calibration.svg").write_text(text, encoding="utf-8")
    curves = {
        name: [(float(after), counted.done(after)) for after in range(CAP + 1)]
        for name, counted in orders.items()
    }
    text = plot("All active muscles palpated", "palpations", "share of people", curves, most=CAP)
    (folder / "locating-policy.svg").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
