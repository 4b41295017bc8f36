"""The forms of the public pages. Nothing they hold is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from filiform.education import Education, Urgency

YES, NO = "yes", "no"


class WarningForm(forms.Form):
    """One yes or no for each warning question; a missing answer is not a no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in Education.load().questions:
            self.fields[question.id] = forms.ChoiceField(
                label=_(question.question),
                choices=[(YES, _("Yes")), (NO, _("No"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Please answer yes or no.")},
            )

    def urgency(self) -> Urgency | None:
        """The most urgent yes of a valid form, None when every answer is no."""
        asked = Education.load().questions
        said_yes = {q.urgency for q in asked if self.cleaned_data[q.id] == YES}
        return next((urgency for urgency in Urgency if urgency in said_yes), None)
