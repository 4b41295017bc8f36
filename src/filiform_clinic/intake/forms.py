"""The questions of the draft as forms: one a screen, some with more than one field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from filiform.intake import (
    MAX_ACTIVITY,
    MAX_HOPES,
    MAX_STORY,
    MOST_ACTIVITIES,
    WANTED_ACTIVITIES,
    Began,
    Words,
)
from filiform_clinic.ui.date_fields import PartialDateFields, date_fields

_SCORES = [(n, str(n)) for n in range(11)]
_CHOOSE_SCORE = _("Please choose a number from 0 to 10.")


class QuestionForm(forms.Form):
    """A question: `stored` are the draft's answers by field, `today` is the clinic's day."""

    def __init__(self, data: Any = None, *, stored: Mapping[str, Any], today: date) -> None:
        self.today = today
        super().__init__(data, initial=self.shown(stored))

    def shown(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The fields' values for what is stored."""
        return dict(stored)

    @property
    def answers(self) -> dict[str, Any]:
        """The draft's answers of a valid form, by field."""
        return {name: self.cleaned_data[name] for name in self.fields}


def _choose(message: Any) -> dict[str, Any]:
    return {"widget": forms.RadioSelect, "error_messages": {"required": message}}


def _score(*, required: bool = True) -> forms.TypedChoiceField:
    # A score may be left out only where its activity is.
    return forms.TypedChoiceField(
        coerce=int,
        choices=_SCORES,
        required=required,
        empty_value=None,
        **_choose(_CHOOSE_SCORE),
    )


class ComplaintForm(QuestionForm):
    def __init__(self, data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        choices = [(c.id, c.title) for part in Words.load().parts for c in part.choices]
        self.fields["complaint"] = forms.ChoiceField(
            choices=choices, **_choose(_("Please choose one."))
        )


class GroupForm(QuestionForm):
    def __init__(self, data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        choices = [(choice.id, choice.title) for choice in Words.load().groups]
        self.fields["group"] = forms.ChoiceField(
            choices=choices, **_choose(_("Please choose one."))
        )


class WhenForm(PartialDateFields, QuestionForm):
    began = forms.ChoiceField(
        choices=[
            (Began.INJURY, _("After an injury")),
            (Began.SURGERY, _("After surgery")),
            (Began.SLOWLY, _("Slowly, or I do not know")),
        ],
        **_choose(_("Please choose how it started.")),
    )

    def shown(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        onset = stored.get("onset", {})
        return {"began": onset.get("began", "")} | date_fields(onset.get("on", ""))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        return data | {"on": self.partial_date(self.today)}

    @property
    def answers(self) -> dict[str, Any]:
        on = self.cleaned_data["on"]
        return {"onset": {"began": self.cleaned_data["began"], "on": str(on or "")}}


class PainForm(QuestionForm):
    now = _score()
    average = _score()
    worst = _score()

    def shown(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        return dict(stored.get("pain", {}))

    @property
    def answers(self) -> dict[str, Any]:
        return {"pain": super().answers}


class ActivitiesForm(QuestionForm):
    """Rows of an activity and its score; empty rows do not count."""

    def __init__(self, data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        for number in range(MOST_ACTIVITIES):
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("What is hard?"),
                required=False,
                max_length=MAX_ACTIVITY,
                widget=forms.TextInput(attrs={"maxlength": str(MAX_ACTIVITY), "dir": "auto"}),
            )
            self.fields[f"score_{number}"] = _score(required=False)

    def shown(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        rows = enumerate(stored.get("activities", []))
        found = {f"name_{n}": row["name"] for n, row in rows}
        return found | {
            f"score_{n}": row["score"] for n, row in enumerate(stored.get("activities", []))
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for number in range(MOST_ACTIVITIES):
            name, score = data.get(f"name_{number}"), data.get(f"score_{number}")
            if name and score is None and f"score_{number}" not in self.errors:
                self.add_error(f"score_{number}", _CHOOSE_SCORE)
            if score is not None and not name and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", _("Please write what is hard."))
        self._refuse_twice(data)
        return data

    def _refuse_twice(self, data: Mapping[str, Any]) -> None:
        seen: set[str] = set()
        for number in range(MOST_ACTIVITIES):
            name = str(data.get(f"name_{number}") or "").casefold()
            if name and name in seen:
                self.add_error(f"name_{number}", _("You wrote this one twice."))
            seen.add(name)

    @property
    def first_rows(self) -> list[tuple[BoundField, BoundField]]:
        """The rows that are shown at once."""
        return list(self._rows())[:WANTED_ACTIVITIES]

    @property
    def more_rows(self) -> list[tuple[BoundField, BoundField]]:
        """Rows for those who want to say more."""
        return list(self._rows())[WANTED_ACTIVITIES:]

    @property
    def more_open(self) -> bool:
        """Whether something stands in the rows that are folded away."""
        return any(name.value() or score.value() is not None for name, score in self.more_rows)

    def _rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        for number in range(MOST_ACTIVITIES):
            yield self[f"name_{number}"], self[f"score_{number}"]

    @property
    def answers(self) -> dict[str, Any]:
        data = self.cleaned_data
        named = [n for n in range(MOST_ACTIVITIES) if data[f"name_{n}"]]
        rows = [{"name": data[f"name_{n}"], "score": data[f"score_{n}"]} for n in named]
        return {"activities": rows}


class StoryForm(QuestionForm):
    hopes = forms.CharField(
        required=False,
        max_length=MAX_HOPES,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": str(MAX_HOPES), "dir": "auto"}),
    )
    story = forms.CharField(
        required=False,
        max_length=MAX_STORY,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": str(MAX_STORY), "dir": "auto"}),
    )
