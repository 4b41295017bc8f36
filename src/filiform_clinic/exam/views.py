"""Take taps on palpation buttons."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from filiform.body.values import Side
from filiform.needling import Target
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.exam.actions import record_palpation
from filiform_clinic.exam.forms import PalpationForm
from filiform_clinic.ui.answers import changed
from filiform_clinic.ui.fields import cleaned


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
