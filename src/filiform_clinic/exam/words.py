"""The words on the buttons of the examination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROM_WORDS: Mapping[str, Promise] = {
    "normal": _("full"),
    "limited": _("limited"),
    "painful": _("painful"),
    "limited_painful": _("both"),
}
SIDE_WORDS: Mapping[str, Promise] = {
    "left": _("left"),
    "right": _("right"),
    "both": _("both sides"),
    "midline": _("midline"),
}
RESISTED_WORDS: Mapping[str, Promise] = {
    "free": _("strong, no pain"),
    "painful": _("painful"),
    "weak": _("weak"),
    "painful_weak": _("both"),
}
MOBILITY_WORDS: Mapping[str, Promise] = {
    "free": _("free"),
    "restricted": _("restricted"),
    "stuck": _("stuck"),
}
SENSITIVITY_WORDS: Mapping[str, Promise] = {
    "normal": _("normal"),
    "less": _("less"),
    "more": _("more"),
    "painful": _("painful"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer as a button."""

    value: str
    label: Promise
    chosen: bool


def choices(words: Mapping[str, Promise], now: str) -> tuple[Choice, ...]:
    """Each answer, the one that stands chosen."""
    return tuple(Choice(value, label, value == now) for value, label in words.items())
