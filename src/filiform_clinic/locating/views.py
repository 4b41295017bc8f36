"""The atlas as pages: pick a muscle, or pick a place. For staff; nothing about a patient."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from filiform.body import Body, Side
from filiform.knowledge import Atlas
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.locating import atlas as pages


@require_GET
@staff
def atlas(request: StaffRequest) -> HttpResponse:
    """Choose a muscle or a place; what was chosen leads to its page."""
    if muscle := request.GET.get("muscle"):
        if muscle not in Atlas.load().muscles:
            raise Http404("no such muscle")
        return redirect("locating:muscle", muscle)
    if area := request.GET.get("area"):
        if area not in Body.load().areas:
            raise Http404("no such area")
        return redirect("locating:place", area)
    context = {"muscles": pages.muscle_names(), "areas": pages.area_names()}
    return render(request, "locating/atlas.html", context)


@require_GET
@staff
def muscle(request: StaffRequest, muscle_id: str) -> HttpResponse:
    """One muscle on one side."""
    known = Atlas.load().muscles.get(muscle_id)
    if known is None:
        raise Http404("no such muscle")
    side = request.GET.get("side", known.sides[-1].value)
    if side not in {one.value for one in known.sides}:
        raise Http404("no such muscle on this side")
    return render(request, "locating/muscle.html", {"page": pages.muscle_page(known, Side(side))})


@require_GET
@staff
def place(request: StaffRequest, area_id: str) -> HttpResponse:
    """What can refer to a place."""
    known = Body.load().areas.get(area_id)
    if known is None:
        raise Http404("no such area")
    return render(request, "locating/place.html", {"page": pages.place_page(known)})
