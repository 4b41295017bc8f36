"""Scars: none, or each as a line on the body or a place by name, one a screen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filiform.drawing import DrawnScar
from filiform.intake import Step, Words
from filiform_clinic.access.patient import PatientRequest, patient
from filiform_clinic.intake import actions, queries
from filiform_clinic.intake.frames import address, frame
from filiform_clinic.intake.places import scar_in_words
from filiform_clinic.records.ids import new_id
from filiform_clinic.ui.scar_form import ScarForm


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def scars(request: PatientRequest) -> HttpResponse:
    """The scars named so far. Next without one says that there is none."""
    known = queries.standing(request.link).scars or ()
    if request.method == "POST":
        if "remove" in request.POST:
            _keep(request, [one for one in known if str(one.id) != request.POST["remove"]])
            return redirect("intake:scars", request.secret)
        _keep(request, known)
        missing = queries.standing(request.link).missing
        return redirect(address(Step.SCARS.after if missing else Step.CHECK, request.secret))
    told = [(one.id, scar_in_words(one)) for one in known]
    context = frame(request.link, request.secret, Step.SCARS) | {"told": told}
    return render(request, "intake/scars.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def scar(request: PatientRequest, scar_id: UUID | None = None) -> HttpResponse:
    """One scar: a new one, or one to change."""
    said = queries.standing(request.link)
    known = said.scars or ()
    found = next((one for one in known if one.id == scar_id), None)
    if scar_id and found is None:
        raise Http404("no such scar")
    today = queries.today_of(request.link.visit)
    data = request.POST if request.method == "POST" else None
    view = found.lines[0].view if found and found.lines else Words.load().view_of(said.complaint)
    form = ScarForm(data, today=today, id=new_id(), scar=found, view=view)
    if request.method == "POST" and form.is_valid():
        _keep(request, _with(known, form.cleaned_data["scar"]))
        return redirect("intake:scars", request.secret)
    context = frame(request.link, request.secret, Step.SCARS)
    context |= {"form": form, "back": address(Step.SCARS, request.secret)}
    return render(request, "intake/scar.html", context, status=400 if form.errors else 200)


def _with(known: Sequence[DrawnScar], new: DrawnScar) -> list[DrawnScar]:
    """A repeated submit of the same scar, or a changed one, takes its place."""
    if any(one.id == new.id for one in known):
        return [new if one.id == new.id else one for one in known]
    return [*known, new]


def _keep(request: PatientRequest, scars: Sequence[DrawnScar]) -> None:
    actions.save_answers(link=request.link, answers={"scars": [one.to_json() for one in scars]})
