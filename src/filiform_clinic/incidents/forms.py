"""What the entry of an incident sends."""

from __future__ import annotations

from django import forms

from filiform.needling.incidents import Incidents
from filiform.needling.values import MOST_NEEDLES
from filiform_clinic.ui.fields import ClientIdField


class IncidentForm(forms.Form):
    """One incident; `missing` needles of `marker` are those nobody can account for."""

    id = ClientIdField()
    kind = forms.ChoiceField(choices=[(one, one) for one in Incidents.load().kinds])
    grade = forms.ChoiceField(choices=[(one, one) for one in Incidents.load().grades])
    words = forms.CharField(max_length=5000)
    marker = forms.UUIDField(required=False)
    missing = forms.IntegerField(min_value=0, max_value=MOST_NEEDLES, required=False)
