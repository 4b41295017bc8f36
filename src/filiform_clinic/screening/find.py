"""Pick a medicine or condition by hand, or say that the patient's words name none that matters."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from filiform.screening.matching.search import LONGEST_QUERY, pickable
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.screening import actions
from filiform_clinic.screening.forms import FoundForm, WordsForm
from filiform_clinic.screening.queries import search, unread_text
from filiform_clinic.ui.fields import cleaned


@require_GET
@staff
@vary_on_headers("HX-Request")
def page(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """The search and what it finds; only the list when htmx asks while somebody types."""
    return _show(request, visit_id)


@require_POST
@staff
def found(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """What was picked goes on file; it may settle the words that named it."""
    form = FoundForm(request.POST)
    if not form.is_valid():
        return _show(request, visit_id, form)
    said = form.cleaned_data
    text = (
        unread_text(request.actor, visit_id, said["words"])
        if said["words"] and said["settles"]
        else ""
    )
    actions.record_found(
        actor=request.actor,
        visit_id=visit_id,
        id=said["id"],
        target=said["target"],
        name=said["name"],
        text=text,
        seen=said["seen"],
    )
    messages.success(request, _("%(name)s is on file.") % {"name": said["name"]})
    return _back(visit_id)


@require_POST
@staff
def words(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """Nothing in the words matters for needling."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _show(request, visit_id, form)
    said = form.cleaned_data
    text = unread_text(request.actor, visit_id, said.pop("words"))
    actions.read_words(actor=request.actor, visit_id=visit_id, text=text, **said)
    messages.success(request, _("The words are marked as read."))
    return _back(visit_id)


def _show(request: StaffRequest, visit_id: UUID, form: Form | None = None) -> HttpResponse:
    """The page; after a form that was not complete with what was typed, and what is missing."""
    if form and set(form.errors) - {"why", NON_FIELD_ERRORS}:
        cleaned(form)
    typed = request.POST or request.GET
    query = typed.get("q", "")[:LONGEST_QUERY]
    found = search(request.actor, visit_id, query, typed.get("words", ""))
    context: dict[str, Any] = {
        "search": found,
        "visit": found.visit,
        "typed": typed,
        "kinds": pickable(),
        "errors": form.errors if form else {},
        "problem": form.non_field_errors() if form else [],
    }
    partly = request.headers.get("HX-Request") == "true" and form is None
    name = "screening/_found.html" if partly else "screening/find.html"
    return render(request, name, context, status=400 if form else 200)


def _back(visit_id: UUID) -> HttpResponse:
    return redirect("screening:review", visit_id)
