"""The numbers of the first engine, read from data/constants.toml with their reasons."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

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
    """Values by name; reasons in the file and in docs/reference/locating-constants.md."""

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
    confident_top: float
    confident_lead: float
    confident_explained: float

    @classmethod
    def load(cls) -> Constants:
        """The constants that ship with the product."""
        return _shipped()


@cache
def _shipped() -> Constants:
    found = {constant.name: constant.value for constant in reasoned_constants()}
    return Constants(**{field.name: found[field.name] for field in fields(Constants)})


@cache
def reasoned_constants() -> tuple[Reasoned, ...]:
    """Every constant with its reason; `BrokenKnowledge` if the file and `Constants` differ."""
    document = read_file(DATA, FILE)
    found = []
    for field in fields(Constants):
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
    """Digest of the file: two beliefs with the same digest used the same numbers."""
    return hashlib.sha256((DATA / FILE).read_bytes()).hexdigest()[:12]
