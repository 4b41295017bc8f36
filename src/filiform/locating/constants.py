"""The numbers of the first engine, read from data/constants.toml with their reasons.

What findings tell comes from the knowledge of their accuracy (`filiform.knowledge.accuracy`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.resources import files

from filiform.knowledge.accuracy import Accuracy, FindingAccuracy
from filiform.knowledge.load import read_file

DATA = files("filiform.locating") / "data"
FILE = "constants.toml"


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A modelling constant: why it has its value, and the published statements behind it."""

    name: str
    value: float
    reason: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constants:
    """Values by name; reasons in the file and in docs/reference/locating-constants.md.

    `palpation_...` of a result and `resisted_...` are likelihood ratios; `find_...` and `rom_...`
    the shares behind them (docs/reference/finding-accuracy.md).
    """

    essential_weight: float
    spillover_weight: float
    local_weight: float
    rim_weight: float
    named_rest: float
    touch: float
    patch_share: float
    enough_of_area: float
    spot_cm2: float
    local_expected: float
    spillover_instead: float
    named_share: float
    intensity_floor: float
    intensity_unsaid: float
    listed_cm2: float
    explained_power: float
    evidence_none: float
    evidence_full: float
    speck_cm2: float
    wide_from: float
    wide_to: float
    prior_weight: float
    prior_cap: float
    prior_people: float
    people_cap: float
    people_unsaid: float
    prior_direction: float
    latent_weight: float
    mixed_weight: float
    certainty_medium: float
    certainty_low: float
    group_weight: float
    several_sites: float
    more_sites: float
    palpation_nothing: float
    palpation_tender: float
    palpation_taut_band: float
    palpation_twitch: float
    palpation_referral: float
    palpation_familiar_pain: float
    palpation_extra: float
    second_rater: float
    palpation_cap: float
    find_active: float
    find_inactive: float
    rom_other_cause: float
    rom_effect: float
    rom_cap: float
    ppt_dead_zone: float
    ppt_slope: float
    ppt_cap: float
    ppt_low_kpa: float
    resisted_painful: float
    resisted_weak: float
    resisted_free: float
    gain_weight: float
    cost_turning: float
    cost_intimate: float
    confident_top: float
    confident_lead: float
    confident_explained: float

    @classmethod
    def load(cls) -> Constants:
        """The constants that ship with the product."""
        return _shipped()


@cache
def _shipped() -> Constants:
    own = {constant.name: constant.value for constant in reasoned_constants()}
    return Constants(**own, **_told(Accuracy.load().findings))


def with_accuracy(constants: Constants, findings: Mapping[str, FindingAccuracy]) -> Constants:
    """The same constants with other shares of findings: those that a clinic counted itself."""
    return replace(constants, **_told(findings))


_RATIOS = (
    "palpation_nothing",
    "palpation_tender",
    "palpation_taut_band",
    "palpation_twitch",
    "palpation_referral",
    "palpation_familiar_pain",
    "resisted_painful",
    "resisted_weak",
    "resisted_free",
)
_SHARES = ("find_active", "find_inactive", "rom_effect", "rom_other_cause")


def _told(findings: Mapping[str, FindingAccuracy]) -> dict[str, float]:
    """What the findings say, by the names of `Constants`."""
    familiar, movement = findings["palpation_familiar_pain"], findings["rom_disturbed"]
    shares = (familiar.active, familiar.inactive, movement.active, movement.inactive)
    told = dict(zip(_SHARES, (one.share for one in shares), strict=True))
    return told | {name: findings[name].ratio for name in _RATIOS}


@cache
def reasoned_constants() -> tuple[Reasoned, ...]:
    """Every constant of the file with its reason; `BrokenKnowledge` if file and `Constants`
    differ."""
    document = read_file(DATA, FILE)
    found = []
    for field in fields(Constants):
        if field.name in (*_RATIOS, *_SHARES):
            continue
        entry = document.table(field.name)
        found.append(
            Reasoned(
                field.name,
                entry.number("value"),
                entry.text("reason"),
                entry.optional_texts("evidence"),
            )
        )
        entry.close()
    document.close()
    return tuple(found)


@cache
def constants_version() -> str:
    """Digest of the file and of the findings' accuracy: beliefs with the same digest used the
    same numbers."""
    content = (DATA / FILE).read_bytes() + Accuracy.load().version.encode()
    return hashlib.sha256(content).hexdigest()[:12]
