"""From a case to a belief: check it, weigh it, explain it."""

from __future__ import annotations

from collections.abc import Iterator

from filiform.body import Body
from filiform.knowledge import Atlas, Hazard, Muscle
from filiform.locating.check import check_case
from filiform.locating.constants import constants_version
from filiform.locating.engine import NAME, SIDES, Engine, Marginals
from filiform.locating.explain import explained_and_missing, reasons
from filiform.locating.next_tests import next_tests
from filiform.locating.trust import trust
from filiform.locating.values import Belief, Case, Hypothesis, MuscleRank, Version

_ENGINES: dict[tuple[str, str], Engine] = {}
_KEPT_ENGINES = 4


def locate(case: Case, atlas: Atlas | None = None, body: Body | None = None) -> Belief:
    """Rank every trigger point site, on every side it has, for a case.

    Deterministic; the order of areas, cells and findings has no effect. `InvalidInput` for ids
    that atlas or body do not have. The first call lays out the zones, later ones take
    milliseconds. The probabilities are those of an uncalibrated model: hypotheses to palpate.
    """
    engine = engine_for(atlas or Atlas.load(), body or Body.load())
    check_case(case, engine.atlas, engine.body)
    found = engine.marginals(case)
    muscles = tuple(sorted(_muscle_ranks(engine, found), key=lambda m: -m.probability))
    hypotheses = tuple(sorted(_hypotheses(engine, found, case), key=lambda h: -h.probability))
    confident, notes = trust(case, muscles, found, engine)
    return Belief(
        hypotheses=hypotheses,
        muscles=muscles,
        next=next_tests(
            muscles,
            hypotheses,
            case.findings,
            engine.priors(case.complaint, case.group).usual,
            engine.atlas,
            engine.constants,
        ),
        confident=confident,
        version=_version(engine),
        notes=notes,
    )


def engine_for(atlas: Atlas, body: Body) -> Engine:
    """The engine of an atlas and a body, laid out once and kept."""
    key = (atlas.version, body.version)
    if key not in _ENGINES:
        while len(_ENGINES) >= _KEPT_ENGINES:
            _ENGINES.pop(next(iter(_ENGINES)))
        _ENGINES[key] = Engine.build(atlas, body)
    return _ENGINES[key]


def _muscle_ranks(engine: Engine, found: Marginals) -> Iterator[MuscleRank]:
    for n, muscle in enumerate(engine.zones.muscles):
        for side in SIDES:
            if any(side in site.sides for site in muscle.sites):
                yield MuscleRank(muscle.id, side, float(found.muscle[side][n]))


def _hypotheses(engine: Engine, found: Marginals, case: Case) -> Iterator[Hypothesis]:
    painted = {side: found.fits[side].painted.tolist() for side in SIDES}
    probability = {side: found.site[side].tolist() for side in SIDES}
    enough = engine.constants.named_share
    for n, site in enumerate(engine.zones.sites):
        muscle = engine.atlas.muscles[site.muscle]
        for side in site.sides:
            explains, missing = explained_and_missing(
                engine.places[site.id, side], painted[side], enough
            )
            yield Hypothesis(
                muscle=muscle.id,
                site=site.id,
                side=side,
                probability=probability[side][n],
                explains=explains,
                missing=() if found.pain.empty else missing,
                hazard=str(muscle.needling.hazard),
                advanced_only=_advanced_only(muscle),
                reasons=reasons(site, muscle, side, case.findings, engine.constants),
            )


def _advanced_only(muscle: Muscle) -> bool:
    return muscle.needling.hazard is Hazard.ADVANCED_ONLY


def _version(engine: Engine) -> Version:
    return Version(
        engine=NAME,
        calibrated=False,
        knowledge=engine.atlas.version,
        prevalence=engine.prevalence.version,
        constants=constants_version(),
        body=engine.body.version,
        areas=engine.zones.frame.version,
    )
