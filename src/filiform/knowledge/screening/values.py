"""What the screening files hold, as frozen values: rules, medicines, conditions, hazards ..."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from filiform.knowledge.screening.words import Act, Level, Scope
from filiform.knowledge.sources import Source, Sourced
from filiform.knowledge.values import Hazard, Occurrence, Review


class Wording(StrEnum):
    """Whether a question is worded by the sources or by us."""

    SOURCE = "source"
    OWN = "own"


class Asked(StrEnum):
    """When a rule's question belongs to the history.

    `FOLLOW_UP` only when one of the rules it comes after is not answered no; `COMPUTED` never: the
    engine works the rule out, an answer is still taken when one is given.
    """

    ALWAYS = "always"
    FOLLOW_UP = "follow_up"
    COMPUTED = "computed"


class PlaceRule(StrEnum):
    """How a rule of scope region gets its region.

    `ASKED`: from the answer or the record; unknown means everywhere, until it is said where.
    `OPTIONAL`: the same, but without a place it asks for care everywhere and stops nothing.
    `ZONES`: always the rule's own zones. `EVERYWHERE`: the whole body. `COMPUTED`: by muscle.
    """

    ASKED = "asked"
    OPTIONAL = "optional"
    ZONES = "zones"
    EVERYWHERE = "everywhere"
    COMPUTED = "computed"


class Detail(StrEnum):
    """What a yes must also say before the history is complete."""

    TRIMESTER = "trimester"
    SINCE = "since"


class Bleeding(StrEnum):
    """What a medicine class does to bleeding."""

    NONE = "none"
    MINOR = "minor"
    ANTIPLATELET = "antiplatelet"
    ANTICOAGULANT = "anticoagulant"

    @property
    def antithrombotic(self) -> bool:
        return self in (Bleeding.ANTIPLATELET, Bleeding.ANTICOAGULANT)


class Compressible(StrEnum):
    """Whether a bleed in the muscle can be pressed from outside."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class ReadingBasis(StrEnum):
    """Whether compressibility is stated by a source or our own reading of the anatomy."""

    SOURCE = "source"
    OWN = "own"


class Limit(StrEnum):
    """On which side of a limit a measured value raises its rule; the limit itself only `FROM`."""

    ABOVE = "above"
    FROM = "from"
    BELOW = "below"


class Breach(StrEnum):
    """What a breached limit does: raise the rule with its own outcome, or stop."""

    RULE = "rule"
    STOP = "stop"


class Effect(StrEnum):
    """What an answer of the day does to its rules: it answers them yes, or opens them again."""

    APPLY = "apply"
    REOPEN = "reopen"


class Otherwise(StrEnum):
    """What an answer of the day that raises nothing does to its rules.

    Nothing; answer them no where they have no answer; answer them no whatever was said before.
    """

    KEEP = "keep"
    FILL = "fill"
    REPLACE = "replace"


class Status(StrEnum):
    """What the law of a place says about dry needling by physical therapists."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNCLEAR = "unclear"


class Referral(StrEnum):
    """Which contact with a physician the law of a place asks for."""

    NONE = "none"
    REQUIRED = "required"
    TALK_TO_REFERRER = "talk_to_referrer"
    CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Sourced):
    """What rules needling out or asks for care. `conflict`: how sources disagree.

    `for_day`: its question is about today, so that a no holds for the day it was given alone.
    """

    label: str
    level: Level
    scope: Scope
    condition: str
    why: str
    actions: tuple[Act, ...]
    what_to_do: str
    question: str
    wording: Wording
    asked: Asked
    for_day: bool = False
    after: tuple[str, ...] = ()
    place: PlaceRule | None = None
    zones: tuple[str, ...] = ()
    spread: bool = False
    technique: str = ""
    details: tuple[Detail, ...] = ()
    conflict: str = ""
    configurable: str = ""


@dataclass(frozen=True, slots=True)
class Drug:
    """One ingredient or fixed combination. `use` tells two uses of the same ingredient apart."""

    generic: str
    brands: tuple[str, ...]
    atc: str
    rxcui: tuple[str, ...] = ()
    use: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineClass(Sourced):
    """Medicines that raise the same rules.

    `proof`: taking it *is* the risk, so that a plain no does not settle the question; otherwise it
    only hints at a condition. `general`: it concerns the whole body and has no place.
    """

    label: str
    rules: tuple[str, ...]
    atc: tuple[str, ...]
    drugs: tuple[Drug, ...]
    why: str
    action: str
    bleeding: Bleeding = Bleeding.NONE
    proof: bool = False
    general: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A SNOMED CT concept, descendants included."""

    code: str
    term: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionGroup(Sourced):
    """Condition codes that raise the same rules.

    `zones`: where such a condition lies when the record does not say; `code_zones`: the same by
    ICD-10-CM prefix. `icd10cm` are prefixes, a hyphen joins an inclusive range of categories.
    """

    label: str
    rules: tuple[str, ...]
    icd10cm: tuple[str, ...]
    snomed: tuple[Code, ...]
    zones: tuple[str, ...] = ()
    code_zones: Mapping[str, str]
    general: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleHazard(Sourced):
    """What a needle can reach in some muscles; `reported` are no settings; `never`: no needle."""

    names: tuple[str, ...]
    muscles: tuple[str, ...]
    region: str
    risk: Hazard
    structures: tuple[str, ...]
    keep_safe: tuple[str, ...]
    reported: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    pleura: bool = False
    never: bool = False
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class MuscleSafety:
    """A muscle of the atlas as screening sees it.

    `hazard` is the stricter of atlas and hazard files (low, moderate or high); `advanced`: needs
    advanced training, a gate of its own. `compressible` is `no` where nobody has read it.
    """

    id: str
    region: str
    occurrence: Occurrence
    hazard: Hazard
    advanced: bool
    compressible: Compressible
    basis: ReadingBasis
    hazards: tuple[str, ...]
    pleura: bool
    never: bool


@dataclass(frozen=True, slots=True)
class LimitUse:
    """Which setting limits a measurement, on which side, and what a breach does."""

    setting: str
    when: Limit
    outcome: Breach


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationKind(Sourced):
    """A measurement that can raise a rule.

    `units`: UCUM code -> (factor, offset) to `unit`. `settles`: the setting that says for how many
    days a value within the limits answers the rule no; none: it never does. `same_day`: only a
    value of the treatment day counts.
    """

    label: str
    rule: str
    unit: str
    units: Mapping[str, tuple[float, float]]
    digits: int
    loinc: tuple[str, ...]
    limits: tuple[LimitUse, ...]
    settles: str = ""
    same_day: bool = False

    def convert(self, value: float, unit: str) -> float:
        """`value` in this kind's unit, rounded to its digits."""
        factor, offset = self.units[unit]
        return round(value * factor + offset, self.digits)


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """A coded observation that answers a rule's question."""

    rule: str
    loinc: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayQuestion:
    """Asked on every treatment day, in own words. `raised_by` is the literal yes or no.

    `settles`: rules that it takes in as well. Raised, it does nothing to them; else it answers them
    no, except where a yes was given on the same day.
    """

    id: str
    question: str
    raised_by: str
    effect: Effect
    otherwise: Otherwise
    rules: tuple[str, ...]
    settles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingNote(Sourced):
    """What a clinic setting means. `stricter`: which way of a number is the stricter one."""

    title: str
    rule: str
    default: str | float | bool | None
    choices: tuple[str, ...] = ()
    unit: str = ""
    stricter: str = ""
    optional: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawEntry(Sourced):
    """What was found about the law or common practice of one or more places."""

    jurisdictions: tuple[str, ...]
    topic: str
    items: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What one place asks for; None: not on file. `check`: what counsel must still confirm.

    `supervisor_years` and `supervisor_sessions`: years of active needling, and sessions of one's
    own under supervision, that the place asks of whoever supervises.
    """

    id: str
    name: str
    status: Status
    entries: tuple[LawEntry, ...]
    review: Review
    years_licensed: int | None = None
    training_hours: int | None = None
    supervised_sessions: int | None = None
    supervisor_years: int | None = None
    supervisor_sessions: int | None = None
    attest_days: int | None = None
    incident_days: int | None = None
    referral: Referral = Referral.NONE
    consent_signed: bool = False
    one_insertion: bool = False
    check: str = ""

    @property
    def sources(self) -> tuple[Source, ...]:
        found = {source.id: source for entry in self.entries for source in entry.sources}
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag(Sourced):
    """A danger sign after needling."""

    name: str
    severity: str
    symptoms: tuple[str, ...]
    time_window: str
    patient_told: str
    clinician_action: str
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the body that rules and answers name, as whole region groups and single muscles."""

    id: str
    label: str
    regions: tuple[str, ...]
    muscles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Regions whose trouble concerns the whole of `zone`."""

    zone: str
    start: frozenset[str]
