"""FHIR dates, as days on or before the day of screening."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from filiform.fhir.elements import Element, shown

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day that a date can mean: of a year, a month, or one day."""

    first: date
    last: date

    @property
    def day(self) -> date | None:
        """The day, when it is one."""
        return self.first if self.first == self.last else None


def span_of(text: str) -> Span | None:
    """What a FHIR date or dateTime means; None when it is none."""
    match = _FORM.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    try:
        first = date(year or 0, month or 1, day or 1)
        end_month = month or 12
        end_day = day or monthrange(first.year, end_month)[1]
        return Span(first, date(first.year, end_month, end_day))
    except ValueError:
        return None


def read_span(element: Element, name: str, on: date) -> Span | None:
    """The date under a name, cut off at `on`; a malformed or future one is noted and left out.

    A time of the following day counts as `on`: the sender's clock may stand in another zone.
    """
    text = element.text(name)
    if not text:
        return None
    span = span_of(text)
    if span is None:
        element.get(name).note(f"{shown(text)!r} is no date")
        return None
    if "T" in text and span.first == on + timedelta(days=1):
        return Span(on, on)
    if span.first > on:
        element.get(name).note(f"{text[:10]} is in the future")
        return None
    return Span(span.first, min(span.last, on))


def latest(element: Element, on: date, *names: str) -> date | None:
    """The last day that the first of these dates can mean: the stricter reading of "how recent"."""
    for name in names:
        span = read_span(element, name, on)
        if span:
            return span.last
    return None


def read_end(element: Element, name: str) -> date | None:
    """The end of a period, which may lie in the future; None when there is none."""
    text = element.get(name).text("end") if element.get(name).is_object() else ""
    span = span_of(text) if text else None
    if text and span is None:
        element.get(name).get("end").note(f"{shown(text)!r} is no date")
    return span.last if span else None
