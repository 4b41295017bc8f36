"""Turn problems and bad input into clear answers, as page, fragment or JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from filiform.errors import InvalidInput
from filiform_clinic.ui.posted import typed_words
from filiform_clinic.ui.problems import Problem

Handler = Callable[[HttpRequest], HttpResponse]


class ClearErrorsMiddleware:
    """Answer `InvalidInput` with 400 naming the field, and every `Problem` with its own status."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Problem):
            ask = {"clinic": error.clinic, "phone": error.phone}
            return explain(request, error.message, status=error.status, ask=ask)
        if isinstance(error, InvalidInput):
            return explain(request, str(error), status=400, field=error.field)
        return None


class PrivateByDefaultMiddleware:
    """Keep every answer out of every cache, unless its view says for how long it may be kept.

    Also problem pages: a browser may keep 404 and 410 by itself, and "back" after signing out on a
    shared machine must not show a patient.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


def explain(
    request: HttpRequest,
    message: str,
    *,
    status: int,
    field: str = "",
    ask: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer in the form that was asked for. `ask`: name and phone of the clinic to call."""
    if wants_json(request):
        return JsonResponse({"error": message, "field": field}, status=status)
    if request.headers.get("HX-Request") == "true":
        response = render(request, "ui/problem_fragment.html", {"message": message}, status=status)
        # htmx swaps error answers only when told to (see ui/static/ui/clinic.js).
        response["HX-Retarget"] = "#problem"
        response["HX-Reswap"] = "innerHTML"
        return response
    # A refusal before the act keeps what was typed; a person who may not do it needs none of it.
    typed = typed_words(request) if status in (400, 409, 423) else []
    context = {"message": message, "status": status, "ask": ask, "typed": typed}
    return render(request, "ui/problem.html", context, status=status)


def wants_json(request: HttpRequest) -> bool:
    """Whether the caller sent or asked for JSON."""
    return (
        request.content_type == "application/json"
        or request.headers.get("Accept", "").split(",")[0] == "application/json"
    )
