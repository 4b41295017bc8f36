"""Many drawings at once get the numbers of one after another."""

from __future__ import annotations

import numpy as np
import pytest

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea
from filiform.inference.many import chances_of_many, inputs_of
from filiform.inference.world import Floats
from filiform.knowledge import Atlas
from filiform.locating import Case
from filiform.locating.calibrated import Calibrated
from filiform.locating.locate import engine_for
from filiform.locating.many import rank_many

BODY, ATLAS = Body.load(), Atlas.load()
COMPLAINTS = (None, *sorted(ATLAS.complaints))


@pytest.fixture(scope="module")
def engine() -> Calibrated:
    return Calibrated.load(engine_for(ATLAS, BODY))


def drawing(seed: int) -> Case:
    """Two wide places, one of them now and then chosen by name."""
    random = np.random.default_rng(seed)
    near = BODY.distances_from([int(random.integers(len(BODY.cells)))])
    cells = tuple(CellPaint(int(c), 1.0, 5) for c in np.flatnonzero(near < 9))
    areas = [a.id for a in BODY.areas.values() if Side.LEFT in a.side_rule.accepts and a.surface]
    named = (ListedArea(str(random.choice(areas)), Side.LEFT, 7),) if seed % 2 else ()
    return Case(COMPLAINTS[seed % len(COMPLAINTS)], areas=named, cells=cells)


def arrays(engine: Calibrated, cases: list[Case]) -> tuple[Floats, Floats, Floats]:
    skin, named = zip(*(engine.drawn(case) for case in cases), strict=True)
    shifts = []
    for case in cases:
        priors = engine.base.priors(case.complaint, case.group)
        level = np.log(priors.expected / engine.settings.expected)
        shifts.append([level + priors.shift.get(m.id, 0.0) for m in engine.base.zones.muscles])
    return np.stack(skin), np.stack(named), np.asarray(shifts)


def test_they_have_the_numbers_of_one_after_another(engine: Calibrated) -> None:
    cases = [drawing(seed) for seed in range(40)]
    skin, named, shift = arrays(engine, cases)
    layout = engine.layout
    inputs = inputs_of(skin, named)
    found = chances_of_many(engine.weights, layout, layout.row_on, inputs, shift)
    for n, case in enumerate(cases):
        alone = engine.chances(case)
        both = np.concatenate([alone[Side.LEFT], alone[Side.RIGHT] * ~layout.midline])
        assert np.abs(found[n] - both).max() < 1e-4


def test_the_first_ones_come_in_order_over_more_than_one_block(engine: Calibrated) -> None:
    cases = [drawing(seed) for seed in range(30)]
    skin, named, shift = (np.tile(one, (80, 1)) for one in arrays(engine, cases))
    inputs = inputs_of(skin, named)
    numbers, chances = rank_many(engine, inputs, shift, top=5)
    assert (np.diff(chances, axis=1) <= 0).all()
    assert np.array_equal(numbers[:30], numbers[-30:])
    order = np.argsort(-engine.chances(cases[3])[Side.LEFT])
    left = [n for n in numbers[3].tolist() if n < engine.layout.muscles]
    assert left == [n for n in order.tolist() if n in left]
