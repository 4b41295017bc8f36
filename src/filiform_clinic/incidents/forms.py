"""What the entry of an incident sends."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.needling.incidents import Incidents
from filiform.needling.values import MOST_NEEDLES
from filiform_clinic.ui.fields import ClientIdField


class FollowUpForm(forms.Form):
    """How the incident `follows` went on."""

    id = ClientIdField()
    follows = forms.UUIDField()
    grade = forms.ChoiceField(choices=[(one, one) for one in Incidents.load().grades])
    words = forms.CharField(max_length=5000)


class IncidentForm(forms.Form):
    """One incident; `missing` needles of `marker` are those nobody can account for.

    `at`: when it happened, on the clinic's clock; empty: just now.
    """

    id = ClientIdField()
    kind = forms.ChoiceField(choices=[(one, one) for one in Incidents.load().kinds])
    grade = forms.ChoiceField(choices=[(one, one) for one in Incidents.load().grades])
    at = forms.DateTimeField(
        label=_("When it happened"), required=False, input_formats=["%Y-%m-%dT%H:%M"]
    )
    words = forms.CharField(max_length=5000)
    marker = forms.UUIDField(required=False)
    missing = forms.IntegerField(min_value=0, max_value=MOST_NEEDLES, required=False)
