"""Take a whole count, and what is said once for all needles of a visit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.sharps import actions
from filiform_clinic.sharps.forms import CountForm, SessionForm
from filiform_clinic.ui.answers import changed
from filiform_clinic.ui.fields import cleaned


@require_POST
@staff
def count(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """One whole count; what it does not agree with stands on the step it leads back to."""
    said = cleaned(CountForm(request.POST))
    actions.record_count(actor=request.actor, visit_id=visit_id, **said)
    return changed(request, "needles-changed", _step(visit_id))


@require_POST
@staff
def session(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """What is said once for all needles."""
    form = SessionForm(request.POST)
    said = cleaned(form)
    details = form.details()
    actions.record_session(
        actor=request.actor, visit_id=visit_id, id=said["id"], seen=said["seen"], details=details
    )
    return changed(request, "needles-changed", _step(visit_id))


def _step(visit_id: UUID) -> str:
    return reverse("visit:visit", args=[visit_id]) + "?step=needle"
