"""Answers to other programs: JSON, errors as FHIR OperationOutcome, and who may read them."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers

from filiform.cli.documents import parse_json
from filiform.errors import InvalidInput
from filiform_clinic.api.problems import Unsupported
from filiform_clinic.ui.problems import TooLarge, TooMany

# Codes of the value set issue-type (FHIR R4).
_CODES = {
    400: "invalid", 401: "login", 403: "forbidden", 404: "not-found", 405: "not-supported",
    412: "incomplete", 413: "too-long", 415: "not-supported", 429: "throttled", 503: "transient",
}  # fmt: skip
_HEADERS = "Authorization, Content-Type, Accept"
_PREFLIGHT_SECONDS = 600


def read_json(request: HttpRequest, limit: int) -> Any:
    """The JSON document in the body; refused by size before it is read, and after it."""
    kind = request.content_type or ""
    if kind != "application/json" and not kind.endswith("+json"):
        raise Unsupported("Content-Type: application/json is expected")
    if _length(request) > limit:
        raise TooLarge(_too_large(limit))
    raw = request.read(limit + 1)
    if len(raw) > limit:
        raise TooLarge(_too_large(limit))
    return parse_json(raw, limit)


def _length(request: HttpRequest) -> int:
    said = request.headers.get("Content-Length", "0")
    return int(said) if said.isascii() and said.isdigit() else 0


def _too_large(limit: int) -> str:
    return f"at most {limit // 1_000_000} MB can be read at once"


def as_json(content: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(content, allow_nan=False), content_type="application/json")


def outcome(status: int, message: str, field: str = "") -> HttpResponse:
    """An error as FHIR R4 OperationOutcome: `expression` names the element."""
    issue: dict[str, Any] = {
        "severity": "error",
        "code": _CODES.get(status, "exception"),
        "diagnostics": message,
    }
    if field:
        issue["expression"] = [field]
    response = JsonResponse({"resourceType": "OperationOutcome", "issue": [issue]}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Filiform CDS Hooks"'
    return response


def refused(error: InvalidInput) -> HttpResponse:
    return outcome(400, str(error), error.field)


def throttled(problem: TooMany) -> HttpResponse:
    """429, with the seconds to wait where they are known."""
    response = outcome(429, problem.message)
    if problem.wait:
        response["Retry-After"] = str(problem.wait)
    return response


def shared(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let pages of the allowed origins read the answer; cookies are never part of it."""
    patch_vary_headers(response, ("Origin",))
    origin = request.headers.get("Origin", "")
    if "*" in settings.CDS_ORIGINS:
        response["Access-Control-Allow-Origin"] = "*"
    elif origin and origin in settings.CDS_ORIGINS:
        response["Access-Control-Allow-Origin"] = origin
    return response


def preflight(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """What a browser asks before it lets a page call."""
    response = HttpResponse(status=204)
    response["Allow"] = ", ".join(methods)
    if "Access-Control-Request-Method" in request.headers:
        response["Access-Control-Allow-Methods"] = ", ".join(methods)
        response["Access-Control-Allow-Headers"] = _HEADERS
        response["Access-Control-Max-Age"] = str(_PREFLIGHT_SECONDS)
    return response
