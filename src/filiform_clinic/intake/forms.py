"""The questions, one field each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.intake import MAX_STORY, Words


class QuestionForm(forms.Form):
    """One question of the draft; `field` is the draft's name for the answer."""

    field: str

    @property
    def answer(self) -> str | int:
        """The answer of a valid form."""
        value: str | int = self.cleaned_data[self.field]
        return value


def _choose(message: Any) -> dict[str, Any]:
    return {"widget": forms.RadioSelect, "error_messages": {"required": message}}


class ComplaintForm(QuestionForm):
    field = "complaint"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(c.id, c.title) for part in Words.load().parts for c in part.choices]
        self.fields["complaint"] = forms.ChoiceField(
            choices=choices, **_choose(_("Please choose one."))
        )


class GroupForm(QuestionForm):
    field = "group"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(choice.id, choice.title) for choice in Words.load().groups]
        self.fields["group"] = forms.ChoiceField(
            choices=choices, **_choose(_("Please choose one."))
        )


class PainForm(QuestionForm):
    field = "strongest_pain"
    strongest_pain = forms.TypedChoiceField(
        coerce=int,
        choices=[(n, str(n)) for n in range(11)],
        **_choose(_("Please choose a number from 0 to 10.")),
    )


class StoryForm(QuestionForm):
    field = "story"
    story = forms.CharField(
        required=False,
        max_length=MAX_STORY,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": str(MAX_STORY)}),
    )
