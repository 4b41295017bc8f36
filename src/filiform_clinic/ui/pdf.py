"""Pages as tagged PDF (PDF/UA-1 form): the same words as on the screen, for print and readers.

Whether a file meets every rule of PDF/UA has not been checked by an independent validator here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from filiform_clinic.ui.problems import NotReady

_STYLE = Path(__file__).parent / "static" / "ui" / "print.css"


def pdf(
    request: HttpRequest, template: str, context: dict[str, Any], filename: str
) -> HttpResponse:
    """An answer with the template as PDF; `filename` names no patient."""
    html = render_to_string(template, context, request=request)
    answer = HttpResponse(to_pdf(html), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{filename}"'
    return answer


def to_pdf(html: str) -> bytes:
    """HTML as a tagged PDF, in the look of `print.css`. Nothing is fetched from anywhere.

    `NotReady` (503) where the system lacks what it takes; the page itself can still be printed.
    """
    # Imported late: it takes a second, and most processes never print.
    try:
        from weasyprint import CSS, HTML
        from weasyprint.urls import URLFetcher
    except OSError:  # it finds the text library Pango when it is imported, or fails
        raise NotReady(_("This installation cannot make PDFs: Pango is missing.")) from None

    fetcher = URLFetcher(allowed_protocols=("data",))
    page = HTML(string=html, url_fetcher=fetcher)
    styles = [CSS(string=_STYLE.read_text(encoding="utf-8"), url_fetcher=fetcher)]
    return bytes(page.write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1"))
