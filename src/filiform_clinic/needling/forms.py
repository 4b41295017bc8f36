"""What the needle forms send."""

from __future__ import annotations

from typing import Any

from django import forms

from filiform.body.values import Side
from filiform.needling import (
    ANSWERS,
    MOST_NEEDLES,
    Bleeding,
    Depth,
    Devices,
    Felt,
    Handling,
    Mode,
    Response,
)
from filiform.needling.counting import MOST_COUNTED
from filiform_clinic.ui.fields import ClientIdField

# The fields of an electrical stimulation.
CURRENT = ("hertz", "current_minutes", "felt", "pulse_us")


class ActForm(forms.Form):
    """One act on one marker. `after` is the id of the marker's last event that the page showed."""

    id = ClientIdField()
    marker = ClientIdField()
    after = forms.UUIDField(required=False)

    def details(self) -> dict[str, Any]:
        """What the act says, as `filiform.needling.event_from_json` reads it."""
        return {}


class MarkerForm(ActForm):
    """A marker as it should stand: target, needles, and the point on the body if it has one."""

    target = forms.CharField(max_length=120, required=False)
    muscle = forms.CharField(max_length=80, required=False)
    side = forms.ChoiceField(choices=[(s.value, s.value) for s in Side], required=False)
    site = forms.CharField(max_length=80, required=False, empty_value=None)
    needles = forms.IntegerField(min_value=1, max_value=MOST_NEEDLES)
    gauge_mm = forms.TypedChoiceField(
        choices=[(f"{d:.2f}", f"{d:.2f}") for d in Devices.load().diameters_mm], coerce=float
    )
    length_mm = forms.TypedChoiceField(
        choices=[(str(n), str(n)) for n in Devices.load().lengths_mm], coerce=int
    )
    mode = forms.ChoiceField(choices=[(m.value, m.value) for m in Mode])
    depth = forms.ChoiceField(choices=[(d.value, d.value) for d in Depth], required=False)
    handling = forms.ChoiceField(choices=[(h.value, h.value) for h in Handling], required=False)
    view = forms.SlugField(max_length=40, required=False)
    x = forms.FloatField(required=False)
    y = forms.FloatField(required=False)
    cell = forms.IntegerField(required=False)
    not_in_skin = forms.BooleanField(required=False)
    hertz = forms.FloatField(required=False)
    current_minutes = forms.IntegerField(required=False)
    felt = forms.ChoiceField(choices=[(f.value, f.value) for f in Felt], required=False)
    pulse_us = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """A quick choice `muscle:side` stands for the two fields; current is told whole."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if ":" in said.get("target", ""):
            said["muscle"], side = said["target"].rsplit(":", 1)
            said["side"] = side
        for field in ("muscle", "side"):
            if field not in self.errors and not said.get(field):
                self.add_error(field, self.fields["needles"].error_messages["required"])
        if self._with_current():
            for field in ("hertz", "current_minutes", "felt"):
                if field not in self.errors and said.get(field) in (None, ""):
                    self.add_error(field, self.fields["needles"].error_messages["required"])
        return said

    def _with_current(self) -> bool:
        """Whether anything of an electrical stimulation is said."""
        return any(self.cleaned_data.get(key) not in (None, "") for key in CURRENT)

    def details(self) -> dict[str, Any]:
        said = self.cleaned_data
        position = {key: said[key] for key in ("view", "x", "y", "cell")} if said["view"] else None
        marker = ("muscle", "side", "site", "needles", "gauge_mm", "length_mm", "mode")
        stated: dict[str, Any] = {"not_in_skin": True} if said["not_in_skin"] else {}
        stated |= {key: said[key] for key in ("depth", "handling") if said[key]}
        if self._with_current():
            stated |= {"stimulation": {key.removeprefix("current_"): said[key] for key in CURRENT}}
        return {key: said[key] for key in marker} | {"position": position} | stated


class BatchForm(forms.Form):
    """An act on every marker that it fits."""

    id = ClientIdField()


class TakeBackForm(BatchForm):
    """The markers that the act `of` placed were entered by mistake."""

    of = ClientIdField()
    not_in_skin = forms.BooleanField(required=False)


class RestForm(BatchForm):
    """Answers for every marker about which they are not said yet; only what is sent is said."""

    twitch = forms.CharField(max_length=4, required=False)
    response = forms.ChoiceField(choices=[(r.value, r.value) for r in Response], required=False)
    bleeding = forms.ChoiceField(choices=[(b.value, b.value) for b in Bleeding], required=False)
    pressed_min = forms.IntegerField(min_value=0, required=False)

    def details(self) -> dict[str, Any]:
        """The answers by name."""
        sent = (name for name in ANSWERS if name in self.data)
        return {name: None if (v := self.cleaned_data[name]) == "" else v for name in sent}


class AnswerForm(RestForm, ActForm):
    """The same about one marker."""


class AllOutForm(forms.Form):
    """All needles that are in came out: `counted` is how many the hand holds."""

    id = ClientIdField()
    counted = forms.IntegerField(min_value=1, max_value=MOST_COUNTED)


class CountForm(ActForm):
    """So many needles out, or back in."""

    needles = forms.IntegerField(min_value=1, max_value=MOST_NEEDLES)

    def details(self) -> dict[str, Any]:
        return {"needles": self.cleaned_data["needles"]}


class WithdrawForm(ActForm):
    """A marker that was entered by mistake."""

    not_in_skin = forms.BooleanField(required=False)

    def details(self) -> dict[str, Any]:
        return {"not_in_skin": self.cleaned_data["not_in_skin"]}
