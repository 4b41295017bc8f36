"""What the forms of supervision send."""

from __future__ import annotations

from django import forms

from filiform_clinic.supervision.queries import WAYS
from filiform_clinic.ui.fields import ClientIdField

LONGEST_WORDS = 2_000


class BeginForm(forms.Form):
    """How the supervisor watches: in the room or by live video."""

    id = ClientIdField()
    way = forms.ChoiceField(choices=WAYS)


class EndForm(forms.Form):
    """The supervision that the page showed (`begun`) ends."""

    id = ClientIdField()
    begun = forms.UUIDField()


class CosignForm(forms.Form):
    """A second signature under the version of the note that the page showed."""

    id = ClientIdField()
    note = forms.UUIDField()
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)
