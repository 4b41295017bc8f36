"""Which muscle to palpate next: where a find is likely, or where the answer would tell most.

Both reasons are shown apart. What safety rules out is for screening to say, not for a cost here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from filiform.knowledge import Atlas
from filiform.locating.constants import Constants
from filiform.locating.findings import Finding, Palpation
from filiform.locating.values import Hypothesis, MuscleRank, NextTest, PlacedArea

PALPATION = "palpation"
_LISTED = 20

Unit = tuple[str, str]


def next_tests(
    muscles: Sequence[MuscleRank],
    hypotheses: Iterable[Hypothesis],
    findings: Iterable[Finding],
    atlas: Atlas,
    constants: Constants,
) -> tuple[NextTest, ...]:
    """The muscles worth palpating next, best first; those already palpated are left out."""
    done = _palpated(findings, atlas)
    places = _places(hypotheses)
    candidates = [m for m in muscles if places.get((m.muscle, m.side))]
    open_ = [m for m in muscles if (m.muscle, m.side) not in done]
    tests = [_test(m, candidates, places, atlas, constants) for m in open_[: 3 * _LISTED]]
    # A stable sort keeps the order of the muscles where gains are equal.
    return tuple(sorted(tests, key=lambda test: -test.gain)[:_LISTED])


def information(probability: float, constants: Constants) -> float:
    """Expected information, in nats, of palpating for familiar pain: I(find; active)."""
    active, inactive = constants.find_active, constants.find_inactive
    found = probability * active + (1 - probability) * inactive
    given = probability * _entropy(active) + (1 - probability) * _entropy(inactive)
    return max(0.0, _entropy(found) - given)


def _entropy(share: float) -> float:
    return -sum(p * math.log(p) for p in (share, 1 - share) if p > 0)


def _palpated(findings: Iterable[Finding], atlas: Atlas) -> set[Unit]:
    """Muscles palpated as a whole, or at every one of their sites on that side."""
    seen: set[tuple[str, str, str | None]] = {
        (f.muscle, f.side, f.site) for f in findings if isinstance(f, Palpation)
    }
    return {
        (muscle, side)
        for muscle, side, site in seen
        if site is None
        or all((muscle, side, s.id) in seen for s in atlas.muscles[muscle].sites if side in s.sides)
    }


def _places(hypotheses: Iterable[Hypothesis]) -> dict[Unit, set[PlacedArea]]:
    places: dict[Unit, set[PlacedArea]] = {}
    for hypothesis in hypotheses:
        unit = (hypothesis.muscle, hypothesis.side)
        places.setdefault(unit, set()).update(hypothesis.explains)
    return places


def _test(
    rank: MuscleRank,
    candidates: Sequence[MuscleRank],
    places: dict[Unit, set[PlacedArea]],
    atlas: Atlas,
    constants: Constants,
) -> NextTest:
    told = constants.gain_weight * information(rank.probability, constants)
    rival = _rival(rank, candidates, places)
    if rival is None or rank.probability >= told:
        why = "likely source"
    else:
        names = atlas.muscles[rank.muscle].name, atlas.muscles[rival.muscle].name
        side = "" if rival.side == rank.side else f" ({rival.side})"
        why = f"would separate {names[0]} from {names[1]}{side}"
    return NextTest(PALPATION, rank.muscle, rank.side, rank.probability + told, why)


def _rival(
    rank: MuscleRank, candidates: Sequence[MuscleRank], places: dict[Unit, set[PlacedArea]]
) -> MuscleRank | None:
    """The likeliest other muscle that explains some of the same pain."""
    own = places.get((rank.muscle, rank.side))
    if not own:
        return None
    shared = (m for m in candidates if m is not rank and own & places[m.muscle, m.side])
    return next(shared, None)
