"""What the note's forms send."""

from __future__ import annotations

from typing import Any

from django import forms

from filiform.note import LONGEST_OWN, Soap
from filiform_clinic.ui.fields import ClientIdField

LONGEST_TEXT = 20_000


class WordsField(forms.CharField):
    """Text as it was typed: browsers send line ends as they like, here they are all the same."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\r\n", "\n")


class OwnWordsForm(forms.Form):
    """What the practitioner adds: to each section of the SOAP note, and beside the whole note."""

    free_text = WordsField(max_length=LONGEST_TEXT, required=False, strip=False)
    subjective = WordsField(max_length=LONGEST_OWN, required=False, strip=False)
    objective = WordsField(max_length=LONGEST_OWN, required=False, strip=False)
    assessment = WordsField(max_length=LONGEST_OWN, required=False, strip=False)
    plan = WordsField(max_length=LONGEST_OWN, required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        """The words of the sections as one table, `words`; those left empty are not in it."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        sections = {part: said.pop(part.value, "") for part in Soap}
        return said | {"words": {part: text for part, text in sections.items() if text.strip()}}


class DraftForm(OwnWordsForm):
    """The words while they are typed, with the revision the page knows."""

    revision = forms.IntegerField(min_value=0)


class SignForm(DraftForm):
    """A signature under what the page showed (`seen` is its digest)."""

    id = ClientIdField()
    seen = forms.CharField(max_length=40)


class AmendForm(OwnWordsForm):
    """A new version of a signed note, and why; `replaces` is the version that the page showed."""

    id = ClientIdField()
    replaces = forms.UUIDField()
    reason = WordsField(max_length=500)
