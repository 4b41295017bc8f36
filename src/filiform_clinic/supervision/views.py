"""Take the acts of supervision, and list the notes that wait for a second signature."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.supervision import actions, queries
from filiform_clinic.supervision.forms import BeginForm, CosignForm, EndForm
from filiform_clinic.ui.fields import cleaned


@require_safe
@staff
def waiting(request: StaffRequest) -> HttpResponse:
    """Notes that wait for a second signature."""
    return render(request, "supervision/waiting.html", {"waiting": queries.waiting(request.actor)})


@require_POST
@staff
def begin(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Watch a visit from now on."""
    said = cleaned(BeginForm(request.POST))
    actions.begin(actor=request.actor, visit_id=visit_id, **said)
    messages.success(request, _("You supervise this visit now."))
    return redirect("visit:visit", visit_id)


@require_POST
@staff
def end(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Stop watching."""
    actions.end(actor=request.actor, visit_id=visit_id, **cleaned(EndForm(request.POST)))
    messages.success(request, _("You no longer supervise this visit."))
    return redirect("visit:visit", visit_id)


@require_POST
@staff
def cosign(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Sign the note too."""
    actions.cosign(actor=request.actor, visit_id=visit_id, **cleaned(CosignForm(request.POST)))
    messages.success(request, _("Signed as supervisor."))
    return redirect("visit:visit", visit_id)
