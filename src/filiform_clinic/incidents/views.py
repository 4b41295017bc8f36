"""First steps at once, then the entry of what happened."""

from __future__ import annotations

from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filiform.errors import InvalidInput
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.incidents.actions import follow_up, record_incident
from filiform_clinic.incidents.forms import FollowUpForm, IncidentForm
from filiform_clinic.incidents.queries import incident_page
from filiform_clinic.ui.problems import Conflict


@require_http_methods(["GET", "POST"])
@staff
def incident(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The page; a form with something missing or refused comes back with what was typed."""
    if request.method != "POST":
        return _page(request, visit_id, form=IncidentForm())
    form = IncidentForm(request.POST)
    if not form.is_valid():
        return _page(request, visit_id, status=400, form=form)
    try:
        record_incident(actor=request.actor, visit_id=visit_id, **form.cleaned_data)
    except InvalidInput as problem:
        return _page(request, visit_id, problem=str(problem), status=400, form=form)
    except Conflict as problem:
        return _page(request, visit_id, problem=problem.message, status=409, form=form)
    return redirect("incidents:incident", visit_id)


@require_POST
@staff
def followed_up(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """How an incident went on; with something missing the page comes back with what was typed."""
    form = FollowUpForm(request.POST)
    if form.is_valid():
        follow_up(actor=request.actor, visit_id=visit_id, **form.cleaned_data)
        return redirect("incidents:incident", visit_id)
    return _page(request, visit_id, status=400, form=IncidentForm(), later=form)


def _page(
    request: StaffRequest, visit_id: UUID, *, problem: str = "", status: int = 200, **forms: Form
) -> HttpResponse:
    chosen = request.POST.get("kind") or request.GET.get("kind", "")
    page = incident_page(request.actor, visit_id, chosen)
    context = {"page": page, "visit": page.visit, "problem": problem} | forms
    return render(request, "incidents/incident.html", context, status=status)
