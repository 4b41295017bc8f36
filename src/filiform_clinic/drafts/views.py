"""What was typed and not sent: read, kept and thrown away by a script, as JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.patient import PatientRequest, patient
from filiform_clinic.drafts import actions, queries
from filiform_clinic.drafts.forms import DiscardForm, KeepForm
from filiform_clinic.drafts.kinds import patient_form, staff_form
from filiform_clinic.ui.fields import cleaned


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def typed(request: StaffRequest, visit_id: UUID, form: str) -> HttpResponse:
    """The draft of a member of staff, who alone sees it."""
    return _answer(request, queries.place_of_staff(request.actor, visit_id, staff_form(form)))


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def typed_by_patient(request: PatientRequest, form: str) -> HttpResponse:
    """The draft of a patient on this device."""
    return _answer(request, queries.place_of_patient(request, request.link, patient_form(form)))


def _answer(request: HttpRequest, place: queries.Place) -> HttpResponse:
    if request.method != "POST":
        return JsonResponse(_told(place))
    if "discard" in request.POST:
        said = cleaned(DiscardForm(request.POST))
        return JsonResponse({"revision": actions.discard(place=place, **said)})
    said = cleaned(KeepForm(request.POST))
    fields = said.pop("typed")
    return JsonResponse({"revision": actions.keep(place=place, fields=fields, **said)})


def _told(place: queries.Place) -> dict[str, Any]:
    """`at` is when it was kept, by the server's clock."""
    row = queries.read(place)
    if row is None:
        return {"fields": None, "revision": 0, "token": "", "sent": "", "at": None}
    told = {"fields": row.fields, "revision": row.revision, "token": row.token, "sent": row.sent}
    return told | {"at": row.updated_at.isoformat()}
