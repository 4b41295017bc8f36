"""What an examination showed, as values that check themselves; `filiform.exam` produces them.

Ids of muscles, sites and movements are checked where findings meet the atlas (`parse`, `locate`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from filiform.body.values import Side
from filiform.errors import InvalidInput

MAX_READINGS = 100
MAX_NAME = 80
# Algometers end near 2,000 kPa (20 kg/cm2); beyond it a reading is a slip of unit or key.
MAX_KPA = 3000
MAX_DEGREES = 360


class PalpationResult(StrEnum):
    """What the palpating finger found. Familiar: the patient knows it as the complaint."""

    NOTHING = "nothing"
    TENDER = "tender"
    TAUT_BAND = "taut_band"
    FAMILIAR_PAIN = "familiar_pain"
    REFERRAL = "referral"
    TWITCH = "twitch"


class RomResult(StrEnum):
    """What a movement showed."""

    NORMAL = "normal"
    LIMITED = "limited"
    PAINFUL = "painful"
    LIMITED_PAINFUL = "limited_painful"


@dataclass(frozen=True, slots=True)
class Palpation:
    """A muscle (`site` None: the whole of it) was palpated. Nothing excludes everything else.

    `by` names the examiner, if several examined: the same one again is no new observation.
    """

    muscle: str
    side: Side
    results: frozenset[PalpationResult]
    site: str | None = None
    by: str | None = None

    def __post_init__(self) -> None:
        _check_side(self.side, Side.LEFT, Side.RIGHT, Side.MIDLINE)
        if not self.results:
            raise InvalidInput("result", "at least one result")
        if PalpationResult.NOTHING in self.results and len(self.results) > 1:
            raise InvalidInput("result", "nothing alone, or else what was found", got=self.words)
        if self.by is not None and not 0 < len(self.by) <= MAX_NAME:
            raise InvalidInput("by", f"a text of 1 to {MAX_NAME} characters", got=self.by)

    @property
    def words(self) -> list[str]:
        """The results as text, in the order of the vocabulary."""
        return [str(result) for result in PalpationResult if result in self.results]


@dataclass(frozen=True, slots=True)
class RomFinding:
    """A movement was tested. `side` is the side of the muscles it speaks about; ipsilateral and
    contralateral in a movement's name are relative to it. Degrees are kept, not interpreted."""

    joint: str
    movement: str
    side: Side
    result: RomResult
    degrees: float | None = None
    other_side: float | None = None

    def __post_init__(self) -> None:
        _check_side(self.side, *Side)
        for name in ("degrees", "other_side"):
            value = getattr(self, name)
            if value is not None and not _is_between(value, -MAX_DEGREES, MAX_DEGREES):
                raise InvalidInput(name, f"-{MAX_DEGREES} to {MAX_DEGREES} degrees", got=value)


@dataclass(frozen=True, slots=True)
class PptFinding:
    """Pressure pain threshold readings in kPa, and those of the same point on the other side."""

    muscle: str
    side: Side
    kpa: tuple[float, ...]
    other_side_kpa: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        _check_side(self.side, Side.LEFT, Side.RIGHT, Side.MIDLINE)
        if not self.kpa:
            raise InvalidInput("kpa", "at least one reading")
        _check_readings("kpa", self.kpa)
        _check_readings("other_side_kpa", self.other_side_kpa)


@dataclass(frozen=True, slots=True)
class ResistedFinding:
    """A muscle was tested against resistance."""

    muscle: str
    side: Side
    painful: bool
    weak: bool

    def __post_init__(self) -> None:
        _check_side(self.side, Side.LEFT, Side.RIGHT, Side.MIDLINE)
        for name in ("painful", "weak"):
            if not isinstance(getattr(self, name), bool):
                raise InvalidInput(name, "true or false", got=getattr(self, name))


Finding = Palpation | RomFinding | PptFinding | ResistedFinding


def _check_side(side: object, *allowed: Side) -> None:
    if side not in allowed or not isinstance(side, Side):
        raise InvalidInput("side", f"one of {', '.join(allowed)}", got=side)


def _check_readings(field: str, readings: tuple[float, ...]) -> None:
    if len(readings) > MAX_READINGS:
        raise InvalidInput(field, f"at most {MAX_READINGS} readings", got=len(readings))
    for index, value in enumerate(readings):
        if not _is_between(value, 0, MAX_KPA) or value == 0:
            raise InvalidInput(f"{field}[{index}]", f"over 0 to {MAX_KPA} kPa", got=value)


def _is_between(value: object, low: float, high: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and low <= value <= high
