"""Phone numbers as links: on a phone, one tap calls."""

from __future__ import annotations

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def phone(number: object) -> str:
    """The number as a `tel:` link, never broken over two lines; empty for none."""
    shown = str(number or "").strip()
    dialled = "".join(sign for sign in shown if sign.isdigit() or sign == "+")
    if not dialled:
        return shown
    return format_html('<a class="phone" href="tel:{}">{}</a>', dialled, shown)
