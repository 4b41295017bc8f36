"""The visit on one screen: the page, and its right-hand column by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from filiform.body import Side
from filiform.journey import Step
from filiform.knowledge import Atlas
from filiform_clinic.access.actor import Actor, StaffRequest, staff
from filiform_clinic.aftercare import queries as aftercare
from filiform_clinic.consent import queries as consent
from filiform_clinic.exam.past import past
from filiform_clinic.needling import queries as needling
from filiform_clinic.note import queries as note
from filiform_clinic.plan import queries as plan
from filiform_clinic.screening.queries import ribbon
from filiform_clinic.sharps import queries as sharps
from filiform_clinic.supervision import queries as supervision
from filiform_clinic.ui.body_chart import Chart
from filiform_clinic.visit import layers as body
from filiform_clinic.visit.examine import examine_step, needle_targets, targets_in
from filiform_clinic.visit.measure import measure_step, retest_step
from filiform_clinic.visit.queries import VisitPage, open_visit, pain_places


@require_GET
@staff
@vary_on_headers("HX-Request")
def visit(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The whole page, or for htmx the current step alone."""
    alone = request.headers.get("HX-Request") == "true"
    chosen = request.GET.get("step")
    page = open_visit(request.actor, visit_id, chosen, "step" if alone else "page")
    context: dict[str, Any] = {"page": page, "visit": page.visit, "person": page.person}
    context |= {"ribbon": ribbon(request.actor, visit_id)}
    context |= {"alone": alone} | _step_context(request, page)
    if not alone:
        context |= {"chart": _chart(request.actor, visit_id), "places": pain_places(page.visit)}
        context |= {"zones_version": body.zones_version()}
        context |= {"supervision": supervision.panel(request.actor, visit_id)}
    return render(request, "visit/_step.html" if alone else "visit/visit.html", context)


def _chart(actor: Actor, visit_id: UUID) -> Chart:
    scene = body.scene(actor, visit_id)
    layers = scene.layers | {"sites": body.site_points()}
    return Chart(mode="mark", layers=layers, view=scene.view)


@require_GET
@staff
def layers(request: StaffRequest, visit_id: UUID) -> JsonResponse:
    """What the body shows now."""
    open_visit(request.actor, visit_id, None, "layers")
    return JsonResponse(body.scene(request.actor, visit_id).layers)


@require_GET
@staff
@cache_control(private=True, max_age=3600)
def zones(request: StaffRequest, version: str, muscle: str, side: str) -> JsonResponse:
    """Where a muscle is palpated and where it is felt; nothing about a patient."""
    if version != body.zones_version():
        raise Http404("zones of another atlas or body")
    known = Atlas.load().muscles.get(muscle)
    if known is None or side not in known.sides:
        raise Http404("no such muscle on this side")
    return JsonResponse(body.zone_layer(muscle, Side(side)))


def _step_context(request: StaffRequest, page: VisitPage) -> dict[str, Any]:
    actor, visit_id = request.actor, page.visit.pk
    match page.step:
        case Step.EXAMINE:
            measures = measure_step(actor, visit_id, request.GET)
            if measures.kind:
                return {"measures": measures}
            also = targets_in(request.GET, "also")
            return {"examine": examine_step(actor, visit_id, also), "measures": measures}
        case Step.PLAN:
            return {"step": plan.plan_step(actor, visit_id)}
        case Step.CONSENT:
            return {"step": consent.consent_step(actor, visit_id)}
        case Step.NEEDLE:
            step = needling.needle_step(actor, visit_id)
            targets = needle_targets(actor, visit_id, step.habits.target)
            return {
                "step": needling.with_current(step, actor, visit_id),
                "copy": needling.copy_step(actor, visit_id),
                "count": sharps.count_step(actor, visit_id),
                "session": sharps.session_step(actor, visit_id),
                "targets": targets,
                "any_chosen": any(target.chosen for target in targets),
                "devices": needling.device_choices(),
                "muscles": needling.muscle_choices(),
                "needled_before": past(actor, visit_id).each,
                "supervised": supervision.needed(actor, visit_id),
            }
        case Step.RETEST:
            return {"retest": retest_step(actor, visit_id)}
        case Step.AFTERCARE:
            return {"step": aftercare.aftercare_step(actor, visit_id)}
        case Step.NOTE | Step.SIGN:
            return {"step": note.note_step(actor, visit_id)}
