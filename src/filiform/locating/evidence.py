"""What findings say: log likelihood ratios for sites and for whole muscles, side by side.

The same examiner's findings of one target are one observation: the same finding twice is one, and
different results are averaged. A muscle palpated as a whole and at its points is one, too. So the
order of findings has no effect, and repeating them neither.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from statistics import fmean, median
from typing import TypeVar

from filiform.body import Side
from filiform.locating.constants import Constants
from filiform.locating.findings import (
    Finding,
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
)

Target = tuple[str, Side]
"""A site or muscle id on a side."""


def palpation_ratio(finding: Palpation, constants: Constants) -> float:
    """Log likelihood ratio of a palpation: the strongest feature, the others in part, capped."""
    ratios = {
        PalpationResult.NOTHING: constants.palpation_nothing,
        PalpationResult.TENDER: constants.palpation_tender,
        PalpationResult.TAUT_BAND: constants.palpation_taut_band,
        PalpationResult.TWITCH: constants.palpation_twitch,
        PalpationResult.REFERRAL: constants.palpation_referral,
        PalpationResult.FAMILIAR_PAIN: constants.palpation_familiar_pain,
    }
    logs = sorted((math.log(ratios[result]) for result in finding.results), reverse=True)
    further = sum(max(0.0, log) for log in logs[1:])
    return min(math.log(constants.palpation_cap), logs[0] + constants.palpation_extra * further)


def ppt_ratio(finding: PptFinding, constants: Constants) -> float:
    """Log likelihood ratio of pressure readings; 0 without the other side to compare with."""
    if not finding.other_side_kpa:
        return 0.0
    here, there = median(finding.kpa), median(finding.other_side_kpa)
    if there - here >= constants.ppt_low_kpa:
        return constants.ppt_cap
    difference = math.log(there / here)
    beyond = max(0.0, abs(difference) - constants.ppt_dead_zone)
    return math.copysign(min(constants.ppt_cap, constants.ppt_slope * beyond), difference)


def resisted_ratio(finding: ResistedFinding, constants: Constants) -> float:
    """Log likelihood ratio of a test against resistance."""
    if not (finding.painful or finding.weak):
        return math.log(constants.resisted_free)
    painful = math.log(constants.resisted_painful) if finding.painful else 0.0
    return painful + (math.log(constants.resisted_weak) if finding.weak else 0.0)


def site_ratios(findings: Iterable[Finding], constants: Constants) -> dict[Target, float]:
    """Log likelihood ratios of palpated sites, beyond what the palpation of the whole says."""
    palpations = [f for f in findings if isinstance(f, Palpation)]
    whole = _palpated([f for f in palpations if f.site is None], _muscle, constants)
    sites = [f for f in palpations if f.site is not None]
    muscle = {(str(f.site), f.side): (f.muscle, f.side) for f in sites}
    found = _palpated(sites, lambda f: (str(f.site), f.side), constants)
    return {key: _beyond(ratio, whole.get(muscle[key], 0.0)) for key, ratio in found.items()}


def _beyond(site: float, whole: float) -> float:
    """What a site's finding adds to that of its whole muscle: where both agree, they are one."""
    if site > 0 and whole > 0:
        return max(0.0, site - whole)
    return min(0.0, site - whole) if site < 0 and whole < 0 else site


def muscle_ratios(findings: Iterable[Finding], constants: Constants) -> dict[Target, float]:
    """Log likelihood ratios of whole muscles: palpation, pressure and resistance added up."""
    findings = tuple(findings)
    total: dict[Target, float] = defaultdict(float)
    palpations = [f for f in findings if isinstance(f, Palpation) and f.site is None]
    pressures = [f for f in findings if isinstance(f, PptFinding)]
    resisted = [f for f in findings if isinstance(f, ResistedFinding)]
    for found in (
        _palpated(palpations, _muscle, constants),
        _averaged(pressures, _muscle, lambda f: ppt_ratio(f, constants)),
        _averaged(resisted, _muscle, lambda f: resisted_ratio(f, constants)),
    ):
        for target, ratio in found.items():
            total[target] += ratio
    return total


def _palpated(
    palpations: Iterable[Palpation], target: Callable[[Palpation], Target], constants: Constants
) -> dict[Target, float]:
    """One observation for each examiner and target; those of further examiners count in part."""
    by_rater = _averaged(
        palpations, lambda f: (*target(f), f.by), lambda f: palpation_ratio(f, constants)
    )
    found: dict[Target, list[float]] = defaultdict(list)
    for (name, side, _by), ratio in by_rater.items():
        found[name, side].append(ratio)
    cap = math.log(constants.palpation_cap)
    return {
        key: max(-cap, min(cap, fmean(sorted(one)) * (1 + constants.second_rater * (len(one) - 1))))
        for key, one in found.items()
    }


def movements(findings: Iterable[Finding]) -> dict[tuple[str, str, Side], bool]:
    """Tested movements and whether any test of them was limited or painful."""
    found: dict[tuple[str, str, Side], bool] = {}
    for finding in findings:
        if isinstance(finding, RomFinding):
            key = (finding.joint, finding.movement, finding.side)
            found[key] = found.get(key, False) or finding.result is not RomResult.NORMAL
    return found


def movement_ratio(abnormal: bool, others_innocent: float, constants: Constants) -> float:
    """Log likelihood ratio for one muscle of a movement that several muscles can disturb.

    `others_innocent` is the chance that none of the other muscles disturbs it. A normal movement
    speaks against every muscle alike; a disturbed one the more, the less the others explain it.
    """
    if not abnormal:
        return math.log(1 - constants.rom_effect)
    calm = (1 - constants.rom_other_cause) * others_innocent
    return math.log((1 - calm * (1 - constants.rom_effect)) / (1 - calm))


T = TypeVar("T", bound=Hashable)
K = TypeVar("K", bound=Hashable)


def _muscle(finding: Palpation | PptFinding | ResistedFinding) -> Target:
    return finding.muscle, finding.side


def _averaged(
    findings: Iterable[T], target: Callable[[T], K], ratio: Callable[[T], float]
) -> dict[K, float]:
    found: dict[K, set[T]] = defaultdict(set)
    for finding in findings:
        found[target(finding)].add(finding)
    return {key: fmean(sorted(map(ratio, same))) for key, same in found.items()}
