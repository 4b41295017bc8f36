"""What a page sends of a form that is being filled in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200_000
MOST_FIELDS = 600


class TypedField(forms.JSONField):
    """Names and values of a form, in its order: `[["words", "said"], ...]`."""

    def clean(self, value: Any) -> list[list[str]]:
        if len(str(value)) > LONGEST:
            raise forms.ValidationError(_("This is more than a draft can hold."))
        found = super().clean(str(value).replace("\\u0000", ""))
        if not _is_pairs(found):
            raise forms.ValidationError(_("This must be a list of names and values."))
        return [[name, text] for name, text in found]


def _is_pairs(found: object) -> bool:
    return (
        isinstance(found, list)
        and len(found) <= MOST_FIELDS
        and all(isinstance(one, list) and len(one) == 2 for one in found)
        and all(isinstance(part, str) for one in found for part in one)
    )


class KeepForm(forms.Form):
    """A form as it stands, with the revision and the token of its page."""

    token = forms.SlugField(max_length=40)
    base = forms.IntegerField(min_value=0)
    typed = TypedField()


class DiscardForm(forms.Form):
    """The revision that is thrown away."""

    base = forms.IntegerField(min_value=0)
