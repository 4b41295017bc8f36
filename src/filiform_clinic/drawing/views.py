"""Where does it hurt? The paint page, and the address where every stroke is saved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filiform.body import Body
from filiform.drawing import Scene, render_png
from filiform.drawing.documents import MAX_TEXT, parse_document
from filiform.intake import STEPS, Step
from filiform_clinic.access.patient import PatientRequest, patient
from filiform_clinic.drawing import actions, queries
from filiform_clinic.ui.body_chart import Chart, read_value
from filiform_clinic.ui.problems import TooLarge


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def where(request: PatientRequest) -> HttpResponse:
    """The body to paint on. The form saves too, for browsers without JavaScript."""
    if request.method == "POST":
        return _take(request)
    draft = queries.draft_of(request.link)
    return _page(request, draft, nothing="nothing" in request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def save(request: PatientRequest) -> HttpResponse:
    """JSON: the drawing so far on GET, one more state of it on POST."""
    if request.method != "POST":
        return _answer(queries.draft_of(request.link))
    document = parse_document(_body(request))
    revision = actions.check_revision("revision", document.get("revision"))
    base = document.get("base")
    try:
        saved = actions.save_draft(
            link=request.link,
            document=document,
            revision=revision,
            base=None if base is None else actions.check_revision("base", base),
        )
    except actions.StaleDrawing as stale:
        return _answer(stale.stored, status=409, error=stale.message)
    return JsonResponse({"revision": saved.revision})


@require_safe
@patient
def picture(request: PatientRequest, view: str) -> HttpResponse:
    """The drawing so far on one view, as a picture for pages without scripts."""
    if view not in Body.load().views:
        raise Http404("no such view")
    png = render_png(Body.load(), view, Scene(drawing=queries.draft_of(request.link).drawing()))
    return HttpResponse(png, content_type="image/png")


def _take(request: PatientRequest) -> HttpResponse:
    """Save what the form holds and go on; without a drawing, stay and say so."""
    document = read_value(request.POST)
    base = actions.check_revision("revision", _number(request.POST.get("revision", "")))
    try:
        saved = actions.save_draft(
            link=request.link, document=document, revision=base + 1, base=base
        )
    except actions.StaleDrawing as stale:
        mine = queries.Draft(document, stale.stored.revision)
        return _page(request, mine, changed=True, status=409)
    if not (saved.document["strokes"] or saved.document["listed"]):
        return _page(request, saved, nothing=True, status=400)
    return redirect("intake:scars", request.secret)


def _page(
    request: PatientRequest, draft: queries.Draft, *, status: int = 200, **said: bool
) -> HttpResponse:
    opening = queries.opening(request.link)
    chart = Chart(
        value=draft.document,
        revision=draft.revision,
        save_url=reverse("drawing:save", args=[request.secret]),
        view=opening.view,
        show_sensitive=opening.show_sensitive,
    )
    context = {
        "clinic_name": queries.clinic_name(request.link),
        "back": reverse("intake:when", args=[request.secret]),
        "step": Step.WHERE.number,
        "steps": STEPS,
        "chart": chart,
        **said,
    }
    return render(request, "drawing/where.html", context, status=status)


def _answer(draft: queries.Draft, *, status: int = 200, error: str = "") -> JsonResponse:
    content: dict[str, Any] = {"drawing": draft.document, "revision": draft.revision}
    return JsonResponse(content | ({"error": error} if error else {}), status=status)


def _body(request: HttpRequest) -> bytes:
    """The request's body, refused unread when it is too long."""
    too_large = TooLarge(_("The drawing is too large to be saved. Please clear some of it."))
    if int(request.headers.get("Content-Length") or 0) > MAX_TEXT:
        raise too_large
    try:
        return request.body
    except RequestDataTooBig:
        raise too_large from None


def _number(text: str) -> object:
    """Digits as a number, anything else as it is, to be refused by name."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text
