"""An address as a QR code: the patient's phone reads it from the screen of the front desk.

Drawn here and put into the page itself, because the address is a secret: no picture of it is asked
for, stored or cached. Black on white in both colour schemes, with the quiet zone of four modules
that ISO/IEC 18004 asks for.
"""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
MODULE = 6

register = template.Library()


@register.simple_tag
def qr_code(address: str) -> str:
    """The address as an SVG picture."""
    dark = modules(address)
    size = len(dark) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(dark)
        for x, is_dark in enumerate(row)
        if is_dark
    )
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{}v{}H0z"/>'
        '<path fill="#000" d="{}"/></svg>',
        _("QR code of the patient's link"),
        *(size * MODULE, size * MODULE, size, size, size, size),
        path,
    )


def modules(address: str) -> list[list[bool]]:
    """The dark modules, row by row, without the quiet zone."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return [[bool(one) for one in row] for row in code.get_matrix()]
