"""What must hold for every case and both engines, whatever is painted and found."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea
from filiform.knowledge import Atlas
from filiform.locating import (
    Belief,
    Case,
    Finding,
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
    locate,
    rank,
)

BODY = Body.load()
ATLAS = Atlas.load()
# Where left and right differ in the atlas itself, a mirrored ranking cannot be the same.
ONE_SIDED = {site.muscle for site in ATLAS.sites.values() if site.only_side is not None}
SYMMETRIC_AREAS = [a for a in BODY.areas.values() if Side.LEFT in a.side_rule.accepts]
PAIRED = sorted(m.id for m in ATLAS.muscles.values() if Side.LEFT in m.sides)
# A tested movement weighs its muscles against each other, so one of those would touch the others.
SIGNS = {m.id: {(s.joint, s.movement) for s in m.movement_signs} for m in ATLAS.muscles.values()}
MOVEMENTS = sorted(
    {pair for signs in SIGNS.values() for pair in signs}
    - {pair for muscle in ONE_SIDED for pair in SIGNS[muscle]}
)

intensities = st.one_of(st.none(), st.integers(0, 10))
sides = st.sampled_from([Side.LEFT, Side.RIGHT])


@st.composite
def listed_areas(draw: st.DrawFn) -> ListedArea:
    area = draw(st.sampled_from(SYMMETRIC_AREAS))
    side = draw(st.sampled_from(sorted(area.side_rule.accepts)))
    return ListedArea(area.id, side, draw(intensities))


@st.composite
def blobs(draw: st.DrawFn) -> tuple[CellPaint, ...]:
    """A spot of skin and what lies around it."""
    centre = draw(st.integers(0, len(BODY.cells) - 1))
    coverage = draw(st.sampled_from([0.0, 0.3, 0.5, 1.0]))
    cells = sorted({centre, *BODY.cells[centre].neighbours})
    return tuple(CellPaint(cell, coverage, draw(intensities)) for cell in cells)


@st.composite
def palpations(draw: st.DrawFn) -> Palpation:
    muscle = ATLAS.muscles[draw(st.sampled_from(PAIRED))]
    side = draw(sides)
    sites = [None, *(site.id for site in muscle.sites if side in site.sides)]
    found = draw(st.sets(st.sampled_from(sorted(set(PalpationResult) - {"nothing"})), min_size=1))
    results = draw(st.sampled_from([frozenset({PalpationResult.NOTHING}), frozenset(found)]))
    return Palpation(muscle.id, side, results, draw(st.sampled_from(sites)))


readings = st.lists(st.integers(50, 900).map(float), min_size=1, max_size=3).map(tuple)
findings = st.one_of(
    palpations(),
    st.builds(
        lambda movement, side, result: RomFinding(movement[0], movement[1], side, result),
        st.sampled_from(MOVEMENTS),
        st.sampled_from(sorted(Side)),
        st.sampled_from(sorted(RomResult)),
    ),
    st.builds(PptFinding, st.sampled_from(PAIRED), sides, readings, readings),
    st.builds(ResistedFinding, st.sampled_from(PAIRED), sides, st.booleans(), st.booleans()),
)
# Whether the trained engine is asked, or the first one.
trained_or_not = st.booleans()
complaints = st.one_of(st.none(), st.sampled_from(sorted(ATLAS.complaints)))
groups = st.one_of(st.none(), st.sampled_from(sorted(ATLAS.groups)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    painted = [paint for blob in draw(st.lists(blobs(), max_size=4)) for paint in blob]
    return Case(
        complaint=draw(complaints),
        group=draw(groups),
        areas=tuple(draw(st.lists(listed_areas(), max_size=4))),
        cells=tuple(painted),
        findings=tuple(draw(st.lists(findings, max_size=4))),
    )


def mirrored(case: Case) -> Case:
    return replace(
        case,
        areas=tuple(replace(area, side=area.side.mirrored) for area in case.areas),
        cells=tuple(replace(paint, cell=BODY.cells[paint.cell].mirror) for paint in case.cells),
        findings=tuple(replace(found, side=found.side.mirrored) for found in case.findings),
    )


def by_site(belief: Belief) -> dict[tuple[str, Side], float]:
    return {(h.site, h.side): h.probability for h in belief.hypotheses}


def by_muscle(belief: Belief) -> dict[tuple[str, Side], float]:
    return {(m.muscle, m.side): m.probability for m in belief.muscles}


@given(cases(), trained_or_not)
@settings(max_examples=60, deadline=None)
def test_every_number_is_a_probability_and_lists_are_sorted(case: Case, trained: bool) -> None:
    belief = locate(case, trained=trained)
    for ranked in (belief.hypotheses, belief.muscles):
        numbers = [entry.probability for entry in ranked]
        assert all(math.isfinite(p) and 0 < p < 1 for p in numbers)
        assert numbers == sorted(numbers, reverse=True)
    assert all(math.isfinite(test.gain) and test.gain > 0 for test in belief.next)


@given(cases(), trained_or_not)
@settings(max_examples=40, deadline=None)
def test_a_muscle_is_at_least_as_likely_as_its_likeliest_site(case: Case, trained: bool) -> None:
    belief = locate(case, trained=trained)
    muscles = by_muscle(belief)
    for hypothesis in belief.hypotheses:
        whole = muscles[hypothesis.muscle, hypothesis.side]
        assert whole >= hypothesis.probability - 1e-8


@given(cases(), trained_or_not)
@settings(max_examples=60, deadline=None)
def test_a_mirrored_case_gives_the_mirrored_ranking_exactly(case: Case, trained: bool) -> None:
    here, there = locate(case, trained=trained), locate(mirrored(case), trained=trained)
    muscles, other = by_muscle(here), by_muscle(there)
    for (name, side), probability in muscles.items():
        assert name in ONE_SIDED or other[name, side.mirrored] == probability
    sites, other = by_site(here), by_site(there)
    for (name, side), probability in sites.items():
        one_sided = ATLAS.sites[name].muscle in ONE_SIDED
        assert one_sided or other[name, side.mirrored] == probability


@given(cases(), trained_or_not, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_order_has_no_effect(case: Case, trained: bool, random: Random) -> None:
    other = replace(
        case,
        areas=tuple(random.sample(case.areas, len(case.areas))),
        cells=tuple(random.sample(case.cells, len(case.cells))),
        findings=tuple(random.sample(case.findings, len(case.findings))),
    )
    assert locate(case, trained=trained) == locate(other, trained=trained)


@given(cases(), trained_or_not)
@settings(max_examples=40, deadline=None)
def test_saying_the_same_twice_changes_nothing(case: Case, trained: bool) -> None:
    twice = replace(
        case,
        areas=case.areas * 2,
        cells=case.cells * 2,
        findings=case.findings * 2,
    )
    assert locate(case, trained=trained) == locate(twice, trained=trained)


STRENGTH = ["nothing", "tender", "taut_band", "twitch", "referral", "familiar_pain"]


@given(cases(), trained_or_not, palpations())
@settings(max_examples=40, deadline=None)
def test_a_stronger_palpation_never_lowers_its_own_target(
    case: Case, trained: bool, touched: Palpation
) -> None:
    kept = tuple(f for f in case.findings if not isinstance(f, Palpation))
    before = 0.0
    for result in STRENGTH:
        palpation = replace(touched, results=frozenset({PalpationResult(result)}))
        belief = locate(replace(case, findings=(*kept, palpation)), trained=trained)
        here = (
            by_muscle(belief)[touched.muscle, touched.side]
            if touched.site is None
            else by_site(belief)[touched.site, touched.side]
        )
        assert here >= before - 1e-12
        before = here


@given(cases(), trained_or_not)
@settings(max_examples=40, deadline=None)
def test_the_order_alone_has_the_same_numbers(case: Case, trained: bool) -> None:
    belief, order = locate(case, trained=trained), rank(case, trained=trained)
    assert dict(zip(order.units, order.chance.tolist(), strict=True)) == by_muscle(belief)
    assert order.first(8) == belief.muscles[:8]
    assert order.engine == belief.version.engine


def nothing_painted() -> st.SearchStrategy[tuple[CellPaint, ...]]:
    return st.lists(blobs(), max_size=2).map(
        lambda found: tuple(replace(p, coverage=0.0) for blob in found for p in blob)
    )


@given(complaints, groups, trained_or_not, st.one_of(st.just(()), nothing_painted()))
@settings(max_examples=30, deadline=None)
def test_an_empty_drawing_leaves_the_prior(
    complaint: str | None, group: str | None, trained: bool, blank: tuple[CellPaint, ...]
) -> None:
    belief = locate(Case(complaint, group, cells=blank), trained=trained)
    assert by_site(belief) == by_site(locate(Case(complaint, group), trained=trained))
    assert not belief.confident
    assert all(not h.explains and not h.missing for h in belief.hypotheses)


@given(st.lists(findings, max_size=3), trained_or_not)
@settings(max_examples=30, deadline=None)
def test_findings_alone_are_read_without_a_drawing(found: list[Finding], trained: bool) -> None:
    belief = locate(Case(findings=tuple(found)), trained=trained)
    assert not belief.confident
    assert len(belief.hypotheses) == len(by_site(belief))
