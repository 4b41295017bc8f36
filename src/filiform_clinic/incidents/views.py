"""First steps at once, then the entry of what happened."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filiform.errors import InvalidInput
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.incidents.actions import record_incident
from filiform_clinic.incidents.forms import IncidentForm
from filiform_clinic.incidents.queries import incident_page
from filiform_clinic.ui.problems import Conflict


@require_http_methods(["GET", "POST"])
@staff
def incident(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The page; a form with something missing or refused comes back with what was typed."""
    if request.method != "POST":
        return _page(request, visit_id, IncidentForm())
    form = IncidentForm(request.POST)
    if not form.is_valid():
        return _page(request, visit_id, form, status=400)
    try:
        record_incident(actor=request.actor, visit_id=visit_id, **form.cleaned_data)
    except InvalidInput as problem:
        return _page(request, visit_id, form, problem=str(problem), status=400)
    except Conflict as problem:
        return _page(request, visit_id, form, problem=problem.message, status=409)
    return redirect("incidents:incident", visit_id)


def _page(
    request: StaffRequest,
    visit_id: UUID,
    form: IncidentForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    chosen = request.POST.get("kind") or request.GET.get("kind", "")
    page = incident_page(request.actor, visit_id, chosen)
    context = {"page": page, "visit": page.visit, "form": form, "problem": problem}
    return render(request, "incidents/incident.html", context, status=status)
