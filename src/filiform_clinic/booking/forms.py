"""What the front desk types when somebody comes without an appointment."""

from __future__ import annotations

import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from filiform_clinic.ui.fields import ClientIdField

EARLIEST_BIRTH = datetime.date(1900, 1, 1)


class WalkInForm(forms.Form):
    """A patient (new, or known by name and birth date) and a visit today."""

    id = ClientIdField()
    given_name = forms.CharField(
        label=_("First name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    family_name = forms.CharField(
        label=_("Last name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )
    birth_date = forms.DateField(
        label=_("Date of birth"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    practitioner = forms.TypedChoiceField(label=_("Practitioner"), coerce=UUID)
    starts_at = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, practitioners: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.TypedChoiceField, self.fields["practitioner"])
        choice.choices = [(str(id), name) for id, name in practitioners]

    def clean_birth_date(self) -> datetime.date:
        """A day on which a living person may have been born."""
        born: datetime.date = self.cleaned_data["birth_date"]
        if not EARLIEST_BIRTH <= born <= timezone.localdate():
            raise forms.ValidationError(_("Enter a day between 1900 and today."))
        return born
