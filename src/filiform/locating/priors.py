"""What complaint and group say before anything is painted: weak, bounded, from published shares.

A muscle that no study of the complaint examined keeps its place: not listed is not rare. The
shares only shift log-odds; how many active muscles to expect comes from published counts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from filiform.knowledge import Atlas, Certainty
from filiform.knowledge.figures import Direction, Figure, Measure, Unit
from filiform.knowledge.prevalence import Prevalence
from filiform.locating.constants import Constants

_SHARES = {Measure.ACTIVE, Measure.ACTIVE_OR_LATENT, Measure.LATENT, Measure.REFERRED_PAIN_EVOKED}
_COUNTS = {Measure.MEAN_ACTIVE_PER_PERSON, Measure.MEDIAN_ACTIVE_MUSCLES}
_SIGNS = {Direction.MORE: 1.0, Direction.NONE: 0.0, Direction.LESS: -1.0}


@dataclass(frozen=True)
class Priors:
    """`shift`: log-odds by muscle id, within the cap; `expected`: active muscles per person."""

    shift: dict[str, float]
    expected: float

    @property
    def usual(self) -> frozenset[str]:
        """Muscles that studies of the complaint or group found more often than others."""
        return frozenset(muscle for muscle, shift in self.shift.items() if shift > 0)


def priors_for(
    complaint: str | None,
    group: str | None,
    atlas: Atlas,
    prevalence: Prevalence,
    constants: Constants,
) -> Priors:
    """Priors for a complaint and group; without either, all muscles are alike."""
    studied = atlas.complaints[complaint].prevalence if complaint else ()
    alike = prevalence.populations.get(group, ()) if group else ()
    usual = _usual_share(prevalence)
    asked = _shifts(prevalence.about(studied), prevalence, usual, constants)
    aside = _shifts(prevalence.about(alike), prevalence, usual, constants)
    total: dict[str, float] = defaultdict(float, asked)
    for muscle, shift in aside.items():
        total[muscle] += constants.group_weight * shift
    cap = constants.prior_cap
    return Priors(
        {muscle: max(-cap, min(cap, shift)) for muscle, shift in total.items()},
        _expected_count(prevalence, studied),
    )


def _shifts(
    figures: Iterable[Figure], prevalence: Prevalence, usual: float, constants: Constants
) -> dict[str, float]:
    """The mean shift by muscle over the figures that speak of it."""
    found: dict[str, list[float]] = defaultdict(list)
    for figure in figures:
        shift = _shift(figure, prevalence, usual, constants)
        for muscle in prevalence.members(figure.muscle):
            if shift is not None:
                found[muscle].append(shift)
        for name in figure.named:
            for muscle in prevalence.members(name):
                found[muscle].append(constants.prior_direction)
    return {muscle: sum(shifts) / len(shifts) for muscle, shifts in found.items()}


def _shift(
    figure: Figure, prevalence: Prevalence, usual: float, constants: Constants
) -> float | None:
    if figure.measure not in _SHARES:
        return None
    if figure.direction is not None:
        return _SIGNS[figure.direction] * constants.prior_direction
    share = _member_share(figure, prevalence)
    people = min(constants.people_cap, figure.n or constants.people_unsaid)
    shrunk = (people * share + constants.prior_people * usual) / (people + constants.prior_people)
    weight = _certainty(figure.certainty, constants) * _of_measure(figure.measure, constants)
    return constants.prior_weight * weight * (_logit(shrunk) - _logit(usual))


def _member_share(figure: Figure, prevalence: Prevalence) -> float:
    """Share 0..1 of one muscle; a group's share means at least one of its members, each alike."""
    share = (figure.middle or 0.0) / 100
    members = max(1, len(prevalence.members(figure.muscle)))
    return float(1 - (1 - share) ** (1 / members))


def _usual_share(prevalence: Prevalence) -> float:
    """The median published share of a muscle with active points: the point of no shift."""
    shares = [
        _member_share(figure, prevalence)
        for figure in prevalence.figures.values()
        if figure.measure is Measure.ACTIVE
        and figure.unit is Unit.PERCENT
        and prevalence.members(figure.muscle)
    ]
    return median(shares)


def _expected_count(prevalence: Prevalence, complaints: Iterable[str]) -> float:
    """Published mean number of active points, half way from all studies to the complaint's."""
    overall = median(_counts(prevalence.figures.values()))
    own = _counts(prevalence.about(complaints))
    return overall if not own else (overall + sum(own) / len(own)) / 2


def _counts(figures: Iterable[Figure]) -> list[float]:
    return [f.middle for f in figures if f.measure in _COUNTS and f.middle is not None]


def _certainty(certainty: Certainty, constants: Constants) -> float:
    return {
        Certainty.HIGH: 1.0,
        Certainty.MEDIUM: constants.certainty_medium,
        Certainty.LOW: constants.certainty_low,
    }[certainty]


def _of_measure(measure: Measure, constants: Constants) -> float:
    return {
        Measure.ACTIVE: 1.0,
        Measure.LATENT: constants.latent_weight,
    }.get(measure, constants.mixed_weight)


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
