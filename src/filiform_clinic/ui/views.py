"""What the shared elements ask for, and the answer to a request that cannot be read."""

from __future__ import annotations

from functools import cache

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from filiform.body import Body
from filiform.drawing.catalogue import catalogue_json
from filiform_clinic.ui.middleware import explain


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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong with a request that was refused before any page saw it."""
    if isinstance(exception, RequestDataTooBig):
        return explain(request, _("That is more than this page can take at once."), status=413)
    return explain(request, _("Your browser sent something this page cannot read."), status=400)
