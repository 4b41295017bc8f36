"""The first engine: overlap of pain and zones, weak priors, findings; honest about being first.

Muscles are weighed one by one: a source that explains the pain does not yet make another one less
likely. Within a muscle the sites are weighed together, alone and in every combination. All muscles
share one level, set so that as many are expected to be active as studies found on average.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from filiform.body import Body, Side
from filiform.knowledge import Atlas, Muscle
from filiform.knowledge.prevalence import Prevalence
from filiform.locating.constants import Constants
from filiform.locating.evidence import (
    Target,
    movement_ratio,
    movements,
    muscle_ratios,
    site_ratios,
)
from filiform.locating.explain import ExpectedPlace, expected_places
from filiform.locating.findings import Finding
from filiform.locating.fit import Fit, fits_of
from filiform.locating.pain import Pain, pain_of
from filiform.locating.priors import Priors, priors_for
from filiform.locating.values import Case
from filiform.locating.zones import Zones, zones_of

NAME = "overlap-1"

SIDES = (Side.LEFT, Side.RIGHT, Side.MIDLINE)
# The level is found within this; Newton's steps take some six.
_LEVEL_ERROR = 1e-12
_LEVELS = 60
_NEVER = -1e9
_EDGE = 1e-9
_DIGITS = 9

Numbers = npt.NDArray[np.float64]
BySide = Mapping[Side, Numbers]
Unit = tuple[str, Side]
"""A muscle id on a side."""


@dataclass(frozen=True)
class Marginals:
    """Probabilities by side: `muscle` (muscles,) and `site` (sites,); what does not exist on a
    side has none. `fits` tells how the drawing was explained. `touched_by`: the muscle whose
    findings move another one most, with the log-odds by which they do."""

    muscle: BySide
    site: BySide
    fits: Mapping[Side, Fit]
    pain: Pain
    touched_by: Mapping[Unit, tuple[Unit, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Engine:
    """Zones, figures and constants laid out for one atlas and body. Build once, use for all."""

    atlas: Atlas
    body: Body
    zones: Zones
    prevalence: Prevalence
    constants: Constants
    places: Mapping[tuple[str, Side], tuple[ExpectedPlace, ...]] = field(repr=False)
    _row_prior: BySide = field(repr=False)
    _priors: dict[tuple[str | None, str | None], Priors] = field(default_factory=dict, repr=False)
    _members: dict[tuple[str, str], npt.NDArray[np.bool_]] = field(default_factory=dict, repr=False)

    @classmethod
    def build(cls, atlas: Atlas, body: Body, constants: Constants | None = None) -> Engine:
        constants = constants or Constants.load()
        zones = zones_of(atlas, body, constants)
        prior = {side: _row_prior(zones, side, constants) for side in SIDES}
        return cls(atlas, body, zones, Prevalence.load(), constants, _places(zones, body), prior)

    def priors(self, complaint: str | None, group: str | None) -> Priors:
        key = (complaint, group)
        if key not in self._priors:
            self._priors[key] = priors_for(
                complaint, group, self.atlas, self.prevalence, self.constants
            )
        return self._priors[key]

    def marginals(self, case: Case) -> Marginals:
        """All probabilities for a case, whose ids have been checked."""
        pain = pain_of(case, self.body, self.zones.frame, self.constants)
        fits = fits_of(pain, self.zones, self.constants)
        before = self._rows_before(pain, fits)
        level = self._level(before, self.priors(case.complaint, case.group))
        rows = self._rows_after(before, case.findings)
        odds = {side: level[side] + np.log(self._support(rows[side])) for side in SIDES}
        moved = self.moved(case.findings, {side: _chance(odds[side]) for side in SIDES})
        return Marginals(
            muscle={side: told(_chance(odds[side] + moved[side])) for side in SIDES},
            site={side: self._sites(rows[side], odds[side] + moved[side]) for side in SIDES},
            fits=fits,
            pain=pain,
        )

    def _rows_before(self, pain: Pain, fits: Mapping[Side, Fit]) -> BySide:
        """Log weight of every row from description and drawing."""
        none, full = self.constants.evidence_none, self.constants.evidence_full
        seen = {side: fits[side].fit.astype(np.float64) for side in SIDES}
        # A muscle in the midline has no side of its own: both views of it count alike.
        seen[Side.MIDLINE] = (seen[Side.LEFT] + seen[Side.RIGHT]) / 2
        ways = _ways(self.zones, self.constants)
        evidence = {s: pain.certainty * (none + (full + ways - none) * seen[s]) for s in SIDES}
        return {side: self._row_prior[side] + evidence[side] for side in SIDES}

    def _rows_after(self, before: BySide, findings: Iterable[Finding]) -> BySide:
        findings = tuple(findings)
        at_sites = site_ratios(findings, self.constants)
        at_muscles = muscle_ratios(findings, self.constants)
        zones, (rows, sites) = self.zones, self.zones.pairs
        after = {}
        for side in SIDES:
            at_site = _by_number(at_sites, zones.number_of_site, side)
            at_muscle = _by_number(at_muscles, zones.number_of_muscle, side)
            held = np.bincount(rows, at_site[sites], len(zones.rows))
            after[side] = before[side] + held + at_muscle[zones.muscle_of_row]
        return after

    def _level(self, rows: BySide, priors: Priors) -> BySide:
        """Log-odds of every muscle before its rows, levelled to the expected number."""
        shift = np.asarray([priors.shift.get(m.id, 0.0) for m in self.zones.muscles])
        # Sites of one side only are left out here: the level of a mirrored drawing is the same.
        both = self._both
        odds = np.stack(
            [shift + np.log(self._support(np.where(both, rows[side], _NEVER))) for side in SIDES]
        )
        return dict.fromkeys(SIDES, shift + _level_of(odds, priors.expected))

    @cached_property
    def _both(self) -> npt.NDArray[np.bool_]:
        return _on_both(self.zones)

    def _support(self, rows: Numbers) -> Numbers:
        """Sum of the weights of a muscle's rows, by muscle."""
        summed = np.bincount(self.zones.muscle_of_row, np.exp(rows), len(self.zones.muscles))
        return np.asarray(np.maximum(summed, 1e-300))

    def _sites(self, rows: Numbers, odds: Numbers) -> Numbers:
        """P(site active): the muscle's probability times the share of rows that hold the site."""
        weight, (holder, sites) = np.exp(rows), self.zones.pairs
        of_muscle = np.bincount(self.zones.muscle_of_row, weight, len(self.zones.muscles))
        of_site = np.bincount(sites, weight[holder], len(self.zones.sites))
        share = of_site / np.maximum(of_muscle, 1e-300)[self.zones.muscle_of_site]
        return told(share * _chance(odds)[self.zones.muscle_of_site])

    def moved(self, findings: Iterable[Finding], chance: BySide) -> BySide:
        """Log-odds from tested movements, which several muscles explain together."""
        total = {side: np.zeros(len(self.zones.muscles)) for side in SIDES}
        for (joint, movement, side), abnormal in sorted(movements(findings).items()):
            members = self._disturbed_by(joint, movement)
            sides = {Side.LEFT: SIDES[::2], Side.RIGHT: SIDES[1:]}.get(side, SIDES)
            self._move(total, members, sides, abnormal, chance)
        cap = self.constants.rom_cap
        return {side: np.clip(total[side], -cap, cap) for side in SIDES}

    def _disturbed_by(self, joint: str, movement: str) -> npt.NDArray[np.bool_]:
        """(muscles,): which muscles disturb the movement; looked up once."""
        key = (joint, movement)
        if key not in self._members:
            found = [_disturbs(muscle, joint, movement) for muscle in self.zones.muscles]
            self._members[key] = np.asarray(found)
        return self._members[key]

    @cached_property
    def _present(self) -> Mapping[Side, npt.NDArray[np.bool_]]:
        """(muscles,) by side: which muscles that side has."""
        return {side: self._support(self._row_prior[side]) > 1e-200 for side in SIDES}

    def _move(
        self,
        total: dict[Side, Numbers],
        members: npt.NDArray[np.bool_],
        sides: tuple[Side, ...],
        abnormal: bool,
        chance: BySide,
    ) -> None:
        present = {s: members & self._present[s] for s in sides}
        calm = {s: np.log1p(-self.constants.rom_effect * chance[s]) for s in sides}
        all_calm = sum(float(calm[s][present[s]].sum()) for s in sides)
        for s in sides:
            for n in np.flatnonzero(present[s]):
                others = float(np.exp(all_calm - calm[s][n]))
                total[s][n] += movement_ratio(abnormal, min(1.0, others), self.constants)


def _rows_on(zones: Zones, side: Side) -> npt.NDArray[np.bool_]:
    return np.asarray([all(side in zones.sites[n].sides for n in row.sites) for row in zones.rows])


def _places(zones: Zones, body: Body) -> dict[tuple[str, Side], tuple[ExpectedPlace, ...]]:
    rules = {area.id: area.side_rule for area in body.areas.values()}
    return {
        (site.id, side): expected_places(site, side, zones.frame, rules)
        for site in zones.sites
        for side in site.sides
    }


def _on_both(zones: Zones) -> npt.NDArray[np.bool_]:
    one_sided = np.asarray([site.only_side is not None for site in zones.sites])
    return np.asarray(zones.active[:, one_sided].sum(axis=1) == 0)


def _row_prior(zones: Zones, side: Side, constants: Constants) -> Numbers:
    """Log share of a row in its muscle before any drawing; never, where a site is not there."""
    weight = np.power(constants.several_sites, zones.active.sum(axis=1) - 1)
    total = np.bincount(zones.muscle_of_row, weight)[zones.muscle_of_row]
    return np.where(_rows_on(zones, side), np.log(weight / total), _NEVER)


def _ways(zones: Zones, constants: Constants) -> Numbers:
    """Log weight that a muscle with several sites gets back for having its evidence shared out."""
    sites = np.bincount(zones.muscle_of_site)[zones.muscle_of_row]
    return np.asarray(constants.more_sites * np.log(sites))


def _by_number(ratios: Mapping[Target, float], number: Mapping[str, int], side: Side) -> Numbers:
    found = np.zeros(len(number))
    for (name, where), ratio in ratios.items():
        if where is side and name in number:
            found[number[name]] = ratio
    return found


def _level_of(odds: Numbers, expected: float) -> float:
    """What to add to all log-odds (2, muscles) so that `expected` are active: Newton's steps, kept
    within the bounds that halving would have."""
    low, high, level = -30.0, 30.0, 0.0
    for _ in range(_LEVELS):
        chance = _chance(odds + level)
        # Summed by side, so that a mirrored drawing gives the same number to the last bit.
        count = sum(chance.sum(axis=1).tolist())
        slope = sum((chance * (1 - chance)).sum(axis=1).tolist())
        low, high = (low, level) if count > expected else (level, high)
        step = (expected - count) / max(slope, _EDGE)
        before, level = level, level + step
        if not low < level < high:
            level = (low + high) / 2
        if abs(level - before) < _LEVEL_ERROR:
            break
    return level


def _disturbs(muscle: Muscle, joint: str, movement: str) -> bool:
    return any((s.joint, s.movement) == (joint, movement) for s in muscle.movement_signs)


def _chance(odds: Numbers) -> Numbers:
    """Probability of log-odds, kept off 0 and 1."""
    return np.clip(1 / (1 + np.exp(np.minimum(-odds, 700))), _EDGE, 1 - _EDGE)


def told(chance: Numbers) -> Numbers:
    """Without the last bits, so that what is alike stays in the atlas' order; never 0 or 1."""
    return np.clip(np.round(chance, _DIGITS), _EDGE, 1 - _EDGE)
