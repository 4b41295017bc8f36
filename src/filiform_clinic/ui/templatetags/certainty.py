"""How sure the research is, in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from filiform.education import Certainty, EvidenceCard

register = template.Library()


@register.filter
def certainty_words(card: EvidenceCard) -> str:
    """ "low to moderate", "very low", or that all there is is one small study."""
    words = {
        Certainty.VERY_LOW: _("very low"),
        Certainty.LOW: _("low"),
        Certainty.MODERATE: _("moderate"),
        Certainty.HIGH: _("high"),
    }
    if card.one_trial:
        return _("one small study")
    return _(" to ").join(words[level] for level in card.certainty)
