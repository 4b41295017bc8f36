"""Form fields and form reading that rooms share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.errors import InvalidInput


class ClientIdField(forms.UUIDField):
    """A UUIDv7 that the browser or the page made: sending it again is the same act."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID | None:
        found: UUID | None = super().clean(value)
        if found is not None and found.version != 7:
            raise forms.ValidationError(_("This must be a UUIDv7."))
        return found


def cleaned(form: forms.Form) -> dict[str, Any]:
    """The form's values, or `InvalidInput` that names the first field at fault."""
    if form.is_valid():
        return form.cleaned_data
    field, errors = next(iter(form.errors.items()))
    raise InvalidInput(str(field), " ".join(str(error) for error in errors))
