"""Dates as people remember them, in words: "2024", "May 2024", "31 May 2024"."""

from __future__ import annotations

from django import template
from django.utils.formats import date_format

from filiform.intake import PartialDate

register = template.Library()


@register.filter
def partial_date(value: PartialDate | str | None) -> str:
    """A date of year, month or day, also in its stored form; empty for none."""
    if not value:
        return ""
    on = PartialDate.parse(value) if isinstance(value, str) else value
    if on.month is None:
        return f"{on.year:04}"
    return date_format(on.earliest, "j F Y" if on.day else "F Y")
