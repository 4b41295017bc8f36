"""Is the process alive, and can it serve? For whoever runs it; says nothing about anybody."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from filiform.errors import FiliformError
from filiform_clinic.api.queries import unready
from filiform_clinic.api.warm import warm


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Database reachable and up to date, knowledge loaded; 503 and a word otherwise."""
    try:
        warm()
        missing = unready()
    except DatabaseError:
        missing = "database"
    except FiliformError:
        missing = "knowledge"
    if missing:
        return JsonResponse({"status": "not ready", "missing": missing}, status=503)
    return JsonResponse({"status": "ready"})
