"""Electrical stimulation through needles, as the device was set: recorded, never suggested."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.needling.read import choice, mapping, number, optional_whole, whole, within


class Felt(StrEnum):
    """What the patient felt or the practitioner saw at the strength that was used."""

    SENSED = "sensed"
    VISIBLE = "visible"


@dataclass(frozen=True, slots=True)
class Stimulation:
    """Frequency in hertz, minutes, pulse width in microseconds if known, and its effect.

    The bounds are against slips of the finger; they say nothing about what is right.
    """

    hertz: float
    minutes: int
    felt: Felt
    pulse_us: int | None = None

    def __post_init__(self) -> None:
        within("hertz", self.hertz, 0.1, 1000, " Hz")
        within("minutes", self.minutes, 1, 120, " minutes")
        if self.pulse_us is not None:
            within("pulse_us", self.pulse_us, 1, 2000, " microseconds")

    @classmethod
    def from_json(cls, value: object) -> Stimulation | None:
        """Read the form that `to_json` writes; None stands for none."""
        if value is None:
            return None
        table = mapping(value, "stimulation")
        return cls(
            number(table, "hertz"),
            whole(table, "minutes"),
            choice(table, "felt", Felt),
            optional_whole(table, "pulse_us"),
        )

    def to_json(self) -> dict[str, object]:
        """A plain table, the same for equal settings."""
        return {
            "hertz": self.hertz,
            "minutes": self.minutes,
            "felt": self.felt.value,
            "pulse_us": self.pulse_us,
        }
