"""The second thing to know beside a link: the birth date."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import dates
from django.utils.translation import gettext_lazy as _

_FIRST_YEAR = 1900


class BirthDateForm(forms.Form):
    """Month, day and year, as people in the United States say them."""

    month = forms.TypedChoiceField(
        label=_("Month"),
        coerce=int,
        choices=[("", _("Month")), *dates.MONTHS.items()],
        widget=forms.Select(attrs={"autocomplete": "bday-month"}),
    )
    day = forms.IntegerField(
        label=_("Day"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "bday-day", "maxlength": "2"}
        ),
    )
    year = forms.IntegerField(
        label=_("Year"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            raise forms.ValidationError(_("Please fill in month, day and year."))
        try:
            born = datetime.date(data["year"], data["month"], data["day"])
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("There is no such day. Please check it.")) from None
        if born.year < _FIRST_YEAR:
            raise forms.ValidationError(_("Please write the year with four numbers."))
        return data | {"born": born}
