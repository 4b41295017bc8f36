"""The order alone: the numbers of `locate` without a word of explanation, in about a millisecond.

For what is asked again and again: while a drawing still grows, after every finding, for many
drawings at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from filiform.body import Body
from filiform.knowledge import Atlas
from filiform.locating.calibrated import NAME as TRAINED
from filiform.locating.calibrated import Calibrated
from filiform.locating.check import check_case
from filiform.locating.engine import NAME, SIDES, BySide, Engine, Unit
from filiform.locating.locate import engine_for, trained_for
from filiform.locating.values import Case, MuscleRank
from filiform.locating.widespread import narrowed

Floats = npt.NDArray[np.float64]
_UNITS: dict[tuple[str, str], tuple[Unit, ...]] = {}


@dataclass(frozen=True, eq=False)
class Order:
    """P(any site of the muscle active | model) for every unit, a muscle on a side: `chance` (U,).

    `engine` is the one that answered. Hypotheses to palpate, never a diagnosis.
    """

    units: tuple[Unit, ...]
    chance: Floats
    engine: str

    @cached_property
    def order(self) -> npt.NDArray[np.intp]:
        """(U,): numbers of the units, likeliest first; equal ones in the order of the atlas."""
        return np.argsort(-self.chance, kind="stable")

    def first(self, count: int) -> tuple[MuscleRank, ...]:
        """The likeliest units, as `locate` lists them."""
        chosen = self.order[:count].tolist()
        return tuple(self._rank(n) for n in chosen)

    def _rank(self, number: int) -> MuscleRank:
        muscle, side = self.units[number]
        return MuscleRank(muscle, side, float(self.chance[number]))


def rank(
    case: Case, atlas: Atlas | None = None, body: Body | None = None, *, trained: bool = False
) -> Order:
    """Exactly the numbers of `locate` for muscles, without sites, reasons and next tests.

    Deterministic; `InvalidInput` as there. `trained` asks the second engine; the first one answers
    in its place, named in `Order.engine`, when the weights do not fit.
    """
    base = engine_for(atlas or Atlas.load(), body or Body.load())
    check_case(case, base.atlas, base.body)
    case, _ = narrowed(case, base)
    engine = trained_for(base) if trained else base
    if isinstance(engine, Calibrated):
        return Order(units_of(base), _chances(base, engine.chances(case)), TRAINED)
    return Order(units_of(base), _chances(base, base.marginals(case).muscle), NAME)


def units_of(base: Engine) -> tuple[Unit, ...]:
    """Every muscle on every side it has, in the order of the atlas."""
    key = (base.atlas.version, base.body.version)
    if key not in _UNITS:
        _UNITS.clear()
        _UNITS[key] = tuple(
            (muscle.id, side)
            for muscle in base.zones.muscles
            for side in SIDES
            if any(side in site.sides for site in muscle.sites)
        )
    return _UNITS[key]


def _chances(base: Engine, muscle: BySide) -> Floats:
    number = base.zones.number_of_muscle
    return np.asarray([muscle[side][number[name]] for name, side in units_of(base)])
