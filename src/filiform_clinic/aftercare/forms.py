"""What the aftercare forms send."""

from __future__ import annotations

from typing import Any

from django import forms

from filiform_clinic.ui.fields import ClientIdField

LONGEST_WORDS = 2_000


class GiveForm(forms.Form):
    """The sheet that the page showed (`seen` is its digest), and the practitioner's own words."""

    id = ClientIdField()
    seen = forms.CharField(max_length=64)
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)

    def clean_words(self) -> str:
        said: Any = self.cleaned_data["words"]
        return str(said).replace("\r\n", "\n")
