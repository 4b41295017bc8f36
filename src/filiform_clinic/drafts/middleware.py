"""Note that a form was sent and taken, whichever room took it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse

from filiform_clinic.access.actor import StaffRequest
from filiform_clinic.access.patient import PatientRequest
from filiform_clinic.drafts import actions, queries
from filiform_clinic.drafts.kinds import PatientForm, StaffForm
from filiform_clinic.ui.problems import Problem

FIELD = "_draft"
_LONGEST_TOKEN = 40


class SentMiddleware:
    """A page whose form keeps drafts sends `_draft` with it: the form's name and the page's token.

    A redirect or 204 means that the form was taken. This comes after the act's own transaction: if
    it fails, words are offered again that were sent, and sending them again is the same act.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in (204, 302):
            _note(request)
        return response


def _note(request: HttpRequest) -> None:
    form, _, token = request.POST.get(FIELD, "").partition(":")
    if not 0 < len(token) <= _LONGEST_TOKEN:
        return
    # The act itself was done: whoever may do it and keep no draft has none.
    with suppress(Problem, Http404):
        if place := _place(request, form):
            actions.note_sent(place=place, token=token)


def _place(request: HttpRequest, form: str) -> queries.Place | None:
    """The form, if the request was let in by its view: only then it has an actor or a link."""
    kwargs: dict[str, Any] = request.resolver_match.kwargs if request.resolver_match else {}
    if hasattr(request, "actor") and "visit_id" in kwargs and form in set(StaffForm):
        actor = cast(StaffRequest, request).actor
        return queries.place_of_staff(actor, kwargs["visit_id"], StaffForm(form))
    if hasattr(request, "link") and form in set(PatientForm):
        link = cast(PatientRequest, request).link
        return queries.place_of_patient(request, link, PatientForm(form))
    return None
