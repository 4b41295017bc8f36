"""The first engine: overlap of pain and zones, weak priors, findings; honest about being first.

Muscles are weighed one by one: a source that explains the pain does not yet make another one less
likely. Within a muscle the sites are weighed together, alone and in every combination. All muscles
share one level, set so that as many are expected to be active as studies found on average.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
from filiform.locating.fit import Fit, fit_to
from filiform.locating.pain import Pain, pain_of
from filiform.locating.priors import Priors, priors_for
from filiform.locating.values import Case
from filiform.locating.zones import Zones, zones_of

NAME = "overlap-1"

SIDES = (Side.LEFT, Side.RIGHT, Side.MIDLINE)
_LEVELS = 40
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
        left = fit_to(pain.left, self.zones, self.constants)
        right = fit_to(pain.right, self.zones, self.constants)
        # In the midline both views count alike; explanations are given as seen from the left.
        fits = {Side.LEFT: left, Side.RIGHT: right, Side.MIDLINE: left}
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
        names = [site.id for site in self.zones.sites], [m.id for m in self.zones.muscles]
        return {
            side: before[side]
            + self.zones.active @ _by_name(at_sites, names[0], side)
            + _by_name(at_muscles, names[1], side)[self.zones.muscle_of_row]
            for side in SIDES
        }

    def _level(self, rows: BySide, priors: Priors) -> BySide:
        """Log-odds of every muscle before its rows, levelled to the expected number."""
        shift = np.asarray([priors.shift.get(m.id, 0.0) for m in self.zones.muscles])
        # Sites of one side only are left out here: the level of a mirrored drawing is the same.
        both = _on_both(self.zones)
        odds = np.stack(
            [shift + np.log(self._support(np.where(both, rows[side], _NEVER))) for side in SIDES]
        )
        low, high = -30.0, 30.0
        for _ in range(_LEVELS):
            middle = (low + high) / 2
            # Summed by side, so that a mirrored drawing gives the same number to the last bit.
            count = sum(_chance(odds + middle).sum(axis=1).tolist())
            low, high = (low, middle) if count > priors.expected else (middle, high)
        return dict.fromkeys(SIDES, shift + low)

    def _support(self, rows: Numbers) -> Numbers:
        """Sum of the weights of a muscle's rows, by muscle."""
        summed = np.bincount(self.zones.muscle_of_row, np.exp(rows), len(self.zones.muscles))
        return np.asarray(np.maximum(summed, 1e-300))

    def _sites(self, rows: Numbers, odds: Numbers) -> Numbers:
        """P(site active): the muscle's probability times the share of rows that hold the site."""
        weight = np.exp(rows)
        of_site = np.bincount(self.zones.muscle_of_row, weight, len(self.zones.muscles))
        share = (self.zones.active.T @ weight) / np.maximum(of_site, 1e-300)[
            self.zones.muscle_of_site
        ]
        return told(share * _chance(odds)[self.zones.muscle_of_site])

    def moved(self, findings: Iterable[Finding], chance: BySide) -> BySide:
        """Log-odds from tested movements, which several muscles explain together."""
        total = {side: np.zeros(len(self.zones.muscles)) for side in SIDES}
        for (joint, movement, side), abnormal in sorted(movements(findings).items()):
            members = np.asarray([_disturbs(m, joint, movement) for m in self.zones.muscles])
            sides = {Side.LEFT: SIDES[::2], Side.RIGHT: SIDES[1:]}.get(side, SIDES)
            self._move(total, members, sides, abnormal, chance)
        cap = self.constants.rom_cap
        return {side: np.clip(total[side], -cap, cap) for side in SIDES}

    def _move(
        self,
        total: dict[Side, Numbers],
        members: npt.NDArray[np.bool_],
        sides: tuple[Side, ...],
        abnormal: bool,
        chance: BySide,
    ) -> None:
        present = {s: members & (self._support(self._row_prior[s]) > 1e-200) for s in sides}
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


def _by_name(ratios: Mapping[Target, float], names: list[str], side: Side) -> Numbers:
    return np.asarray([ratios.get((name, side), 0.0) for name in names])


def _disturbs(muscle: Muscle, joint: str, movement: str) -> bool:
    return any((s.joint, s.movement) == (joint, movement) for s in muscle.movement_signs)


def _chance(odds: Numbers) -> Numbers:
    """Probability of log-odds, kept off 0 and 1."""
    return np.clip(1 / (1 + np.exp(np.minimum(-odds, 700))), _EDGE, 1 - _EDGE)


def told(chance: Numbers) -> Numbers:
    """Without the last bits, so that what is alike stays in the atlas' order; never 0 or 1."""
    return np.clip(np.round(chance, _DIGITS), _EDGE, 1 - _EDGE)
