"""What the count and the session's details send."""

from __future__ import annotations

from typing import Any

from django import forms

from filiform.needling import Box, Gloves, Lying, SessionDetails, SkinPreparation, Supervisor
from filiform.needling.counting import MOST_COUNTED
from filiform.needling.session import LONGEST_NAME, MOST_BOXES
from filiform_clinic.ui.fields import ClientIdField


class CountForm(forms.Form):
    """One whole count."""

    id = ClientIdField()
    opened = forms.IntegerField(min_value=0, max_value=MOST_COUNTED)
    in_sharps = forms.IntegerField(min_value=0, max_value=MOST_COUNTED)
    looked = forms.BooleanField(required=False)


class SessionForm(forms.Form):
    """Boxes of needles, position, skin, gloves, supervisor; what is left empty is not said.

    `seen`: how often they had been recorded when the page was shown.
    """

    id = ClientIdField()
    seen = forms.IntegerField(min_value=0)
    position = forms.ChoiceField(choices=[(one, one) for one in Lying], required=False)
    skin = forms.ChoiceField(choices=[(one, one) for one in SkinPreparation], required=False)
    gloves = forms.ChoiceField(choices=[(one, one) for one in Gloves], required=False)
    supervisor = forms.CharField(max_length=LONGEST_NAME, required=False)
    supervisor_licence = forms.CharField(max_length=LONGEST_NAME, required=False)
    used_expired = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(MOST_BOXES):
            for part in ("brand", "lot"):
                words = forms.CharField(max_length=LONGEST_NAME, required=False)
                self.fields[f"{part}_{row}"] = words
            self.fields[f"expires_{row}"] = forms.DateField(required=False)

    def details(self) -> SessionDetails:
        """The details as a value; raises `InvalidInput` for a box without brand or lot."""
        said = self.cleaned_data
        name, licence = said["supervisor"], said["supervisor_licence"]
        return SessionDetails(
            boxes=tuple(self._boxes()),
            position=Lying(said["position"]) if said["position"] else None,
            skin=SkinPreparation(said["skin"]) if said["skin"] else None,
            gloves=Gloves(said["gloves"]) if said["gloves"] else None,
            supervisor=Supervisor(name, licence) if name or licence else None,
            used_expired=said["used_expired"],
        )

    def _boxes(self) -> list[Box]:
        rows = [
            [self.cleaned_data[f"{part}_{row}"] for part in ("brand", "lot", "expires")]
            for row in range(MOST_BOXES)
        ]
        return [Box(brand, lot, expires) for brand, lot, expires in rows if brand or lot or expires]
