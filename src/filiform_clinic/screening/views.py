"""The review page of safety, and the acts on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from filiform.knowledge.screening import load_rules
from filiform.screening import Evidence, EvidenceKind, Observation, Reply
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.screening import actions
from filiform_clinic.screening.cards import place_choices
from filiform_clinic.screening.forms import (
    ActForm,
    ClearanceForm,
    MatchForm,
    MeasurementForm,
    OverrideForm,
    SeenForm,
    TakeBackForm,
    WithdrawClearanceForm,
    WithdrawOverrideForm,
    answers_in,
    day_answers_in,
)
from filiform_clinic.screening.queries import review
from filiform_clinic.ui.fields import cleaned


@require_GET
@staff
def page(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Everything that screening knows about this visit, and what can be done about it."""
    found = review(request.actor, visit_id)
    context = {
        "review": found,
        "ribbon": found.ribbon,
        "visit": found.visit,
        "places": place_choices(),
        "kinds": load_rules().observations.values(),
        "today": request.actor.today,
    }
    return render(request, "screening/review.html", context)


@require_POST
@staff
def day(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The questions of the treatment day."""
    said = _said(request, ActForm)
    answers = day_answers_in(request.POST)
    actions.record_day_answers(actor=request.actor, visit_id=visit_id, answers=answers, **said)
    return _back(visit_id)


@require_POST
@staff
def answer(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Answers to the questions of the history: as many as were answered on the page."""
    seen, answers = _said(request, SeenForm)["seen"], {}
    for rule, form in answers_in(request.POST).items():
        said = cleaned(form)
        answers[said["id"]] = actions.answer_from(
            rule,
            Reply(said["value"]),
            on=request.actor.today,
            places=said["place"],
            trimester=said["trimester"],
            since=said["since"],
        )
    actions.record_answers(actor=request.actor, visit_id=visit_id, answers=answers, seen=seen)
    return _back(visit_id)


@require_POST
@staff
def match(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """A match put right."""
    said = _said(request, MatchForm)
    evidence = Evidence(
        EvidenceKind(said["kind"]), said["group"], said["name"], "staff", current=said["current"]
    )
    actions.record_match(
        actor=request.actor,
        visit_id=visit_id,
        id=said["id"],
        evidence=evidence,
        seen=said["seen"],
    )
    return _back(visit_id)


@require_POST
@staff
def take_back(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Something that staff recorded counts no more."""
    said = _said(request, TakeBackForm)
    actions.take_back(actor=request.actor, visit_id=visit_id, **said)
    return _back(visit_id)


@require_POST
@staff
def measurement(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """A measured value."""
    said = _said(request, MeasurementForm)
    seen = Observation(said["kind"], said["value"], said["unit"], said["on"], "staff")
    actions.record_measurement(
        actor=request.actor,
        visit_id=visit_id,
        id=said["id"],
        observation=seen,
        seen=said["seen"],
    )
    return _back(visit_id)


@require_POST
@staff
def clearance(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """A written medical answer."""
    said = _said(request, ClearanceForm)
    said["places"] = said.pop("place")
    actions.record_clearance(actor=request.actor, visit_id=visit_id, **said)
    return _back(visit_id)


@require_POST
@staff
def withdraw_clearance(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """A clearance taken back."""
    said = _said(request, WithdrawClearanceForm)
    actions.withdraw_clearance(actor=request.actor, visit_id=visit_id, **said)
    return _back(visit_id)


@require_POST
@staff
def override(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The decision to go on, with why."""
    said = _said(request, OverrideForm)
    actions.record_override(actor=request.actor, visit_id=visit_id, **said)
    return _back(visit_id)


@require_POST
@staff
def withdraw_override(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """An override taken back, with why."""
    said = _said(request, WithdrawOverrideForm)
    actions.withdraw_override(actor=request.actor, visit_id=visit_id, **said)
    return _back(visit_id)


def _said(request: StaffRequest, form: type[Form]) -> dict[str, Any]:
    return cleaned(form(request.POST))


def _back(visit_id: UUID) -> HttpResponse:
    return redirect(reverse("screening:review", args=[visit_id]))
