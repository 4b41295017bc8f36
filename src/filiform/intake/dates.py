"""Dates as people remember them: a year, a month of a year, or a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from filiform.errors import InvalidInput

FIRST_YEAR = 1900
_WRITTEN = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps with its month, perhaps with its day.

    Errors: `InvalidInput` naming `year`, `month` or `day`, for a year before 1900, a day without
    a month, or a day that no calendar has.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= 9999:
            raise InvalidInput("year", f"a year from {FIRST_YEAR} on", got=self.year)
        if self.month is None:
            if self.day is not None:
                raise InvalidInput("month", "a month, as there is a day")
            return
        if not 1 <= self.month <= 12:
            raise InvalidInput("month", "1 to 12", got=self.month)
        last = monthrange(self.year, self.month)[1]
        if self.day is not None and not 1 <= self.day <= last:
            raise InvalidInput("day", f"1 to {last}", got=self.day)

    @classmethod
    def parse(cls, text: object, field: str = "date") -> PartialDate:
        """Read "2024", "2024-05" or "2024-05-31". Errors: `InvalidInput` naming `field`."""
        if not isinstance(text, str) or not _WRITTEN.fullmatch(text):
            raise InvalidInput(field, "a date such as 2024, 2024-05 or 2024-05-31", got=text)
        try:
            return cls(*map(int, text.split("-")))
        except InvalidInput as problem:
            raise InvalidInput(field, problem.expected, got=text) from None

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def earliest(self) -> date:
        """The first day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that it may be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def check(self, field: str, *, today: date) -> None:
        """Refuse what lies wholly in the future. Errors: `InvalidInput` naming `field`."""
        if self.earliest > today:
            raise InvalidInput(field, f"no date after {today}", got=str(self))
