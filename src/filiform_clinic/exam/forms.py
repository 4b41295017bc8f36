"""What the buttons and fields of the examination send, and the finding each form says."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.exam import ExamFinding, Mobility, PainNow, Scar, Sensitivity, ppt, rom
from filiform.knowledge.atlas import Atlas
from filiform.locating import ResistedFinding, RomResult
from filiform.needling import Target, check_target
from filiform_clinic.ui.fields import ClientIdField

SIDES = [(side.value, side.value) for side in Side]


class ResultsField(forms.CharField):
    """The signs that stand after the tap, with spaces between; empty takes the finding back."""

    def clean(self, value: object) -> list[str]:
        return str(super().clean(value) or "").split()


class PalpationForm(forms.Form):
    """One finding: its own id, what was palpated, what it showed, which finding it replaces."""

    id = ClientIdField()
    muscle = forms.CharField(max_length=80)
    side = forms.ChoiceField(choices=SIDES)
    site = forms.CharField(max_length=80, required=False, empty_value=None)
    result = ResultsField(label=_("Result"), max_length=200, required=False)
    replaces = forms.UUIDField(required=False)


class MeasureForm(forms.Form):
    """One measure: its own id, which finding it replaces, whether it is the re-test or an undo."""

    id = ClientIdField()
    replaces = forms.UUIDField(required=False)
    retest = forms.BooleanField(required=False)
    undo = forms.BooleanField(required=False)

    # Forms have a metaclass of their own, so `abc` cannot say that each measure writes these two.
    def about(self) -> tuple[Hashable, ...]:
        """The subject, as `filiform.exam.subject` names it."""
        raise NotImplementedError

    def finding(self) -> ExamFinding:
        """What was found; `InvalidInput` names the field at fault."""
        raise NotImplementedError


class RomForm(MeasureForm):
    """A movement: the result, and degrees of this side and the other."""

    joint = forms.CharField(max_length=40)
    movement = forms.CharField(max_length=120)
    side = forms.ChoiceField(choices=SIDES)
    result = forms.ChoiceField(choices=[(r.value, r.value) for r in RomResult], required=False)
    degrees = forms.FloatField(required=False)
    other_side = forms.FloatField(required=False)

    def about(self) -> tuple[Hashable, ...]:
        said = self.cleaned_data
        return "rom", said["joint"], said["movement"], Side(said["side"])

    def finding(self) -> ExamFinding:
        said = self.cleaned_data
        result = RomResult(said["result"]) if said["result"] else None
        where = said["joint"], said["movement"], Side(said["side"])
        return rom(*where, result, said["degrees"], said["other_side"])


class MuscleForm(MeasureForm):
    """A measure of one muscle on one side."""

    kind = ""
    muscle = forms.CharField(max_length=80)
    side = forms.ChoiceField(choices=SIDES)

    def about(self) -> tuple[Hashable, ...]:
        target = self.target()
        return self.kind, target.muscle, target.side

    def target(self) -> Target:
        target = Target(self.cleaned_data["muscle"], Side(self.cleaned_data["side"]))
        check_target(target, Atlas.load())
        return target


class PptForm(MuscleForm):
    """Up to three readings a side in kPa."""

    kind = "ppt"
    kpa_1 = forms.FloatField(required=False)
    kpa_2 = forms.FloatField(required=False)
    kpa_3 = forms.FloatField(required=False)
    other_1 = forms.FloatField(required=False)
    other_2 = forms.FloatField(required=False)
    other_3 = forms.FloatField(required=False)

    def finding(self) -> ExamFinding:
        target = self.target()
        return ppt(target.muscle, target.side, self._readings("kpa"), self._readings("other"))

    def _readings(self, of: str) -> tuple[float, ...]:
        values = (self.cleaned_data[f"{of}_{number}"] for number in (1, 2, 3))
        return tuple(value for value in values if value is not None)


class ResistedForm(MuscleForm):
    """A test against resistance: free, or painful, weak or both."""

    kind = "resisted"
    result = forms.ChoiceField(
        choices=[(one, one) for one in ("free", "painful", "weak", "painful_weak")],
        required=False,
    )

    def finding(self) -> ExamFinding:
        target, result = self.target(), self.cleaned_data["result"]
        if not result:
            raise InvalidInput("result", "free, painful, weak or painful_weak")
        return ResistedFinding(target.muscle, target.side, "painful" in result, "weak" in result)


class ScarForm(MeasureForm):
    """A scar: does it move, how does it feel to touch?"""

    area = forms.CharField(max_length=80)
    side = forms.ChoiceField(choices=SIDES)
    mobility = forms.ChoiceField(choices=[(m.value, m.value) for m in Mobility], required=False)
    sensitivity = forms.ChoiceField(
        choices=[(s.value, s.value) for s in Sensitivity], required=False
    )

    def about(self) -> tuple[Hashable, ...]:
        return "scar", self.cleaned_data["area"], Side(self.cleaned_data["side"])

    def finding(self) -> ExamFinding:
        said: dict[str, Any] = self.cleaned_data
        for field in ("mobility", "sensitivity"):
            if not said[field]:
                raise InvalidInput(field, "one of the words on the buttons")
        mobility, sensitivity = Mobility(said["mobility"]), Sensitivity(said["sensitivity"])
        return Scar(said["area"], Side(said["side"]), mobility, sensitivity)


class PainForm(MeasureForm):
    """Pain now, 0 to 10."""

    now = forms.IntegerField(required=False)

    def about(self) -> tuple[Hashable, ...]:
        return ("pain_now",)

    def finding(self) -> ExamFinding:
        return PainNow(self.cleaned_data["now"])


FORMS: Mapping[str, type[MeasureForm]] = {
    "rom": RomForm,
    "ppt": PptForm,
    "resisted": ResistedForm,
    "scar": ScarForm,
    "pain_now": PainForm,
}
