"""The consent text in blocks with their titles."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.consent import ConsentText, Said, Topic

register = template.Library()

TITLES: dict[Topic, Promise] = {
    Topic.WHAT: _("What it is"),
    Topic.WHY: _("Why it is done"),
    Topic.COMMON: _("What often happens"),
    Topic.SERIOUS: _("What seldom happens"),
    Topic.YOURS: _("What is special for you"),
    Topic.OTHER: _("What else you can do"),
    Topic.NOT_ACUPUNCTURE: _("What it is not"),
    Topic.WHO: _("Who does it"),
    Topic.RIGHTS: _("What you can ask for"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One topic with all that is said about it."""

    topic: Topic
    title: Promise
    passages: tuple[Said, ...]


@register.filter
def blocks(text: ConsentText) -> list[Block]:
    """The topics that have something to say, in order."""
    found = (Block(topic, TITLES[topic], text.about(topic)) for topic in Topic)
    return [block for block in found if block.passages]


@register.filter
def of(table: dict[str, str], key: str) -> str:
    """The value of a key in a table, empty without one."""
    return table.get(key, "")
