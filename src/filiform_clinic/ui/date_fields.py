"""Fields for a date as people remember it: a year, perhaps with month and day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import dates
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from filiform.errors import InvalidInput
from filiform.intake import FIRST_YEAR, PartialDate


class PartialDateFields(forms.Form):
    """A year, perhaps with its month, perhaps with its day."""

    month = forms.TypedChoiceField(
        label=_("Month"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", _("Not sure")), *dates.MONTHS.items()],
    )
    day = forms.CharField(
        label=_("Day"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "2"}),
    )
    year = forms.CharField(
        label=_("Year"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
    )

    @property
    def date_parts(self) -> tuple[BoundField, ...]:
        """Month, day and year, as people here say a date."""
        return self["month"], self["day"], self["year"]

    def partial_date(self, today: date) -> PartialDate | None:
        """What was given; None: nothing. Errors: `ValidationError` in the patient's words."""
        data = self.cleaned_data
        day, year, month = data.get("day", ""), data.get("year", ""), data.get("month")
        if not (day or year or month):
            return None
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise forms.ValidationError(_("Please write the year with four numbers."))
        if day and not month:
            raise forms.ValidationError(_("Please choose the month too, or leave the day empty."))
        return _real_date(year, month, day, today)


def _real_date(year: str, month: int | None, day: str, today: date) -> PartialDate:
    if day and not (day.isascii() and day.isdigit()):
        raise forms.ValidationError(_("There is no such day. Please check it."))
    try:
        found = PartialDate(int(year), month, int(day) if day else None)
    except InvalidInput as problem:
        if problem.field == "year":
            message = _now("Please choose a year from %(first)d on.") % {"first": FIRST_YEAR}
            raise forms.ValidationError(message) from None
        raise forms.ValidationError(_("There is no such day. Please check it.")) from None
    if found.earliest > today:
        raise forms.ValidationError(_("That is still to come. Please check the date."))
    return found


def date_fields(written: str) -> dict[str, Any]:
    """The fields' values for a stored date such as "2024-05"."""
    if not written:
        return {}
    on = PartialDate.parse(written)
    return {"year": f"{on.year:04}", "month": on.month, "day": on.day}
