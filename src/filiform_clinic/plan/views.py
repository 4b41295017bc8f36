"""Change and copy the plan, record care, the patient's page and calendar, and queries."""

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

from filiform.errors import InvalidInput
from filiform.plan import Audience
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.door import door
from filiform_clinic.access.links import LIFETIME
from filiform_clinic.access.patient import Link, PatientRequest, copies
from filiform_clinic.plan import actions, queries
from filiform_clinic.plan.forms import (
    CopyForm,
    GiveForm,
    LetterForm,
    PlanForms,
    TakeBackForm,
    on_top_of,
    with_row,
)
from filiform_clinic.plan.ics import calendar
from filiform_clinic.plan.reading import read_plan
from filiform_clinic.ui.fields import cleaned
from filiform_clinic.ui.pdf import pdf
from filiform_clinic.ui.problems import Conflict

_with_link = copies(Link.Purpose.PLAN, "plan:start")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def edit(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The whole plan on one page. What was typed stays when something is wrong."""
    page = queries.edit_page(request.actor, visit_id)
    if request.method != "POST":
        return _edit(request, page, PlanForms(initial=page.initial))
    if "add" in request.POST:
        return _edit(request, page, PlanForms(with_row(request.POST, request.POST["add"])))
    forms = PlanForms(request.POST)
    if not forms.is_valid():
        return _edit(request, page, forms, 400)
    said = forms.main.cleaned_data
    try:
        plan = read_plan(forms)
        actions.keep_plan(
            actor=request.actor, visit_id=visit_id, id=said["id"], seen=said["seen"], plan=plan
        )
    except InvalidInput as problem:
        forms.problem = str(problem)
        return _edit(request, page, forms, 400)
    except Conflict as problem:
        return _stale(request, visit_id, problem, said["seen"])
    messages.success(request, _("The plan is kept."))
    return redirect(_step(visit_id))


def _stale(request: StaffRequest, visit_id: UUID, problem: Conflict, seen: int) -> HttpResponse:
    """What was typed, with who changed what meanwhile: keeping it then is a choice."""
    page = queries.edit_page(request.actor, visit_id)
    changed = queries.changed_since(request.actor, visit_id, seen)
    forms = PlanForms(on_top_of(request.POST, page.initial["main"]))
    forms.problem = problem.message
    return _edit(request, page, forms, 409, changed=changed)


def _edit(
    request: StaffRequest,
    page: queries.EditPage,
    forms: PlanForms,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context: dict[str, Any] = {"page": page, "forms": forms, "visit": page.visit}
    context |= {"back": _step(page.visit.pk)} | more
    return render(request, "plan/edit.html", context, status=status)


@require_POST
@staff
def copy(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The plan of the last visit, in one tap."""
    actions.copy_plan(actor=request.actor, visit_id=visit_id, **cleaned(CopyForm(request.POST)))
    messages.success(request, _("The plan of the last visit holds for this one too."))
    return redirect(_step(visit_id))


@require_POST
@staff
def give(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Care that was given today."""
    actions.give_care(actor=request.actor, visit_id=visit_id, **cleaned(GiveForm(request.POST)))
    return redirect(_step(visit_id))


@require_POST
@staff
def take_back(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Recorded by mistake."""
    said = cleaned(TakeBackForm(request.POST))
    actions.take_back(actor=request.actor, visit_id=visit_id, **said)
    return redirect(_step(visit_id))


@require_safe
@staff
def version(request: StaffRequest, visit_id: UUID, number: int) -> HttpResponse:
    """A plan as it was kept."""
    found = _or_404(queries.read_version(request.actor, visit_id, number))
    context = {"version": found, "back": _step(visit_id), "for_staff": True}
    return render(request, "plan/version.html", context)


@require_safe
@staff
def plan_pdf(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The newest plan to print."""
    return _print(request, _or_404(queries.read_version(request.actor, visit_id)), staff=True)


@require_POST
@staff
def link(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Make the patient's link and show it: only now, because only its digest is kept."""
    secret = actions.make_link(actor=request.actor, visit_id=visit_id)
    context = {
        "address": request.build_absolute_uri(reverse("plan:start", args=[secret])),
        "ends_at": timezone.now() + LIFETIME,
        "back": _step(visit_id),
    }
    return render(request, "plan/link.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask the birth date, then show the plan."""
    title = _("Your plan")
    return door(request, secret, purpose=Link.Purpose.PLAN, title=title, behind="plan:patient_plan")


@require_safe
@_with_link
def patient_plan(request: PatientRequest) -> HttpResponse:
    """The patient's plan on the phone."""
    context = {"version": _patients(request), "secret": request.secret}
    return render(request, "plan/patient_plan.html", context)


@require_safe
@_with_link
def patient_pdf(request: PatientRequest) -> HttpResponse:
    """The same to keep or print."""
    return _print(request, _patients(request), staff=False)


@require_safe
@_with_link
def patient_ics(request: PatientRequest) -> HttpResponse:
    """The days of the plan for the patient's own calendar."""
    answer = HttpResponse(calendar(_patients(request)), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="plan.ics"'
    return answer


def _patients(request: PatientRequest) -> queries.Version:
    return _or_404(queries.read_by_patient(request.link, timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def letter(request: StaffRequest, visit_id: UUID, audience: str) -> HttpResponse:
    """A letter written from the record, to edit and sign."""
    page = queries.letter_page(request.actor, visit_id, _audience(audience))
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        initial={"text": page.draft, "id": page.fresh_id},
    )
    if form.is_valid():
        made = actions.sign_letter(
            actor=request.actor, visit_id=visit_id, audience=page.audience, **form.cleaned_data
        )
        messages.success(request, _("The letter is signed and kept word for word."))
        return redirect("plan:signed_letter", visit_id, made.version)
    context = {"page": page, "form": form, "back": _step(visit_id)}
    return render(request, "plan/letter.html", context, status=400 if form.is_bound else 200)


@require_safe
@staff
def signed_letter(request: StaffRequest, visit_id: UUID, version: int) -> HttpResponse:
    """A letter as signed: to copy or print."""
    found = queries.read_letter(request.actor, visit_id, version)
    return render(request, "plan/signed_letter.html", {"letter": found, "back": _step(visit_id)})


@require_safe
@staff
def letter_pdf(request: StaffRequest, visit_id: UUID, version: int) -> HttpResponse:
    """The same as PDF."""
    found = queries.read_letter(request.actor, visit_id, version)
    return pdf(request, "plan/letter_pdf.html", {"letter": found}, "letter.pdf")


def _audience(word: str) -> Audience:
    if word not in set(Audience):
        raise Http404("no such kind of letter")
    return Audience(word)


def _print(request: HttpRequest, found: queries.Version, *, staff: bool) -> HttpResponse:
    return pdf(request, "plan/plan_pdf.html", {"version": found, "for_staff": staff}, "plan.pdf")


def _or_404(found: queries.Version | None) -> queries.Version:
    if found is None:
        raise Http404("no such plan")
    return found


def _step(visit_id: UUID) -> str:
    return reverse("visit:visit", args=[visit_id]) + "?step=plan"
