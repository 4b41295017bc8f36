"""The second engine: a network trained on simulated drawings, findings weighed beside it.

Reads the same case and gives the same marginals as the overlap engine, whose zones, fits and
constants it keeps for explanations. What it was trained for is checked when it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.body import Side
from filiform.drawing.values import PAINTED_FROM
from filiform.inference.coupling import active_share, both_ways, with_findings
from filiform.inference.network import shares
from filiform.inference.settings import Settings
from filiform.inference.weights import Weights, load_weights
from filiform.inference.world import mirrored
from filiform.locating.engine import BySide, Engine, Marginals, Unit, told
from filiform.locating.evidence import muscle_ratios, site_ratios
from filiform.locating.findings import Finding
from filiform.locating.fit import fits_of
from filiform.locating.layout import Layout, layout_of
from filiform.locating.pain import Pain, pain_of
from filiform.locating.values import Case

NAME = "expressed-zones-1"
TRAINED = files("filiform.locating") / "data" / "trained"

# Less paint than this in a cell is the edge of a stroke.
_EDGE = 0.15
# A drawing that is certain to this degree is read as drawn, below it turns into the prior.
_READABLE = 0.5

# A muscle that others move by fewer log-odds than this is not worth a word.
_NOTICED = 0.1
_RISEN = 0.05
_TWO_SIDES = (Side.LEFT, Side.RIGHT)

Numbers = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Calibrated:
    """Network and layout for one atlas and body. `strange_below`: share of the pain explained by
    the hypotheses together, below which only 2 of 100 simulated drawings lie."""

    base: Engine
    layout: Layout
    weights: Weights
    settings: Settings
    strange_below: float
    _explains: Numbers = field(repr=False)
    _rows_of_site: Mapping[str, Numbers] = field(repr=False)
    _rows_of_muscle: Mapping[str, Numbers] = field(repr=False)

    @classmethod
    def load(cls, base: Engine, folder: Traversable = TRAINED) -> Calibrated:
        """Raises `UnusableWeights` when the weights do not belong to atlas and body."""
        layout = layout_of(base.atlas, base.body)
        weights = load_weights(folder, layout.digest, len(layout.muscle_of_row))
        return cls.of(base, layout, weights)

    @classmethod
    def of(cls, base: Engine, layout: Layout, weights: Weights) -> Calibrated:
        strange = float(weights.provenance.get("strange_below", 0.0))
        sites, muscles = base.zones.sites, base.zones.muscles
        of_muscle = layout.muscle_of_row == np.arange(len(muscles))[:, None]
        return cls(
            base,
            layout,
            weights,
            Settings(),
            strange,
            _explains=base.zones.explains[layout.single],
            _rows_of_site={s.id: layout.active[:, n] for n, s in enumerate(sites)},
            _rows_of_muscle={m.id: of_muscle[n] * 1.0 for n, m in enumerate(muscles)},
        )

    def marginals(self, case: Case) -> Marginals:
        """All probabilities for a case, whose ids have been checked."""
        base, layout = self.base, self.layout
        pain = pain_of(case, base.body, base.zones.frame, base.constants)
        logits = self.row_logits(case, pain)
        ratios = self._ratios(case.findings)
        drawn = self._pain(case)
        odds = self._with_findings(case, logits, ratios, drawn)
        return Marginals(
            muscle=self._by_side(active_share(layout, odds)),
            site=self._by_side(shares_of_sites(layout, odds)),
            fits=fits_of(pain, base.zones, base.constants),
            pain=pain,
            touched_by=self._touched_by(logits, ratios, drawn),
        )

    def chances(self, case: Case) -> BySide:
        """The muscles' probabilities of `marginals`, without what explanations need."""
        base = self.base
        logits = self.row_logits(case, pain_of(case, base.body, base.zones.frame, base.constants))
        ratios = self._ratios(case.findings)
        drawn = self._pain(case) if ratios.any() else logits
        odds = self._with_findings(case, logits, ratios, drawn)
        return self._by_side(active_share(self.layout, odds))

    def _with_findings(
        self, case: Case, logits: Numbers, ratios: Numbers, drawn: Numbers
    ) -> Numbers:
        layout, odds = self.layout, logits
        if ratios.any():
            odds = with_findings(layout, self.weights.coupling, logits, ratios, drawn)
        return np.asarray(odds + self._moved(odds, case.findings)[:, layout.muscle_of_row])

    def row_logits(self, case: Case, pain: Pain) -> Numbers:
        """(2, R) log-odds of every row before findings, on the left and on the right."""
        priors = self.base.priors(case.complaint, case.group)
        shift = np.asarray([priors.shift.get(m.id, 0.0) for m in self.base.zones.muscles])
        shift = shift + np.log(priors.expected / self.settings.expected)
        silent = self._prior()
        weight = min(1.0, pain.certainty / _READABLE)
        if weight > 0:
            drawn = self.weights.network.both_sides(*self.drawn(case))
            silent = weight * drawn + (1 - weight) * silent
        return self._possible(silent + shift[self.layout.muscle_of_row])

    def drawn(self, case: Case) -> tuple[Numbers, Numbers]:
        """(n,) painted skin and (2A,) named areas, both weighed by intensity, as in training."""
        skin = np.zeros(len(self.base.body.cells), dtype=np.float32)
        for paint in case.cells:
            if paint.coverage >= _EDGE:
                covered = min(1.0, paint.coverage / PAINTED_FROM)
                value = covered * self.settings.weight(paint.intensity)
                skin[paint.cell] = max(skin[paint.cell], value)
        return skin, self._named(case)

    def _named(self, case: Case) -> Numbers:
        rows = self.base.zones.frame.rows
        named = np.zeros(2 * len(rows), dtype=np.float32)
        for area in case.areas:
            value = self.settings.weight(area.intensity)
            for at in _places(rows[area.area], len(rows), area.side):
                named[at] = max(named[at], value)
        return named

    def _prior(self) -> Numbers:
        return np.asarray(self.layout.prior, dtype=np.float64)

    def _possible(self, logits: Numbers) -> Numbers:
        """Rows that a side does not have are out; a muscle in the midline has no side."""
        logits = np.where(self.layout.row_on, logits, -60.0)
        middle = self.layout.midline[self.layout.muscle_of_row]
        return np.where(middle, logits.mean(axis=0), logits)

    def _ratios(self, findings: Iterable[Finding]) -> Numbers:
        """(2, R) log likelihood ratios of what was found at sites and muscles."""
        findings = tuple(findings)
        at_sites = site_ratios(findings, self.base.constants)
        at_muscles = muscle_ratios(findings, self.base.constants)
        ratios = np.zeros((2, len(self.layout.muscle_of_row)))
        for n, side in enumerate(_TWO_SIDES):
            for rows, found in ((self._rows_of_site, at_sites), (self._rows_of_muscle, at_muscles)):
                for (name, where), ratio in sorted(found.items()):
                    if where in (side, Side.MIDLINE):
                        ratios[n] += ratio * rows[name]
        return ratios

    def _pain(self, case: Case) -> Numbers:
        """(n,): painted skin, and the skin of areas chosen by name."""
        skin, named = self.drawn(case)
        frame = self.base.zones.frame
        inside = frame.inside[:, : frame.cells]
        areas = len(inside)
        chosen = np.concatenate([named[:areas] @ inside, named[areas:] @ inside])
        return np.asarray(np.maximum(skin, np.minimum(1, chosen)))

    def _touched_by(
        self, logits: Numbers, ratios: Numbers, pain: Numbers
    ) -> dict[Unit, tuple[Unit, float]]:
        """For every muscle that findings elsewhere move: by which muscle most, and how far."""
        if not ratios.any():
            return {}
        layout, names = self.layout, list(self._rows_of_muscle)
        rise = active_share(layout, logits + ratios) - active_share(layout, logits)
        found: dict[Unit, tuple[Unit, float]] = {}
        seen = zip(both_ways(rise), (pain, mirrored(pain)), _TWO_SIDES, strict=True)
        for own, drawn, side in seen:
            for source in np.flatnonzero(np.abs(own) > _RISEN):
                alone = np.zeros_like(own)
                alone[source] = own[source]
                moved = self.weights.coupling.moved(alone, drawn)
                by = (names[source % len(names)], side if source < len(names) else side.mirrored)
                for n in np.flatnonzero(np.abs(moved) > _NOTICED):
                    if abs(moved[n]) > abs(found.get((names[n], side), (by, 0.0))[1]):
                        found[names[n], side] = (by, float(moved[n]))
        return found

    def _moved(self, odds: Numbers, findings: Iterable[Finding]) -> Numbers:
        """(2, M) log-odds from tested movements, which several muscles explain together."""
        moved = self.base.moved(findings, self._by_side(active_share(self.layout, odds)))
        return np.stack(
            [np.where(self.layout.midline, moved[Side.MIDLINE], moved[side]) for side in _TWO_SIDES]
        )

    def _by_side(self, values: Numbers) -> BySide:
        left, right = told(values[0]), told(values[1])
        return {Side.LEFT: left, Side.RIGHT: right, Side.MIDLINE: left}

    def explained(self, found: Marginals) -> float:
        """Share 0..1 of the pain that the hypotheses, weighed by probability, explain together."""
        covered = found.pain.left[1] * self.base.zones.frame.weight
        columns = np.flatnonzero(covered)
        if not columns.size:
            return 1.0
        half = len(covered) // 2
        silent = np.ones(len(columns))
        for side, seen in ((Side.LEFT, columns), (Side.RIGHT, (columns + half) % (2 * half))):
            share = self._explains[:, seen] * found.site[side][:, None]
            silent *= np.prod(1 - share, axis=0)
        return float(((1 - silent) * covered[columns]).sum() / covered[columns].sum())


def shares_of_sites(layout: Layout, logits: Numbers) -> Numbers:
    """(2, S): P(site active), summed over the rows that hold it."""
    share = shares(logits, layout)
    return np.asarray(share @ layout.active)


def _places(row: int, areas: int, side: Side) -> tuple[int, ...]:
    if side is Side.LEFT:
        return (row,)
    return (row + areas,) if side is Side.RIGHT else (row, row + areas)
