"""What the owner's forms send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from filiform.errors import InvalidInput
from filiform.knowledge.screening import SettingNote, load_rules
from filiform_clinic.practice.queries import LEAST_MINUTES, MOST_MINUTES, advanced_regions
from filiform_clinic.ui.fields import ClientIdField


class RulesForm(forms.Form):
    """The place and the owner's decision; settings are read by `settings_in`."""

    id = ClientIdField()
    seen = forms.CharField(max_length=40, required=False)
    jurisdiction = forms.CharField(max_length=10, required=False)
    other_place = forms.CharField(max_length=10, required=False)
    goes_on_because = forms.CharField(max_length=2_000, required=False)

    def clean(self) -> dict[str, Any]:
        """A place that is not on the list stands in a field of its own."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        other = said.pop("other_place", "").strip().upper()
        said["jurisdiction"] = other or said.get("jurisdiction", "")
        return said


class PassportForm(forms.Form):
    """A practitioner's licence and training."""

    id = ClientIdField()
    seen = forms.CharField(max_length=40, required=False)
    licence = forms.CharField(max_length=60, required=False)
    licence_until = forms.DateField(required=False)
    years_licensed = forms.FloatField(min_value=0, max_value=80, required=False)
    training_hours = forms.FloatField(min_value=0, max_value=10_000, required=False)
    supervised_sessions = forms.IntegerField(min_value=0, max_value=10_000, required=False)
    years_needling = forms.FloatField(min_value=0, max_value=80, required=False)
    valid_until = forms.DateField(required=False)
    advanced = forms.MultipleChoiceField(choices=advanced_regions, required=False)


class ScreenLockForm(forms.Form):
    """After how many minutes the screens lock."""

    id = ClientIdField()
    seen = forms.CharField(max_length=40, required=False)
    minutes = forms.IntegerField(min_value=LEAST_MINUTES, max_value=MOST_MINUTES)


def settings_in(said: QueryDict) -> dict[str, Any]:
    """The settings of a page: what is not sent keeps its default."""
    notes = load_rules().settings
    return {name: _value(notes[name], str(said[name])) for name in notes if name in said}


def _value(note: SettingNote, text: str) -> Any:
    if isinstance(note.default, bool):
        return _yes_or_no(note, text)
    if note.choices:
        return text
    if not text.strip():
        if note.optional or note.default is None:
            return None
        raise InvalidInput(note.id, "a number, 0 or more", got=text)
    return _number(note, text)


def _yes_or_no(note: SettingNote, text: str) -> bool:
    if text not in ("yes", "no"):
        raise InvalidInput(note.id, "yes or no", got=text)
    return text == "yes"


def _number(note: SettingNote, text: str) -> float | int:
    try:
        number = float(text)
    except ValueError:
        raise InvalidInput(note.id, "a number, 0 or more", got=text) from None
    if not 0 <= number <= 10_000:
        raise InvalidInput(note.id, "a number from 0 to 10,000", got=text)
    return int(number) if number == int(number) else number
