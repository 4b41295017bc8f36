"""What a clinic may decide where sources disagree; every default is the stricter choice.

What each setting means, its unit, its sources and what speaks for the other choice is data:
knowledge/data/screening/settings.toml, which a test holds equal to these defaults.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from filiform.errors import InvalidInput

_CHOICES: dict[str, tuple[str, ...]] = {
    "phobia": ("stop", "caution"),
    "sedated_today": ("stop", "caution"),
    "anticoagulant_clearance": ("always", "with_other_risks"),
    "at_risk_limb": ("avoid", "caution"),
    "first_trimester": ("stop", "clearance"),
    "later_pregnancy": ("clearance", "stop"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """A clinic's settings. Numbers are in the units of settings.toml; None: no limit was set.

    Where a waiting time is None, the rule keeps its verdict however long ago the event was.
    """

    phobia: Literal["stop", "caution"] = "stop"
    sedated_today: Literal["stop", "caution"] = "stop"
    anticoagulant_clearance: Literal["always", "with_other_risks"] = "always"
    severe_bleeding_clearable: bool = False
    at_risk_limb: Literal["avoid", "caution"] = "avoid"
    first_trimester: Literal["stop", "clearance"] = "stop"
    later_pregnancy: Literal["clearance", "stop"] = "clearance"
    inr_limit: float = 3.0
    inr_valid_days: int = 0
    platelets_stop_below: float = 50.0
    platelets_care_below: float = 100.0
    neutrophils_below: float | None = 0.5
    fever_from_celsius: float = 37.8
    systolic_from: float = 180.0
    diastolic_from: float = 110.0
    joint_surgery_weeks: int = 12
    age_of_majority: int = 18
    minimum_age: int | None = None

    def __post_init__(self) -> None:
        for name, allowed in _CHOICES.items():
            if getattr(self, name) not in allowed:
                raise InvalidInput(name, f"one of {', '.join(allowed)}", got=getattr(self, name))
        for field in fields(self):
            _check_number(field.name, getattr(self, field.name))
        if self.platelets_care_below < self.platelets_stop_below:
            raise InvalidInput("platelets_care_below", "platelets_stop_below or more")


def _check_number(name: str, value: object) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool) and not value >= 0:
        raise InvalidInput(name, "a number, 0 or more", got=value)
