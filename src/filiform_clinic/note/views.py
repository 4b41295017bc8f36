"""Show, save, sign and amend the note."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from filiform.note import Soap
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.note import actions
from filiform_clinic.note.forms import AmendForm, DraftForm, SignForm
from filiform_clinic.note.queries import read_note
from filiform_clinic.ui.fields import cleaned
from filiform_clinic.ui.pdf import pdf
from filiform_clinic.ui.problems import Conflict


@require_GET
@staff
def note(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The note on a page of its own: to read, print, sign and amend."""
    return _note_page(request, visit_id)


@require_GET
@staff
def note_pdf(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Every signed version as tagged PDF; a note that is not signed is not printed."""
    step = read_note(request.actor, visit_id)
    if not step.signed:
        raise Http404("not signed yet")
    context = {"step": step, "visit": step.visit, "clinic": request.actor.organisation_name}
    return pdf(request, "note/note_pdf.html", context, "note.pdf")


@require_POST
@staff
def draft(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Keep the words; answers with its new revision, or with the page for a plain form."""
    said = cleaned(DraftForm(request.POST))
    by_script = request.headers.get("Accept") == "application/json"
    try:
        revision = actions.save_draft(actor=request.actor, visit_id=visit_id, **said)
    except actions.StaleWords as problem:
        return (
            JsonResponse(_theirs(problem), status=409)
            if by_script
            else _refused(request, visit_id, problem, said)
        )
    if by_script:
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
    return redirect("note:note", visit_id)


@require_POST
@staff
def amend(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Add a version with a reason."""
    said = cleaned(AmendForm(request.POST))
    try:
        actions.amend_note(actor=request.actor, visit_id=visit_id, **said)
    except Conflict as problem:
        return _refused(request, visit_id, problem, said)
    return redirect("note:note", visit_id)


def _theirs(problem: actions.StaleWords) -> dict[str, Any]:
    """What stands now, by field, so that the page can show both."""
    draft = problem.draft
    words = {part.value: draft.words.get(part.value, "") for part in Soap}
    return {
        "error": problem.message,
        "field": "",
        "revision": draft.revision,
        "theirs": {"free_text": draft.free_text} | words,
    }


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
        request, "note/note.html", {"step": step, "visit": step.visit, **more}, status=status
    )
