"""Take acts on needles; show, save, sign and amend the note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from filiform.needling import Act
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.needling import actions
from filiform_clinic.needling.forms import (
    ActForm,
    AmendForm,
    CountForm,
    DraftForm,
    MarkerForm,
    SignForm,
    WithdrawForm,
)
from filiform_clinic.needling.queries import read_note
from filiform_clinic.ui.answers import changed
from filiform_clinic.ui.fields import cleaned
from filiform_clinic.ui.problems import Conflict

_FORMS: dict[Act, type[ActForm]] = {
    Act.PLACED: MarkerForm,
    Act.ADJUSTED: MarkerForm,
    Act.REMOVED: CountForm,
    Act.NOT_OUT: CountForm,
    Act.WITHDRAWN: WithdrawForm,
}


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
    back_to = reverse("visit:visit", args=[visit_id]) + "?step=needle"
    return changed(request, "needles-changed", back_to)


@require_GET
@staff
def note(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The note on a page of its own: to read, print, sign and amend."""
    return _note_page(request, visit_id)


@require_POST
@staff
def draft(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Keep the free text; answers with its new revision, or with the page for a plain form."""
    said = cleaned(DraftForm(request.POST))
    revision = actions.save_draft(
        actor=request.actor,
        visit_id=visit_id,
        free_text=said["free_text"],
        revision=said["revision"],
    )
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"revision": revision})
    return redirect(reverse("visit:visit", args=[visit_id]) + "?step=note")


@require_POST
@staff
def sign(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Sign; what stands in the way is told beside the newest state, with the text kept."""
    said = cleaned(SignForm(request.POST))
    try:
        actions.sign_note(actor=request.actor, visit_id=visit_id, **said)
    except Conflict as problem:
        return _refused(request, visit_id, problem, said)
    return redirect("needling:note", visit_id)


@require_POST
@staff
def amend(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Add a version with a reason."""
    said = cleaned(AmendForm(request.POST))
    try:
        actions.amend_note(actor=request.actor, visit_id=visit_id, **said)
    except Conflict as problem:
        return _refused(request, visit_id, problem, said)
    return redirect("needling:note", visit_id)


def _refused(
    request: StaffRequest, visit_id: UUID, problem: Conflict, said: dict[str, Any]
) -> HttpResponse:
    """The page as it is now, the reason, and the words that were not taken."""
    return _note_page(request, visit_id, problem=problem.message, kept=said, status=problem.status)


def _note_page(
    request: StaffRequest, visit_id: UUID, *, status: int = 200, **more: Any
) -> HttpResponse:
    step = read_note(request.actor, visit_id)
    return render(
        request, "needling/note.html", {"step": step, "visit": step.visit, **more}, status=status
    )
