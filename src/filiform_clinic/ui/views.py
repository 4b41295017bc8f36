"""What the shared elements ask for."""

from __future__ import annotations

from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from filiform.body import Body
from filiform.drawing.catalogue import catalogue_json


@require_safe
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def body_areas(request: HttpRequest, version: str) -> HttpResponse:
    """Names and cells of all areas; the address changes with the body, so it can be kept."""
    if version != Body.load().version:
        raise Http404
    return HttpResponse(_catalogue(), content_type="application/json")


@cache
def _catalogue() -> str:
    return catalogue_json(Body.load())
