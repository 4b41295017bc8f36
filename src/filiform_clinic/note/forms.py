"""What the note's forms send."""

from __future__ import annotations

from typing import Any

from django import forms

from filiform_clinic.ui.fields import ClientIdField

LONGEST_TEXT = 20_000


class WordsField(forms.CharField):
    """Text as it was typed: browsers send line ends as they like, here they are all the same."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\r\n", "\n")


class DraftForm(forms.Form):
    """The free text while it is typed, with the revision the page knows."""

    free_text = WordsField(max_length=LONGEST_TEXT, required=False, strip=False)
    revision = forms.IntegerField(min_value=0)


class SignForm(DraftForm):
    """A signature under what the page showed (`seen` is its digest)."""

    id = ClientIdField()
    seen = forms.CharField(max_length=40)


class AmendForm(forms.Form):
    """A new version of a signed note, and why; `replaces` is the version that the page showed."""

    id = ClientIdField()
    replaces = forms.UUIDField()
    free_text = WordsField(max_length=LONGEST_TEXT, strip=False)
    reason = WordsField(max_length=500)
