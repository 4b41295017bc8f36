"""How the problem began: after an injury, after surgery or slowly, and when, as far as known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.errors import InvalidInput
from filiform.intake.dates import PartialDate


class Began(StrEnum):
    """What the problem began with."""

    INJURY = "injury"
    SURGERY = "surgery"
    SLOWLY = "slowly"


@dataclass(frozen=True, slots=True)
class Onset:
    """`on` is None when the patient does not know."""

    began: Began
    on: PartialDate | None = None

    @classmethod
    def from_json(cls, value: object) -> Onset:
        """Read what `to_json` wrote. Errors: `InvalidInput` naming `onset` or `onset.on`."""
        if not isinstance(value, Mapping) or value.get("began") not in [*Began]:
            raise InvalidInput("onset", f"how it began: {', '.join(Began)}", got=value)
        written = value.get("on") or ""
        on = PartialDate.parse(written, "onset.on") if written else None
        return cls(Began(value["began"]), on)

    def to_json(self) -> dict[str, str]:
        return {"began": str(self.began), "on": str(self.on or "")}

    def check(self, *, today: date) -> None:
        """Refuse a date in the future. Errors: `InvalidInput` naming `onset.on`."""
        if self.on:
            self.on.check("onset.on", today=today)
