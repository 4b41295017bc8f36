"""CDS Hooks 2.0 over HTTP: discovery, services, feedback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from filiform.cds_hooks import SERVICES, answer, discovery, lacking, read_feedback, read_request
from filiform.errors import InvalidInput
from filiform_clinic.access import limits
from filiform_clinic.api.actions import store_feedback
from filiform_clinic.api.answers import (
    as_json,
    outcome,
    preflight,
    read_json,
    refused,
    shared,
    throttled,
)
from filiform_clinic.api.clients import Trusted, allowed_servers, configured
from filiform_clinic.api.fetching import completed
from filiform_clinic.api.problems import Missing
from filiform_clinic.api.tokens import caller
from filiform_clinic.ui.problems import Problem, TooMany

View = Callable[..., HttpResponse]
_FEEDBACK_BYTES = 1_000_000
_STRANGERS_BYTES = 2_000_000


def endpoint(*methods: str) -> Callable[[View], View]:
    """An address for programs: JSON in and out, no cookies, so no forgery by other sites' pages."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **names: Any) -> HttpResponse:
            if not settings.CDS_ENABLED:
                raise Http404
            return shared(request, _answered(view, methods, request, **names))

        return csrf_exempt(guarded)

    return wrap


def _answered(
    view: View,
    methods: tuple[str, ...],
    request: HttpRequest,
    **names: Any,
) -> HttpResponse:
    if request.method == "OPTIONS":
        return preflight(request, (*methods, "OPTIONS"))
    if request.method not in methods:
        response = outcome(405, f"one of {', '.join(methods)} is expected")
        response["Allow"] = ", ".join((*methods, "OPTIONS"))
        return response
    try:
        return view(request, **names)
    except InvalidInput as error:
        return refused(error)
    except TooMany as problem:
        return throttled(problem)
    except Problem as problem:
        return outcome(problem.status, problem.message)
    except RecursionError:
        return outcome(400, "JSON that is not nested hundreds of levels deep is expected")
    except (BadRequest, UnreadablePostError):
        return outcome(400, "the request could not be read")


@endpoint("GET", "HEAD")
def services(request: HttpRequest) -> HttpResponse:
    """Discovery: says what the documentation says, so it is open to everybody."""
    return as_json(discovery(configured()))


@endpoint("POST")
def service(request: HttpRequest, name: str) -> HttpResponse:
    """Cards for one call of a hook. Nothing of it is stored."""
    if name not in SERVICES:
        return _no_service()
    client = _known(request, f"/cds-services/{name}")
    asked = read_request(name, read_json(request, _limit(client)))
    config = configured()
    records = completed(asked, config, allowed_servers(client))
    if absent := lacking(records):
        raise Missing(f"needed and not given: {', '.join(f'prefetch.{key}' for key in absent)}")
    return as_json(answer(asked, records, on=timezone.localdate(), config=config))


@endpoint("POST")
def feedback(request: HttpRequest, name: str) -> HttpResponse:
    """What people did with cards."""
    if name not in SERVICES:
        return _no_service()
    client = _known(request, f"/cds-services/{name}", f"/cds-services/{name}/feedback")
    entries = read_feedback(name, read_json(request, _FEEDBACK_BYTES))
    store_feedback(client, service=name, entries=entries)
    return as_json({})


def _known(request: HttpRequest, *addresses: str) -> Trusted | None:
    """Who calls; a stranger may not call as often as a hospital."""
    client = caller(request, *addresses)
    if client is None and settings.CDS_CALLS:
        limits.check(request, replace(limits.API, most=settings.CDS_CALLS))
    return client


def _limit(client: Trusted | None) -> int:
    """Bytes that are read: a stranger may not keep us as busy as a hospital."""
    most = settings.CDS_MAX_BYTES
    return most if client else min(most, _STRANGERS_BYTES)


def _no_service() -> HttpResponse:
    return outcome(404, f"one of {', '.join(SERVICES)} is expected", "id")
