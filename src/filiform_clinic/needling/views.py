"""Take acts on needles; answer with the step."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from filiform.needling import Act
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.needling import actions
from filiform_clinic.needling.forms import (
    ActForm,
    AllOutForm,
    AnswerForm,
    BatchForm,
    CountForm,
    MarkerForm,
    RestForm,
    TakeBackForm,
    WithdrawForm,
)
from filiform_clinic.needling.queries import near_targets
from filiform_clinic.ui.answers import changed
from filiform_clinic.ui.fields import cleaned

_FORMS: dict[Act, type[ActForm]] = {
    Act.PLACED: MarkerForm,
    Act.ADJUSTED: MarkerForm,
    Act.ANSWERED: AnswerForm,
    Act.REMOVED: CountForm,
    Act.NOT_OUT: CountForm,
    Act.WITHDRAWN: WithdrawForm,
}
ACTS = tuple(_FORMS)


@require_POST
@staff
def needle(request: StaffRequest, visit_id: UUID, act: Act) -> HttpResponse:
    """One act on one marker."""
    form = _FORMS[act](request.POST)
    said = cleaned(form)
    actions.record_needles(
        actor=request.actor,
        visit_id=visit_id,
        id=said["id"],
        marker=said["marker"],
        act=act.value,
        details=form.details(),
        after=said["after"],
    )
    return _changed(request, visit_id)


@require_POST
@staff
def all_out(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """All needles at once, confirmed by their number."""
    said = cleaned(AllOutForm(request.POST))
    actions.remove_all(actor=request.actor, visit_id=visit_id, **said)
    return _changed(request, visit_id)


@require_POST
@staff
def copy_last(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The last session taken over as planned markers."""
    said = cleaned(BatchForm(request.POST))
    actions.copy_last(actor=request.actor, visit_id=visit_id, **said)
    return _changed(request, visit_id)


@require_POST
@staff
def place_all(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Every planned marker went in."""
    said = cleaned(BatchForm(request.POST))
    actions.place_all(actor=request.actor, visit_id=visit_id, **said)
    return _changed(request, visit_id)


@require_POST
@staff
def drop_planned(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The planned markers are taken back."""
    said = cleaned(BatchForm(request.POST))
    actions.drop_planned(actor=request.actor, visit_id=visit_id, **said)
    return _changed(request, visit_id)


@require_POST
@staff
def take_back(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """All that one tap placed was never in."""
    said = cleaned(TakeBackForm(request.POST))
    actions.take_back(actor=request.actor, visit_id=visit_id, **said)
    return _changed(request, visit_id)


@require_POST
@staff
def answer_rest(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The same answer for all markers that have none."""
    form = RestForm(request.POST)
    said = cleaned(form)
    actions.answer_rest(actor=request.actor, visit_id=visit_id, id=said["id"], said=form.details())
    return _changed(request, visit_id)


@require_GET
@staff
def near(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The muscles that a tap on the body may have meant: what lies in reach, and the verdict."""
    found = near_targets(request.actor, visit_id, request.GET.getlist("target"))
    context = {"targets": found, "about": request.GET.get("about")}
    return render(request, "needling/_near.html", context)


def _changed(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    back_to = reverse("visit:visit", args=[visit_id]) + "?step=needle"
    return changed(request, "needles-changed", back_to)
