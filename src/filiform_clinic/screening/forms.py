"""What the safety forms send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from filiform.errors import InvalidInput
from filiform.knowledge.screening import load_rules
from filiform.screening import DayAnswer, EvidenceKind, Place, Reply
from filiform.screening.matching.search import label_of, pickable
from filiform.screening.places_text import place_from_text
from filiform_clinic.ui.fields import ClientIdField

LONGEST_REASON = 2_000
REPLIES = [(reply.value, reply.value) for reply in Reply]


class PlaceField(forms.CharField):
    """A place as `region` or `region:left`; empty: not said."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=80, required=False, **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return (place_from_text(text, load_rules()),) if text else ()


class SeenForm(forms.Form):
    """`seen`: the state of the health record that the page showed."""

    seen = forms.CharField(max_length=40)


class ActForm(SeenForm):
    """One act with its client id."""

    id = ClientIdField()


class AnswerForm(forms.Form):
    """One answer to a rule's question, with its details."""

    id = ClientIdField()
    value = forms.ChoiceField(choices=REPLIES)
    place = PlaceField()
    trimester = forms.TypedChoiceField(
        choices=[("", ""), ("1", "1"), ("2", "2"), ("3", "3")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    since = forms.DateField(required=False)


class MatchForm(ActForm):
    """A match put right, or something found by staff."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in EvidenceKind])
    group = forms.CharField(max_length=60)
    name = forms.CharField(max_length=200)
    current = forms.BooleanField(required=False)


class FoundForm(ActForm):
    """A medicine or condition picked by hand: from a list (`pick`), or its kind with a name.

    `words` is the key of the unread words that named it; `settles`: they name nothing else.
    """

    words = forms.CharField(max_length=40, required=False)
    settles = forms.BooleanField(required=False)
    pick = forms.CharField(max_length=300, required=False)
    target = forms.ChoiceField(choices=lambda: [("", ""), *pickable()], required=False)
    name = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        target, _bar, name = str(said.get("pick", "")).partition("|")
        if said.get("target"):
            target, name = said["target"], said.get("name") or label_of(said["target"])
        if not (label_of(target) and name.strip()):
            raise forms.ValidationError(_("Choose one from the list, or say what kind it is."))
        return said | {"target": target, "name": name.strip()}


class WordsForm(ActForm):
    """Words that were read, and why nothing in them matters."""

    words = forms.CharField(max_length=40)
    why = forms.CharField(
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say why nothing in these words matters for needling.")},
    )


class TakeBackForm(ActForm):
    """An entry of staff that counts no more, and why."""

    entry = forms.UUIDField()
    why = forms.CharField(max_length=LONGEST_REASON)


class MeasurementForm(ActForm):
    """A measured value."""

    kind = forms.CharField(max_length=40)
    value = forms.FloatField(min_value=0)
    unit = forms.CharField(max_length=20)
    on = forms.DateField()


class ClearanceForm(ActForm):
    """A written medical answer to one reason."""

    reason = forms.CharField(max_length=60)
    given_by = forms.CharField(max_length=200)
    given_on = forms.DateField()
    valid_until = forms.DateField()
    place = PlaceField()
    conditions = forms.CharField(max_length=LONGEST_REASON, required=False)


class WithdrawClearanceForm(ActForm):
    clearance = forms.UUIDField()


class OverrideForm(ActForm):
    """The decision to go on in spite of a reason."""

    reason = forms.CharField(max_length=60)
    why = forms.CharField(max_length=LONGEST_REASON)


class WithdrawOverrideForm(ActForm):
    override = forms.UUIDField()
    why = forms.CharField(max_length=LONGEST_REASON)


def answers_in(said: MultiValueDict[str, Any]) -> dict[str, AnswerForm]:
    """The answered questions of a page, by rule: fields are named `rule-field`."""
    asked = [key.removesuffix("-value") for key in said if key.endswith("-value") and said[key]]
    unknown = [rule for rule in asked if rule not in load_rules().rules]
    if unknown:
        raise InvalidInput("answers", "ids of rules", got=unknown[0])
    return {rule: AnswerForm(said, prefix=rule) for rule in asked}


def day_answers_in(said: MultiValueDict[str, Any]) -> list[DayAnswer]:
    """The answers of the treatment day: one field for each question."""
    words = {reply.value: reply for reply in Reply}
    found = []
    for question in load_rules().day_questions:
        value = said.get(question.id, "")
        if value and value not in words:
            raise InvalidInput(question.id, f"one of {', '.join(words)}", got=value)
        if value:
            found.append(DayAnswer(question.id, words[value], _day_place(said, question.id)))
    return found


def _day_place(said: MultiValueDict[str, Any], question: str) -> tuple[Place, ...]:
    text = str(said.get(f"{question}-place", ""))
    return (place_from_text(text, load_rules()),) if text else ()
