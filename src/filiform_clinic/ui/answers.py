"""How an act is answered: quietly when the page stays, with a redirect when it was a plain form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from filiform_clinic.ui.middleware import wants_json


def quiet(request: HttpRequest) -> bool:
    """Whether a script asks, whose page stays as it is."""
    return request.headers.get("HX-Request") == "true" or wants_json(request)


def changed(request: HttpRequest, event: str, back_to: str) -> HttpResponse:
    """204 with the event for htmx and for scripts; for a plain form, back to its page."""
    if quiet(request):
        response = HttpResponse(status=204, headers={"HX-Trigger": event})
    else:
        response = redirect(back_to)
    patch_vary_headers(response, ["HX-Request", "Accept"])
    return response
