"""The patient's side of access: pages that only a link and the birth date open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from filiform_clinic.access.links import opened_link
from filiform_clinic.records.models import PatientLink
from filiform_clinic.ui.middleware import wants_json
from filiform_clinic.ui.problems import Refused

P = ParamSpec("P")
Link = PatientLink
"""The row behind an opened link, for views to pass on to queries and actions."""


class PatientRequest(HttpRequest):
    """A request that `patient` has let through."""

    link: PatientLink
    secret: str


def patient(
    view: Callable[Concatenate[PatientRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """Let in who has opened the link in this browser, put `request.link` on the request, and show
    the clinic's time.

    Others are asked for the birth date first; a script that wants JSON is told so.
    """

    @wraps(view)
    def guarded(
        request: HttpRequest, secret: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        link = opened_link(request, secret)
        if link is None:
            if wants_json(request):
                raise Refused(_("Please open your link again and enter your birth date."))
            return private(redirect("intake:start", secret))
        patient_request = cast(PatientRequest, request)
        patient_request.link, patient_request.secret = link, secret
        with timezone.override(link.visit.organisation.time_zone):
            return private(view(patient_request, *args, **kwargs))

    return cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", guarded)


def copies(
    purpose: str, door: str
) -> Callable[
    [Callable[Concatenate[PatientRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, P], HttpResponse],
]:
    """The same for links of another purpose: `door` is the page that asks the birth date."""

    def decorate(
        view: Callable[Concatenate[PatientRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
        @wraps(view)
        def guarded(
            request: HttpRequest, secret: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            link = opened_link(request, secret, purpose)
            if link is None:
                return private(redirect(door, secret))
            patient_request = cast(PatientRequest, request)
            patient_request.link, patient_request.secret = link, secret
            with timezone.override(link.visit.organisation.time_zone):
                return private(view(patient_request, *args, **kwargs))

        return cast("Callable[Concatenate[HttpRequest, str, P], HttpResponse]", guarded)

    return decorate


def private(response: HttpResponse) -> HttpResponse:
    """Mark an answer as nothing to keep in any cache."""
    add_never_cache_headers(response)
    # The secret in the address stays on this host. ("no-referrer" would make browsers send
    # "Origin: null" with forms, which the protection against forged requests refuses.)
    response["Referrer-Policy"] = "same-origin"
    return response
