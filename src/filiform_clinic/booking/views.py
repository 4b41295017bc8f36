"""Add a visit; make a patient's link and show it once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.links import LIFETIME
from filiform_clinic.booking import actions
from filiform_clinic.booking.forms import WalkInForm
from filiform_clinic.booking.queries import practitioners
from filiform_clinic.records.ids import new_id


@require_http_methods(["GET", "POST"])
@staff
def walk_in(request: StaffRequest) -> HttpResponse:
    """The form for somebody who comes in, and its answer."""
    choices = practitioners(request.actor)
    if request.method == "GET":
        start = {"id": new_id(), "starts_at": timezone.localtime().time()}
        return _form(request, WalkInForm(initial=start, practitioners=choices))
    form = WalkInForm(request.POST, practitioners=choices)
    if not form.is_valid():
        return _form(request, form, status=400)
    visit = actions.add_walk_in(actor=request.actor, **form.cleaned_data)
    name = visit.episode.patient.name
    messages.success(request, _("%(name)s is on today's list.") % {"name": name})
    return redirect("day:today")


@require_POST
@staff
@vary_on_headers("HX-Request")
def link(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Make a link and show it: only now, because only its digest is kept."""
    secret = actions.make_link(actor=request.actor, visit_id=visit_id)
    context = {
        "address": request.build_absolute_uri(reverse("intake:start", args=[secret])),
        "ends_at": timezone.now() + LIFETIME,
        "id": visit_id,
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "booking/link.html" if whole else "ui/_link.html", context)


def _form(request: StaffRequest, form: WalkInForm, status: int = 200) -> HttpResponse:
    return render(request, "booking/walk_in.html", {"form": form}, status=status)
