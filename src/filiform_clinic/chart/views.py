"""Patients: search, and one patient over time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.chart.people import Search
from filiform_clinic.chart.queries import drawing_png, find, patient_page
from filiform_clinic.chart.scores import curve


@require_GET
@staff
@vary_on_headers("HX-Request")
def patients(request: StaffRequest) -> HttpResponse:
    """Search; for htmx the list alone."""
    search = Search(request.GET.get("q", ""))
    alone = request.headers.get("HX-Request") == "true"
    template = "chart/_patients.html" if alone else "chart/patients.html"
    context = {"search": search, "found": find(request.actor, search)}
    return render(request, template, context)


@require_GET
@staff
def patient(request: StaffRequest, patient_id: UUID) -> HttpResponse:
    page = patient_page(request.actor, patient_id, timezone.localdate())
    return render(request, "chart/patient.html", {"page": page, "curve": curve(page.scores)})


@require_GET
@staff
@cache_control(private=True, max_age=3600)
def drawing(request: StaffRequest, patient_id: UUID, entry_id: UUID) -> HttpResponse:
    png = drawing_png(request.actor, patient_id, entry_id)
    return HttpResponse(png, content_type="image/png")
