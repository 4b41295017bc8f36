"""What an examination finds beside palpation: pain now, scars, and measures within their bounds.

Movements, pressure and resisted tests are the finding types of `filiform.locating`, which ranks by
them; pain now and scars are of this stage alone. All are stored in one JSON form (`to_json`).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import TypeGuard

from filiform.body import Body, Side
from filiform.errors import InvalidInput
from filiform.exam.measures import Measures
from filiform.knowledge.atlas import Atlas
from filiform.locating import (
    Finding,
    Palpation,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
)
from filiform.locating.vocabulary import movements_of, unknown

# Bounds against slips of the finger, no clinical figures: no joint reaches them.
LEAST_DEGREES, MOST_DEGREES = -90, 220


class Mobility(StrEnum):
    """How a scar moves on what lies under it."""

    FREE = "free"
    RESTRICTED = "restricted"
    STUCK = "stuck"


class Sensitivity(StrEnum):
    """How a scar feels to touch, to the patient."""

    NORMAL = "normal"
    LESS = "less"
    MORE = "more"
    PAINFUL = "painful"


@dataclass(frozen=True, slots=True)
class PainNow:
    """Pain at this moment, 0 to 10: the answer of the patient, a whole number."""

    now: int

    def __post_init__(self) -> None:
        if type(self.now) is not int or not 0 <= self.now <= 10:
            raise InvalidInput("now", "a whole number, 0 to 10", got=self.now)


@dataclass(frozen=True, slots=True)
class Scar:
    """A scar in an area of the body: does it move, how does it feel to touch?"""

    area: str
    side: Side
    mobility: Mobility
    sensitivity: Sensitivity

    def __post_init__(self) -> None:
        area = Body.load().areas.get(self.area)
        if area is None:
            raise unknown("area", "an area id", self.area, Body.load().areas)
        if self.side not in area.side_rule.accepts:
            raise InvalidInput("side", f"a side of {self.area}", got=str(self.side))


ExamFinding = Finding | PainNow | Scar


def rom(
    joint: str,
    movement: str,
    side: Side,
    result: RomResult | None,
    degrees: float | None = None,
    other_side: float | None = None,
) -> RomFinding:
    """A tested movement within bounds. Without a result it is judged by the other side, if given.

    Raises `InvalidInput` naming the field: an unknown movement, degrees out of bounds, or neither a
    result nor two sides to compare.
    """
    known = movements_of(Atlas.load())
    if (joint, movement) not in known:
        raise unknown("movement", "a movement", f"{joint} {movement}", [" ".join(m) for m in known])
    for name, value in (("degrees", degrees), ("other_side", other_side)):
        if value is not None and not LEAST_DEGREES <= value <= MOST_DEGREES:
            raise InvalidInput(name, f"{LEAST_DEGREES} to {MOST_DEGREES} degrees", got=value)
    return RomFinding(
        joint, movement, side, result or _judged(joint, movement, degrees, other_side),
        degrees, other_side,
    )  # fmt: skip


def _judged(joint: str, movement: str, degrees: float | None, other: float | None) -> RomResult:
    if degrees is None or other is None:
        raise InvalidInput("result", "full, limited or painful, or degrees of both sides")
    return RomResult.LIMITED if falls_short(joint, movement, degrees, other) else RomResult.NORMAL


def falls_short(joint: str, movement: str, degrees: float, other: float) -> bool:
    """Whether a side is short of the other by more than the measurement error and a tenth of it.

    An own rule for a first suggestion; the practitioner's word counts.
    """
    measures = Measures.load()
    errors = [e.value for e in measures.movement(joint, movement).errors if e.verified]
    least = measures.limited_share * abs(other)
    return other - degrees > 0 and other - degrees >= max(least, max(errors, default=0.0))


def ppt(
    muscle: str, side: Side, kpa: tuple[float, ...], other_side_kpa: tuple[float, ...] = ()
) -> PptFinding:
    """One to three readings a side, each within the bounds of an algometer on a person."""
    bounds = Measures.load().pressure
    for field, readings in (("kpa", kpa), ("other_side_kpa", other_side_kpa)):
        if len(readings) > bounds.readings:
            raise InvalidInput(field, f"at most {bounds.readings} readings", got=len(readings))
        for index, value in enumerate(readings):
            if not bounds.lowest_kpa <= value <= bounds.highest_kpa:
                expected = f"{bounds.lowest_kpa:g} to {bounds.highest_kpa:g} kPa"
                raise InvalidInput(f"{field}[{index}]", expected, got=value)
    return PptFinding(muscle, side, kpa, other_side_kpa)


@dataclass(frozen=True, slots=True)
class PressureSummary:
    """The readings of one side: mean, how far apart they lie, and whether they are enough."""

    mean: float
    spread: float
    readings: int
    enough: bool

    @property
    def spread_percent(self) -> float:
        """Highest minus lowest, of the mean."""
        return 100 * self.spread / self.mean


def summary(kpa: tuple[float, ...]) -> PressureSummary:
    """Of at least one reading."""
    enough = len(kpa) >= Measures.load().pressure.readings
    return PressureSummary(fmean(kpa), max(kpa) - min(kpa), len(kpa), enough)


def side_ratio(finding: PptFinding) -> float | None:
    """Mean of this side over mean of the other; under 1: this side is the more sensitive."""
    if not finding.other_side_kpa:
        return None
    return fmean(finding.kpa) / fmean(finding.other_side_kpa)


def subject(finding: ExamFinding) -> tuple[Hashable, ...]:
    """What a finding is about: two of the same subject are the same measure at another time."""
    match finding:
        case Palpation():
            return "palpation", finding.muscle, finding.side, finding.site
        case RomFinding():
            return "rom", finding.joint, finding.movement, finding.side
        case PptFinding():
            return "ppt", finding.muscle, finding.side
        case ResistedFinding():
            return "resisted", finding.muscle, finding.side
        case Scar():
            return "scar", finding.area, finding.side
        case PainNow():
            return ("pain_now",)


def ranks(finding: ExamFinding) -> TypeGuard[Finding]:
    """Whether locating ranks by it."""
    return not isinstance(finding, PainNow | Scar)


def to_json(finding: ExamFinding) -> dict[str, object]:
    """A plain table: the form of the findings of `filiform locate`, and two kinds of our own."""
    match finding:
        case Palpation():
            said: dict[str, object] = {"muscle": finding.muscle, "site": finding.site}
            return {"kind": "palpation", **said, "side": _side(finding), "result": finding.words}
        case RomFinding():
            return _rom_json(finding)
        case PptFinding():
            said = {"muscle": finding.muscle, "side": _side(finding), "kpa": [*finding.kpa]}
            return {"kind": "ppt", **said, "other_side_kpa": [*finding.other_side_kpa]}
        case ResistedFinding():
            said = {"muscle": finding.muscle, "side": _side(finding)}
            return {"kind": "resisted", **said, "painful": finding.painful, "weak": finding.weak}
        case Scar():
            said = {"area": finding.area, "side": _side(finding)}
            feels = {"mobility": finding.mobility.value, "sensitivity": finding.sensitivity.value}
            return {"kind": "scar", **said, **feels}
        case PainNow():
            return {"kind": "pain_now", "now": finding.now}


def _rom_json(finding: RomFinding) -> dict[str, object]:
    return {
        "kind": "rom",
        "joint": finding.joint,
        "movement": finding.movement,
        "side": _side(finding),
        "degrees": finding.degrees,
        "other_side": finding.other_side,
        "result": finding.result.value,
    }


def _side(finding: Finding | Scar) -> str:
    return finding.side.value
