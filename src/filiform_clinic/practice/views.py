"""The owner's pages: clinic rules and passports; a practitioner's own passport."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.rules import check_is_owner
from filiform_clinic.practice import actions, queries
from filiform_clinic.practice.forms import PassportForm, RulesForm, ScreenLockForm, settings_in
from filiform_clinic.ui.fields import cleaned


@require_http_methods(["GET", "POST"])
@staff
def rules(request: StaffRequest) -> HttpResponse:
    """Where the clinic is, and what it decided where sources disagree."""
    if request.method == "GET":
        found = queries.clinic_rules(request.actor)
        return render(request, "practice/rules.html", {"rules": found})
    said = cleaned(RulesForm(request.POST))
    actions.decide_rules(actor=request.actor, settings=settings_in(request.POST), **said)
    messages.success(request, _("The clinic rules are kept. They hold from now on."))
    return redirect("practice:rules")


@require_http_methods(["GET", "POST"])
@staff
def screen(request: StaffRequest) -> HttpResponse:
    """After how many minutes the clinic's screens lock."""
    form = ScreenLockForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.choose_minutes(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Kept. Every screen follows within half a minute of use."))
        return redirect("practice:screen")
    context = {
        "lock": queries.screen_lock(request.actor),
        "form": form,
        "least": queries.LEAST_MINUTES,
        "most": queries.MOST_MINUTES,
    }
    status = 400 if form.is_bound else 200
    return render(request, "practice/screen.html", context, status=status)


@require_GET
@staff
def passports(request: StaffRequest) -> HttpResponse:
    """Every practitioner's passport for the owner; for a practitioner their own."""
    if request.actor.is_practitioner:
        return redirect("practice:passport", request.actor.user_id)
    found = queries.passports(request.actor)
    return render(request, "practice/passports.html", {"passports": found})


@require_http_methods(["GET", "POST"])
@staff
def passport(request: StaffRequest, user_id: UUID) -> HttpResponse:
    """One passport: to read, and for the owner to enter anew."""
    if request.method == "GET":
        found = queries.passport_of(request.actor, user_id)
        return render(request, "practice/passport.html", {"passport": found})
    check_is_owner(request.actor)
    said = cleaned(PassportForm(request.POST))
    actions.enter_passport(actor=request.actor, user_id=user_id, **said)
    messages.success(request, _("The passport is kept. It holds from now on."))
    return redirect("practice:passport", user_id)
