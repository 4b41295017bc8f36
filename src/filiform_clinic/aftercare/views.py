"""Give the sheet, show it, print it; and the patient's own page behind a link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.door import door
from filiform_clinic.access.handover import Purpose, hand_over, way_back
from filiform_clinic.access.links import LIFETIME
from filiform_clinic.access.patient import Link, PatientRequest, copies
from filiform_clinic.aftercare import actions, queries
from filiform_clinic.aftercare.forms import GiveForm
from filiform_clinic.ui.body_chart import Chart
from filiform_clinic.ui.fields import cleaned
from filiform_clinic.ui.pdf import pdf

FILE = "aftercare.pdf"
_with_link = copies(Link.Purpose.AFTERCARE, "aftercare:start")


@require_POST
@staff
def give(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Store the sheet as given, and go back to the step."""
    actions.give_sheet(actor=request.actor, visit_id=visit_id, **cleaned(GiveForm(request.POST)))
    messages.success(request, _("The sheet is stored as given. Print it, or make a link."))
    return redirect(_step(visit_id))


@require_POST
@staff
def link(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Make the patient's link and show it: only now, because only its digest is kept."""
    secret = actions.make_link(actor=request.actor, visit_id=visit_id)
    context = {
        "address": request.build_absolute_uri(reverse("aftercare:start", args=[secret])),
        "ends_at": timezone.now() + LIFETIME,
        "back": _step(visit_id),
    }
    return render(request, "aftercare/link.html", context)


@require_POST
@staff
def hand(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Turn the tablet to the patient."""
    path = reverse("aftercare:show", args=[visit_id])
    return hand_over(request, visit_id, Purpose.AFTERCARE, path, _step(visit_id))


@require_safe
@staff
def show(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The turned tablet: the body with the needled places, and three plain sentences."""
    shown = queries.shown_to_patient(request.actor, visit_id)
    chart = Chart(mode="show", layers=shown.layers, view=shown.view)
    context = {"sheet": shown.sheet, "chart": chart} | way_back(request, _step(visit_id))
    return render(request, "aftercare/show.html", context | _clinic(shown.visit.organisation))


@require_safe
@staff
def sheet(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The sheet as it was given."""
    given = _or_404(queries.read_given(request.actor, visit_id))
    context = {"given": given, "sheet": given.sheet, "back": _step(visit_id)}
    return render(request, "aftercare/staff_sheet.html", context)


@require_safe
@staff
def sheet_pdf(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The same to print."""
    return _print(request, _or_404(queries.read_given(request.actor, visit_id)))


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask the birth date, then show the sheet."""
    return door(
        request,
        secret,
        purpose=Link.Purpose.AFTERCARE,
        title=_("After your needles"),
        behind="aftercare:patient_sheet",
    )


@require_safe
@_with_link
def patient_sheet(request: PatientRequest) -> HttpResponse:
    """The patient's sheet on the phone."""
    given = _or_404(queries.read_by_patient(request.link))
    context = {"given": given, "sheet": given.sheet, "secret": request.secret}
    return render(request, "aftercare/patient_sheet.html", context)


@require_safe
@_with_link
def patient_pdf(request: PatientRequest) -> HttpResponse:
    """The same to keep or print."""
    return _print(request, _or_404(queries.read_by_patient(request.link)))


def _print(request: HttpRequest, given: queries.Given) -> HttpResponse:
    return pdf(request, "aftercare/sheet_pdf.html", {"given": given, "sheet": given.sheet}, FILE)


def _or_404(given: queries.Given | None) -> queries.Given:
    if given is None:
        raise Http404("no sheet was given at this visit")
    return given


def _step(visit_id: UUID) -> str:
    return reverse("visit:visit", args=[visit_id]) + "?step=aftercare"


def _clinic(organisation: Any) -> dict[str, str]:
    return {"clinic_name": organisation.name, "clinic_phone": organisation.phone}
