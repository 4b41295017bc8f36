"""First steps at once, then the entry of what happened."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.incidents.actions import record_incident
from filiform_clinic.incidents.forms import IncidentForm
from filiform_clinic.incidents.queries import incident_page


@require_http_methods(["GET", "POST"])
@staff
def incident(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The page; a form with something missing comes back with what was typed."""
    form = IncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_incident(actor=request.actor, visit_id=visit_id, **form.cleaned_data)
        return redirect("incidents:incident", visit_id)
    chosen = request.POST.get("kind") or request.GET.get("kind", "")
    page = incident_page(request.actor, visit_id, chosen)
    context = {"page": page, "visit": page.visit, "form": form}
    status = 400 if request.method == "POST" else 200
    return render(request, "incidents/incident.html", context, status=status)
