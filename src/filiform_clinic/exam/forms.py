"""What a tap on a palpation button sends."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.body.values import Side
from filiform_clinic.ui.fields import ClientIdField


class ResultsField(forms.CharField):
    """The signs that stand after the tap, with spaces between; empty takes the finding back."""

    def clean(self, value: object) -> list[str]:
        return str(super().clean(value) or "").split()


class PalpationForm(forms.Form):
    """One finding: its own id, what was palpated, what it showed, which finding it replaces."""

    id = ClientIdField()
    muscle = forms.CharField(max_length=80)
    side = forms.ChoiceField(choices=[(s.value, s.value) for s in Side])
    site = forms.CharField(max_length=80, required=False, empty_value=None)
    result = ResultsField(label=_("Result"), max_length=200, required=False)
    replaces = forms.UUIDField(required=False)
