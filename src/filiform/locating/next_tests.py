"""Which muscle to palpate next: where a find is likely, or where the answer would tell most.

Both reasons are shown apart, and what the test costs. What safety rules out is left out, never
weighed against a gain.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

from filiform.knowledge import Atlas, Hazard, Muscle
from filiform.locating.constants import Constants
from filiform.locating.findings import Finding, Palpation
from filiform.locating.values import Effect, Hypothesis, MuscleRank, NextTest, PlacedArea

PALPATION = "palpation"
_LISTED = 20

Unit = tuple[str, str]


def next_tests(
    muscles: Sequence[MuscleRank],
    hypotheses: Sequence[Hypothesis],
    findings: Iterable[Finding],
    usual: Collection[str],
    atlas: Atlas,
    constants: Constants,
    excluded: Collection[Unit] = (),
    intimate: Collection[str] = (),
) -> tuple[NextTest, ...]:
    """The muscles worth palpating next, best first; those already palpated are left out.

    A muscle is worth it when it explains painted areas or a finding speaks for it; without a
    drawing, also when it is `usual` with the complaint.
    """
    findings = tuple(findings)
    done = _palpated(findings, atlas) | set(excluded)
    lies = _position(findings, atlas)
    places = _places(hypotheses)
    worth = {unit for unit, explained in places.items() if explained} | _hinted(hypotheses)
    if not any(places.values()):
        worth |= {unit for unit in places if unit[0] in usual}
    candidates = [m for m in muscles if (m.muscle, m.side) in worth]
    priced = [(m, _costs(m, lies, intimate, atlas, constants)) for m in candidates]
    tests = [
        _test(m, candidates, places, usual, atlas, constants, cost)
        for m, cost in priced
        if (m.muscle, m.side) not in done
    ]
    # A stable sort keeps the order of the muscles where gains are equal.
    worth_it = [test for test in tests if test.gain > 0]
    return tuple(sorted(worth_it, key=lambda test: -test.gain)[:_LISTED])


def _hinted(hypotheses: Iterable[Hypothesis]) -> set[Unit]:
    """Muscles for which some finding speaks."""
    return {
        (h.muscle, h.side) for h in hypotheses if any(r.effect is Effect.FOR for r in h.reasons)
    }


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
    usual: Collection[str],
    atlas: Atlas,
    constants: Constants,
    cost: float,
) -> NextTest:
    told = constants.gain_weight * information(rank.probability, constants)
    if any(places.values()):
        words = _why_painted(rank, told, candidates, places, atlas)
    else:
        often = rank.muscle in usual
        words = ["often found with this complaint" if often else "a finding speaks for it"]
    if atlas.muscles[rank.muscle].needling.hazard is Hazard.ADVANCED_ONLY:
        words.append("needling it needs advanced training")
    return NextTest(
        PALPATION,
        rank.muscle,
        rank.side,
        rank.probability + told - cost,
        "; ".join(words),
        finds=rank.probability,
        told=told,
        cost=cost,
    )


def _costs(
    rank: MuscleRank, lies: str, intimate: Collection[str], atlas: Atlas, constants: Constants
) -> float:
    """Turning the patient over, and touching an intimate place."""
    turning = lies and _posture(atlas.muscles[rank.muscle]) != lies
    return (constants.cost_turning if turning else 0.0) + (
        constants.cost_intimate if rank.muscle in intimate else 0.0
    )


def _posture(muscle: Muscle) -> str:
    """The first word of the position: supine, prone, side-lying, seated."""
    words = muscle.needling.position.lower().replace(",", " ").split()
    return words[0] if words else ""


def _position(findings: Iterable[Finding], atlas: Atlas) -> str:
    """How the patient lies, if all that was palpated lies alike; else empty.

    Findings have no order here, so that theirs has no effect.
    """
    postures = {_posture(atlas.muscles[f.muscle]) for f in findings if isinstance(f, Palpation)}
    return postures.pop() if len(postures) == 1 else ""


def _why_painted(
    rank: MuscleRank,
    told: float,
    candidates: Sequence[MuscleRank],
    places: dict[Unit, set[PlacedArea]],
    atlas: Atlas,
) -> list[str]:
    # Half as likely as the first one is still called likely.
    likely = rank.probability >= candidates[0].probability / 2
    words = ["likely source" if likely else "possible source"]
    rival = _rival(rank, candidates, places)
    if rival is not None and told > rank.probability:
        side = "" if rival.side == rank.side else f" ({rival.side})"
        other = f"{_short(atlas, rival.muscle)}{side}"
        words.append(f"would separate {_short(atlas, rank.muscle)} from {other}")
    return words


def _short(atlas: Atlas, muscle: str) -> str:
    """The muscle's name without what stands in brackets."""
    return atlas.muscles[muscle].name.split(" (")[0]


def _rival(
    rank: MuscleRank, candidates: Sequence[MuscleRank], places: dict[Unit, set[PlacedArea]]
) -> MuscleRank | None:
    """The likeliest other muscle that explains some of the same pain."""
    own = places.get((rank.muscle, rank.side))
    if not own:
        return None
    shared = (m for m in candidates if m is not rank and own & places[m.muscle, m.side])
    return next(shared, None)
