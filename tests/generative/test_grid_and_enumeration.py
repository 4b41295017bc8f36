"""The engines' numbers do not depend on how finely the skin is cut, and are those of Bayes' rule.

A finer body is made by cutting every cell in two. A small atlas is small enough to go through
every configuration of active sites.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.body import Body, Cell, Side
from filiform.drawing import CellPaint, ListedArea
from filiform.inference.network import shares
from filiform.knowledge import Atlas, Muscle
from filiform.locating import Case, Palpation, PalpationResult
from filiform.locating.calibrated import Calibrated, shares_of_sites
from filiform.locating.engine import SIDES, Engine, Marginals
from filiform.locating.evidence import palpation_ratio
from filiform.locating.locate import engine_for

BODY, ATLAS = Body.load(), Atlas.load()
HALF = len(BODY.cells) // 2
AREAS = [area for area in BODY.areas.values() if Side.LEFT in area.side_rule.accepts]


def halves(cell: int) -> tuple[int, int]:
    """Ids of both parts of a cell in the finer body: left ones first, as everywhere."""
    side, place = divmod(cell, HALF)
    first = 2 * HALF * side + 2 * place
    return first, first + 1


def cut(cell: Cell, larger: float) -> Iterator[Cell]:
    """Two cells; each lies beside its other half and beside both halves of the neighbours."""
    own, mirrors = halves(cell.id), halves(cell.mirror)
    beside = [part for other in cell.neighbours for part in halves(other)]
    for n, share in enumerate((larger, 1 - larger)):
        yield replace(
            cell,
            id=own[n],
            area_cm2=cell.area_cm2 * share,
            mirror=mirrors[n],
            neighbours=tuple(sorted([*beside, own[1 - n]])),
        )


@cache
def finer(larger: float) -> Engine:
    """The first engine on a body of twice as many cells."""
    cells = sorted((c for cell in BODY.cells for c in cut(cell, larger)), key=lambda c: c.id)
    areas = {
        name: replace(area, cells=frozenset(p for c in area.cells for p in halves(c)))
        for name, area in BODY.areas.items()
    }
    body = replace(BODY, version=f"finer-{larger}", cells=tuple(cells), areas=areas)
    return Engine.build(ATLAS, body)


@st.composite
def drawings(draw: st.DrawFn) -> Case:
    cells: dict[int, CellPaint] = {}
    for _ in range(draw(st.integers(0, 4))):
        centre = BODY.cells[draw(st.integers(0, 2 * HALF - 1))]
        level = draw(st.one_of(st.none(), st.integers(0, 10)))
        for cell in (centre.id, *centre.neighbours):
            cells[cell] = CellPaint(cell, draw(st.sampled_from([0.3, 0.5, 1.0])), level)
    chosen = draw(st.lists(st.sampled_from(AREAS), max_size=3))
    areas = (ListedArea(a.id, draw(st.sampled_from(sorted(a.side_rule.accepts)))) for a in chosen)
    return Case(areas=tuple(areas), cells=tuple(cells.values()))


def on_finer(case: Case) -> Case:
    cells = (replace(p, cell=part) for p in case.cells for part in halves(p.cell))
    return replace(case, cells=tuple(cells))


@given(drawings(), st.sampled_from([0.5, 0.7]))
@settings(max_examples=40, deadline=None)
def test_a_finer_grid_gives_the_same_numbers(case: Case, larger: float) -> None:
    here = engine_for(ATLAS, BODY).marginals(case)
    there = finer(larger).marginals(on_finer(case))
    for side in SIDES:
        assert np.abs(here.muscle[side] - there.muscle[side]).max() < 1e-4
        assert np.abs(here.site[side] - there.site[side]).max() < 1e-4


# --- every configuration of a small atlas -------------------------------------------------------

TWO_SITES = [m for m in ATLAS.muscles.values() if len(m.sites) > 1 and Side.LEFT in m.sides]
PAIRED = [m for m in ATLAS.muscles.values() if m.sides == (Side.LEFT, Side.RIGHT)]


@cache
def small(names: tuple[str, ...]) -> Engine:
    muscles = {name: ATLAS.muscles[name] for name in names}
    sites = {site.id: site for muscle in muscles.values() for site in muscle.sites}
    return Engine.build(replace(ATLAS, muscles=muscles, sites=sites), BODY)


@st.composite
def small_worlds(draw: st.DrawFn) -> tuple[tuple[str, ...], Case]:
    names = (draw(st.sampled_from(TWO_SITES)).id, *(m.id for m in draw(two_paired())))
    muscles = [ATLAS.muscles[name] for name in dict.fromkeys(names)]
    drawn = [part.area for m in muscles[:2] for site in m.sites for part in site.essential[:1]]
    areas = {ListedArea(a, Side.LEFT) for a in drawn if Side.LEFT in accepted(a)}
    findings = tuple(
        Palpation(m.id, Side.LEFT, frozenset({draw(st.sampled_from(PalpationResult))}), site.id)
        for m in muscles
        for site in m.sites
        if Side.LEFT in site.sides and draw(st.booleans())
    )
    return tuple(m.id for m in muscles), Case(
        areas=tuple(sorted(areas, key=lambda a: a.area)), findings=findings
    )


def two_paired() -> st.SearchStrategy[list[Muscle]]:
    return st.lists(st.sampled_from(PAIRED), min_size=1, max_size=2)


def accepted(area: str) -> frozenset[Side]:
    return BODY.areas[area].side_rule.accepts


def chance_of_sites(engine: Engine, before: Marginals, case: Case) -> dict[str, float]:
    """P(site active) on the left, by going through every set of active sites of all muscles.

    What is known before the findings is the chance of every set of sites within its muscle; a
    finding weighs a set by its likelihood ratio if the site is in it.
    """
    ratio = dict.fromkeys(engine.atlas.sites, 1.0)
    for finding in case.findings:
        assert isinstance(finding, Palpation)
        assert finding.site is not None
        ratio[finding.site] = float(np.exp(palpation_ratio(finding, engine.constants)))
    choices = [sets_of(engine, before, n) for n in range(len(engine.zones.muscles))]
    total, active = 0.0, dict.fromkeys(ratio, 0.0)
    for configuration in product(*choices):
        weight = float(np.prod([share for _, share in configuration]))
        held = [site for sites, _ in configuration for site in sites]
        weight *= float(np.prod([ratio[site] for site in held]))
        total += weight
        for site in held:
            active[site] += weight
    return {site: weight / total for site, weight in active.items()}


def sets_of(engine: Engine, before: Marginals, muscle: int) -> list[tuple[tuple[str, ...], float]]:
    """Every set of the muscle's sites with its chance, the empty set included."""
    left = engine._rows_before(before.pain, before.fits)[Side.LEFT]
    own = [(row.sites, left[n]) for n, row in enumerate(engine.zones.rows) if row.muscle == muscle]
    weights = np.exp([weight for _, weight in own])
    chance = float(before.muscle[Side.LEFT][muscle])
    names = [site.id for site in engine.zones.sites]
    sets = [tuple(names[n] for n in sites) for sites, _ in own]
    found = list(zip(sets, chance * weights / weights.sum(), strict=True))
    return [((), 1 - chance), *[(sites, float(share)) for sites, share in found]]


@given(small_worlds())
@settings(max_examples=60, deadline=None)
def test_findings_are_weighed_as_every_configuration_says(
    world: tuple[tuple[str, ...], Case],
) -> None:
    names, case = world
    engine = small(names)
    before = engine.marginals(replace(case, findings=()))
    truth = chance_of_sites(engine, before, case)
    after = engine.marginals(case).site[Side.LEFT]
    for n, site in enumerate(engine.zones.sites):
        if Side.LEFT in site.sides:
            assert after[n] == pytest.approx(truth[site.id], abs=1e-5)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_trained_engine_sums_sets_of_sites_as_every_configuration_says(seed: int) -> None:
    trained = Calibrated.load(engine_for(ATLAS, BODY))
    layout = trained.layout
    logits = np.random.default_rng(seed).normal(-2, 2, len(layout.muscle_of_row))
    told = shares_of_sites(layout, logits)
    muscle = seed % layout.muscles
    rows = np.flatnonzero(layout.muscle_of_row == muscle)
    sites = np.flatnonzero(layout.muscle_of_site == muscle)
    sets = [set(s) for size in range(1, len(sites) + 1) for s in combinations(sites.tolist(), size)]
    held = [set(np.flatnonzero(layout.active[row]).tolist()) for row in rows]
    weight = [float(np.exp(logits[rows[held.index(one)]])) for one in sets]
    for site in sites.tolist():
        with_it = sum(w for w, one in zip(weight, sets, strict=True) if site in one)
        assert told[site] == pytest.approx(with_it / (1 + sum(weight)), abs=1e-9)
    assert shares(logits, layout)[rows].sum() < 1
