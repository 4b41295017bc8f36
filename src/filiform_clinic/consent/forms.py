"""What the consent forms send."""

from __future__ import annotations

from typing import Any

from django import forms

from filiform.consent import Decision, Signature, read_signature
from filiform.knowledge.parts import Parts
from filiform_clinic.ui.fields import ClientIdField

LONGEST_NAME = 200
LONGEST_WORDS = 2_000
# A long signature takes some tens of thousands of characters.
LONGEST_STROKES = 300_000


class PartsForm(forms.Form):
    """The parts of the body on the plan."""

    part = forms.MultipleChoiceField(choices=[(part, part) for part in Parts.load().parts])


class DecisionForm(PartsForm):
    """A yes or no to the text that the page showed (`seen` is its digest)."""

    id = ClientIdField()
    seen = forms.CharField(max_length=64)
    decision = forms.ChoiceField(
        choices=[(one.value, one.value) for one in (Decision.AGREED, Decision.REFUSED)]
    )
    name = forms.CharField(max_length=LONGEST_NAME, required=False)
    strokes = forms.CharField(max_length=LONGEST_STROKES, required=False)
    representative = forms.CharField(max_length=LONGEST_NAME, required=False)
    relation = forms.CharField(max_length=LONGEST_NAME, required=False)
    interpreter = forms.CharField(max_length=LONGEST_NAME, required=False)
    chaperone = forms.CharField(max_length=LONGEST_NAME, required=False)
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)

    @property
    def decided(self) -> Decision:
        return Decision(self.cleaned_data["decision"])

    @property
    def signature(self) -> Signature | None:
        """The signature; None where somebody refuses without signing."""
        said = self.cleaned_data
        if self.decided is Decision.REFUSED and not said["name"].strip():
            return None
        return read_signature(said["name"], said["strokes"])

    @property
    def people(self) -> dict[str, str]:
        said = self.cleaned_data
        names = ("representative", "relation", "interpreter", "chaperone", "words")
        return {name: said[name].strip() for name in names}

    @property
    def answers(self) -> dict[str, str]:
        """What was chosen for each question, by its id."""
        prefix = "answer-"
        chosen: dict[str, Any] = {
            key.removeprefix(prefix): self.data[key] for key in self.data if key.startswith(prefix)
        }
        return {key: str(value) for key, value in chosen.items()}


class WithdrawForm(forms.Form):
    """The patient takes the consent back."""

    id = ClientIdField()
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)
