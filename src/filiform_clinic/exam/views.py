"""Take taps on palpation buttons, and the measures of the examination and the re-test."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.needling import Target
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.scope import visit_of
from filiform_clinic.exam.actions import Said, record_finding, record_palpation
from filiform_clinic.exam.again import measure_again
from filiform_clinic.exam.forms import FORMS, MeasureForm, PalpationForm
from filiform_clinic.ui.answers import changed, quiet
from filiform_clinic.ui.fields import cleaned
from filiform_clinic.ui.problems import Conflict


@require_POST
@staff
def palpation(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Record one finding, then let the list rank anew."""
    said = cleaned(PalpationForm(request.POST))
    record_palpation(
        actor=request.actor,
        visit_id=visit_id,
        id=said["id"],
        target=Target(said["muscle"], Side(said["side"]), said["site"]),
        results=said["result"],
        replaces=said["replaces"],
    )
    back_to = reverse("visit:visit", args=[visit_id]) + "?step=examine"
    return changed(request, "findings-changed", back_to)


@require_POST
@staff
def measure(request: StaffRequest, visit_id: UUID, kind: str) -> HttpResponse:
    """Record one measure or take it back, then let the list rank anew.

    What cannot be recorded comes back to a plain form as it was typed, with the reason.
    """
    if kind not in FORMS:
        raise Http404("no such measure")
    form = FORMS[kind](request.POST)
    try:
        said = _said(form)
        record_finding(actor=request.actor, visit_id=visit_id, said=said)
    except (InvalidInput, Conflict) as problem:
        if quiet(request):
            raise
        return _again(request, visit_id, form, problem)
    step = "retest" if said.retest else f"examine&measure={kind}"
    back_to = reverse("visit:visit", args=[visit_id]) + f"?step={step}"
    return changed(request, "findings-changed", back_to)


def _again(
    request: StaffRequest, visit_id: UUID, form: MeasureForm, problem: InvalidInput | Conflict
) -> HttpResponse:
    """The measure alone on a page, its fields as they were sent."""
    page = measure_again(request.actor, visit_id, form, problem)
    if page is None:
        raise problem
    context = {"page": page, "visit": visit_of(request.actor, visit_id)}
    status = problem.status if isinstance(problem, Conflict) else 400
    return render(request, "exam/again.html", context, status=status)


def _said(form: MeasureForm) -> Said:
    said = cleaned(form)
    finding = None if said["undo"] else form.finding()
    return Said(said["id"], form.about(), finding, said["replaces"], said["retest"])
