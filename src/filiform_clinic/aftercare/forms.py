"""What the aftercare forms send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform_clinic.ui.fields import ClientIdField

LONGEST_WORDS = 2_000


class KeysField(forms.Field):
    """As many keys as are ticked; the sheet knows which there are."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, max_length: int, required: bool) -> None:
        super().__init__(required=required)
        self._longest = max_length

    def clean(self, value: Any) -> list[str]:
        said = [str(one) for one in value or []]
        if len(said) > 200 or any(len(one) > self._longest for one in said):
            raise forms.ValidationError(_("These are no muscles of this visit."))
        return said


class GiveForm(forms.Form):
    """The sheet that the page showed (`seen` is its digest), and what the practitioner adds.

    `stretch` are the muscles whose stretch was shown.
    """

    id = ClientIdField()
    seen = forms.CharField(max_length=64)
    stretch = KeysField(max_length=120, required=False)
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)

    def clean_words(self) -> str:
        said: Any = self.cleaned_data["words"]
        return str(said).replace("\r\n", "\n")
