"""From a case to a belief: check it, weigh it, explain it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from filiform.body import Body
from filiform.inference.weights import UnusableWeights
from filiform.knowledge import Atlas, Hazard, Muscle
from filiform.locating.calibrated import NAME as TRAINED_NAME
from filiform.locating.calibrated import Calibrated
from filiform.locating.check import check_case
from filiform.locating.constants import constants_version
from filiform.locating.engine import NAME, SIDES, Engine, Marginals, Unit
from filiform.locating.explain import explained_and_missing, findings_by_unit, reasons
from filiform.locating.next_tests import next_tests
from filiform.locating.trust import trust
from filiform.locating.values import Belief, Case, Effect, Hypothesis, MuscleRank, Reason, Version
from filiform.locating.widespread import narrowed

_ENGINES: dict[tuple[str, str], Engine] = {}
_TRAINED: dict[tuple[str, str], Calibrated | str] = {}
_KEPT_ENGINES = 4


def locate(
    case: Case,
    atlas: Atlas | None = None,
    body: Body | None = None,
    *,
    trained: bool = False,
    excluded: Collection[Unit] = (),
) -> Belief:
    """Rank every trigger point site, on every side it has, for a case.

    Deterministic; the order of areas, cells and findings has no effect. `InvalidInput` for ids
    that atlas or body do not have. The first call lays out the zones, later ones take
    milliseconds. `trained` asks the second engine, calibrated on simulated drawings; the first
    one answers in its place, and says so, when its weights do not belong to atlas and body.
    `excluded` muscles (id and side) are ranked, and never proposed as the next test: what safety
    rules out is no cost to weigh. Widespread pain is said, and only its worst place ranked.
    Hypotheses to palpate, never a diagnosis.
    """
    base = engine_for(atlas or Atlas.load(), body or Body.load())
    check_case(case, base.atlas, base.body)
    network = trained_for(base) if trained else ""
    engine = base if isinstance(network, str) else network
    case, widespread = narrowed(case, base)
    found = engine.marginals(case)
    muscles = tuple(sorted(_muscle_ranks(base, found), key=lambda m: -m.probability))
    hypotheses = tuple(sorted(_hypotheses(base, found, case), key=lambda h: -h.probability))
    confident, notes = trust(case, muscles, found, engine)
    return Belief(
        hypotheses=hypotheses,
        muscles=muscles,
        next=next_tests(
            muscles,
            hypotheses,
            case.findings,
            base.priors(case.complaint, case.group).usual,
            base.atlas,
            base.constants,
            excluded,
            _intimate(base),
        ),
        confident=confident and not widespread,
        version=_version(base, calibrated=isinstance(engine, Calibrated)),
        notes=(*widespread, *_instead(network), *notes),
    )


def _instead(network: Calibrated | str) -> tuple[str, ...]:
    """That the first engine answers in place of the second, if that was asked for."""
    refused = isinstance(network, str) and network
    return (f"Answered by the overlap engine, for {network}.",) if refused else ()


def _intimate(base: Engine) -> frozenset[str]:
    """Muscles that are palpated at an intimate place."""
    areas = base.body.areas
    return frozenset(s.muscle for s in base.zones.sites if areas[s.local_area].sensitive)


def trained_for(base: Engine) -> Calibrated | str:
    """The trained engine for an atlas and a body, or in words why there is none."""
    key = (base.atlas.version, base.body.version)
    if key not in _TRAINED:
        while len(_TRAINED) >= _KEPT_ENGINES:
            _TRAINED.pop(next(iter(_TRAINED)))
        try:
            _TRAINED[key] = Calibrated.load(base)
        except UnusableWeights as refusal:
            _TRAINED[key] = str(refusal)
    return _TRAINED[key]


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
    enough, empty = engine.constants.named_share, found.pain.empty
    told = findings_by_unit(case.findings)
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
                missing=() if empty else missing,
                hazard=str(muscle.needling.hazard),
                advanced_only=_advanced_only(muscle),
                reasons=(
                    *reasons(site, muscle, side, told(muscle.id, side), engine.constants),
                    *_because_of_another(engine, found, (muscle.id, side)),
                ),
            )


def _because_of_another(engine: Engine, found: Marginals, unit: Unit) -> Iterator[Reason]:
    if unit not in found.touched_by:
        return
    (muscle, side), moved = found.touched_by[unit]
    name = f"{engine.atlas.muscles[muscle].name.split(' (')[0]} ({side})"
    if moved < 0:
        yield Reason(Effect.AGAINST, f"explained away by what was found at {name}")
    else:
        yield Reason(Effect.FOR, f"supported by what was found at {name}")


def _advanced_only(muscle: Muscle) -> bool:
    return muscle.needling.hazard is Hazard.ADVANCED_ONLY


def _version(engine: Engine, calibrated: bool) -> Version:
    return Version(
        engine=TRAINED_NAME if calibrated else NAME,
        calibrated=calibrated,
        knowledge=engine.atlas.version,
        prevalence=engine.prevalence.version,
        constants=constants_version(),
        body=engine.body.version,
        areas=engine.zones.frame.version,
    )
