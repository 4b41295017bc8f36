"""The page before a patient's papers: the birth date, then on to what the link is for."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from filiform_clinic.access.forms import BirthDateForm
from filiform_clinic.access.links import answer_birth_date, find_link, is_open
from filiform_clinic.access.patient import private


def door(
    request: HttpRequest, secret: str, *, purpose: str, title: str, behind: str
) -> HttpResponse:
    """Ask the birth date for a link of `purpose`, then lead to the page named `behind`.

    Wrong answers are counted on the link, as for every patient link.
    """
    try:
        link = find_link(secret, purpose)
    except Http404:
        return private(render(request, "access/unknown.html", status=404))
    if is_open(request, link):
        return private(redirect(behind, secret))
    form = BirthDateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if answer_birth_date(request, link, form.cleaned_data["born"]):
            return private(redirect(behind, secret))
        find_link(secret, purpose)  # that may have been the last try the link allows
        form.add_error(None, _("That is not the birth date the clinic has. Please check it."))
    clinic = link.visit.organisation
    context = {
        "form": form,
        "title": title,
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
    }
    status = 400 if request.method == "POST" else 200
    return private(render(request, "access/birth_date.html", context, status=status))
