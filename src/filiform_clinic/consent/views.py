"""The turned tablet: read, answer, sign or refuse; withdraw; and the patient's copy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filiform.errors import InvalidInput
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.door import door
from filiform_clinic.access.handover import Purpose, hand_over, way_back
from filiform_clinic.access.links import LIFETIME
from filiform_clinic.access.patient import Link, PatientRequest, copies
from filiform_clinic.consent import actions, queries
from filiform_clinic.consent.forms import DecisionForm, PartsForm, WithdrawForm
from filiform_clinic.ui.fields import cleaned
from filiform_clinic.ui.pdf import pdf

FILE = "consent.pdf"
_with_link = copies(Link.Purpose.CONSENT, "consent:start")


@require_POST
@staff
def hand(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Hand the tablet to the patient, to read and decide."""
    parts = cleaned(PartsForm(request.POST))["part"]
    path = f"{reverse('consent:ask', args=[visit_id])}?{urlencode({'part': parts}, doseq=True)}"
    return hand_over(request, visit_id, Purpose.CONSENT, path, _step(visit_id))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def ask(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The page that is handed over, and the decision that comes back."""
    if request.method == "POST":
        return _decide(request, visit_id)
    parts = cleaned(PartsForm(request.GET))["part"]
    return _page(request, visit_id, parts)


def _decide(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    form = DecisionForm(request.POST)
    said = cleaned(form)
    kept: dict[str, Any] = {"kept": request.POST, "answers": form.answers}
    try:
        actions.decide(
            actor=request.actor,
            visit_id=visit_id,
            id=said["id"],
            decision=form.decided,
            parts=said["part"],
            seen=said["seen"],
            answers=form.answers,
            signature=form.signature,
            people=form.people,
        )
    except actions.AnswersWrong as wrong:
        again = {one.id for one in wrong.questions}
        return _page(request, visit_id, said["part"], status=409, again=again, **kept)
    except InvalidInput as problem:
        if problem.field not in _WORDS:
            raise
        told = {problem.field: _WORDS[problem.field]()}
        return _page(request, visit_id, said["part"], status=400, problems=told, **kept)
    return redirect("consent:done", visit_id)


# What the patient is told beside a field; the words of the error are for the record.
_WORDS = {
    "name": lambda: _("Please write your name. It can have up to 200 characters."),
    "strokes": lambda: _("This signature could not be read. Please sign again."),
    "representative": lambda: _("Please write who decides with you."),
    "relation": lambda: _("Please write who this person is to you."),
}


def _page(
    request: StaffRequest, visit_id: UUID, parts: list[str], *, status: int = 200, **more: Any
) -> HttpResponse:
    page = queries.page_for(request.actor, visit_id, parts)
    context: dict[str, Any] = {"page": page, "text": page.text}
    context |= way_back(request, _step(visit_id))
    context |= {"again": (), "answers": {}, "problems": {}, "kept": {}} | more
    return render(request, "consent/ask.html", context, status=status)


@require_safe
@staff
def done(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Thanks, and the way back to the practitioner."""
    record = queries.read_record(request.actor, visit_id)
    context = {"record": record} | way_back(request, _step(visit_id))
    return render(request, "consent/done.html", context)


@require_POST
@staff
def withdraw(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The patient takes the consent back."""
    said = cleaned(WithdrawForm(request.POST))
    actions.withdraw(actor=request.actor, visit_id=visit_id, **said)
    messages.success(request, _("Withdrawn. No more needles can be placed."))
    return redirect(_step(visit_id))


@require_safe
@staff
def record(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The decision that stands, with every word that was read."""
    found = queries.read_record(request.actor, visit_id)
    return render(request, "consent/record.html", {"record": found, "back": _step(visit_id)})


@require_safe
@staff
def record_pdf(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The same to print."""
    return _print(request, queries.read_record(request.actor, visit_id))


@require_POST
@staff
def link(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Make the link to the patient's copy and show it: only now."""
    secret = actions.make_link(actor=request.actor, visit_id=visit_id)
    context = {
        "address": request.build_absolute_uri(reverse("consent:start", args=[secret])),
        "ends_at": timezone.now() + LIFETIME,
        "back": _step(visit_id),
    }
    return render(request, "consent/link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask the birth date, then show the copy."""
    return door(
        request,
        secret,
        purpose=Link.Purpose.CONSENT,
        title=_("Your copy about the needles"),
        behind="consent:patient_copy",
    )


@require_safe
@_with_link
def patient_copy(request: PatientRequest) -> HttpResponse:
    """The patient's copy on the phone."""
    found = queries.read_by_patient(request.link)
    return render(request, "consent/patient_copy.html", {"record": found, "secret": request.secret})


@require_safe
@_with_link
def patient_pdf(request: PatientRequest) -> HttpResponse:
    """The same to keep or print."""
    return _print(request, queries.read_by_patient(request.link))


def _print(request: HttpRequest, found: queries.Record) -> HttpResponse:
    return pdf(request, "consent/copy_pdf.html", {"record": found}, FILE)


def _step(visit_id: UUID) -> str:
    return reverse("visit:visit", args=[visit_id]) + "?step=consent"
