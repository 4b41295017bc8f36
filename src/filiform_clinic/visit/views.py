"""The visit on one screen: the page, and its right-hand column by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from filiform.journey import Step
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.needling import queries as needling
from filiform_clinic.visit.examine import also_from, examine_step, needle_targets
from filiform_clinic.visit.queries import VisitPage, open_visit


@require_GET
@staff
@vary_on_headers("HX-Request")
def visit(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The whole page, or for htmx the current step alone."""
    alone = request.headers.get("HX-Request") == "true"
    chosen = request.GET.get("step")
    page = open_visit(request.actor, visit_id, chosen, "step" if alone else "page")
    context: dict[str, Any] = {"page": page, "visit": page.visit, "person": page.person}
    context |= {"alone": alone} | _step_context(request, page)
    return render(request, "visit/_step.html" if alone else "visit/visit.html", context)


def _step_context(request: StaffRequest, page: VisitPage) -> dict[str, Any]:
    actor, visit_id = request.actor, page.visit.pk
    match page.step:
        case Step.EXAMINE:
            return {"examine": examine_step(actor, visit_id, also_from(request.GET))}
        case Step.NEEDLE:
            return {
                "step": needling.needle_step(actor, visit_id),
                "targets": needle_targets(actor, visit_id),
                "devices": needling.device_choices(),
                "muscles": needling.muscle_choices(),
            }
        case Step.NOTE | Step.SIGN:
            return {"step": needling.note_step(actor, visit_id)}
