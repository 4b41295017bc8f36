"""The patient's part: one question a screen, saved at once, sent when everything is checked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from filiform.errors import InvalidInput
from filiform.intake import Step, Words
from filiform_clinic.access.forms import BirthDateForm
from filiform_clinic.access.links import answer_birth_date, find_link, is_open
from filiform_clinic.access.patient import Link, PatientRequest, patient, private
from filiform_clinic.intake import actions, queries
from filiform_clinic.intake.forms import (
    ActivitiesForm,
    ComplaintForm,
    GroupForm,
    PainForm,
    QuestionForm,
    StoryForm,
    WhenForm,
)
from filiform_clinic.intake.frames import address, frame
from filiform_clinic.intake.health_forms import summary
from filiform_clinic.intake.places import places_in_words, scar_in_words, views_of
from filiform_clinic.records.ids import new_id

FORMS: dict[Step, type[QuestionForm]] = {
    Step.COMPLAINT: ComplaintForm,
    Step.GROUP: GroupForm,
    Step.WHEN: WhenForm,
    Step.PAIN: PainForm,
    Step.ACTIVITIES: ActivitiesForm,
    Step.STORY: StoryForm,
}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask the birth date, then go on where the patient left off."""
    try:
        link = find_link(secret)
    except Http404:
        return private(render(request, "intake/unknown.html", status=404))
    if is_open(request, link):
        return private(_go_on(link, secret))
    form = BirthDateForm(_sent(request))
    if form.is_valid():
        if answer_birth_date(request, link, form.cleaned_data["born"]):
            return private(redirect("intake:start", secret))
        find_link(secret)  # that may have been the last try the link allows
        form.add_error(None, _("That is not the birth date the clinic has. Please check it."))
    context = frame(link, secret, Step.BIRTH_DATE) | {"form": form}
    status = 400 if request.method == "POST" else 200
    return private(render(request, "intake/birth_date.html", context, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def question(request: PatientRequest, step: Step) -> HttpResponse:
    """Show a question with the answer given so far, or take an answer and go on."""
    make, said = FORMS[step], queries.standing(request.link)
    today = queries.today_of(request.link.visit)
    form = make(_sent(request), stored=said.answers, today=today)
    if request.method == "POST" and form.is_valid():
        actions.save_answers(link=request.link, answers=form.answers)
        return redirect(address(_after(request, step), request.secret))
    context = frame(request.link, request.secret, step) | {"form": form, "words": Words.load()}
    status = 400 if form.errors else 200
    return render(request, f"intake/{step}.html", context, status=status)


def _after(request: PatientRequest, step: Step) -> Step:
    """The next question; the check when an answer was only changed and nothing is missing."""
    return step.after if queries.standing(request.link).missing else Step.CHECK


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def check(request: PatientRequest) -> HttpResponse:
    """Show all answers with a way to change each; send them."""
    said = queries.standing(request.link)
    if said.missing:
        return redirect(address(said.missing, request.secret))
    drawing, changed = said.read_drawing(), False
    if drawing.empty:
        return redirect(address(Step.WHERE, request.secret) + "?nothing=1")
    if request.method == "POST":
        try:
            _send(request)
        except actions.AnswersChanged:
            changed, said = True, queries.standing(request.link)
        else:
            return redirect("intake:thanks", request.secret)
    context = frame(request.link, request.secret, Step.CHECK) | _summary(said)
    return render(
        request, "intake/check.html", context | {"changed": changed}, status=409 if changed else 200
    )


@require_safe
@patient
def thanks(request: PatientRequest) -> HttpResponse:
    """Say that it arrived, and how to change it."""
    said = queries.standing(request.link)
    if said.sent_at is None:
        return redirect("intake:check", request.secret)
    context = frame(request.link, request.secret) | {
        "said": said,
        "advice": said.health.saying.advice,
        "today": queries.today_answers(request.link.visit),
    }
    return render(request, "intake/thanks.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form brought; an empty form is one too."""
    return request.POST if request.method == "POST" else None


def _send(request: PatientRequest) -> None:
    try:
        entry = UUID(request.POST.get("entry", ""))
    except ValueError:
        raise InvalidInput("entry", "the id that the page gave") from None
    actions.send(link=request.link, entry=entry, version=request.POST.get("version", ""))


def _go_on(link: Link, secret: str) -> HttpResponse:
    """To the first open question; when all were sent, to the thanks."""
    said = queries.standing(link)
    if said.missing:
        return redirect(address(said.missing, secret))
    if said.sent_at is None:
        return redirect("intake:check", secret)
    day = queries.today_answers(link.visit)
    ask_today = day.is_today and day.answered_at is None
    return redirect("intake:today" if ask_today else "intake:thanks", secret)


def _summary(said: queries.Standing) -> dict[str, Any]:
    words, drawing = Words.load(), said.read_drawing()
    return {
        "said": said,
        "complaint": words.complaint(said.complaint),
        "group": words.group(said.group),
        "places": places_in_words(drawing, private=said.complaint in words.private),
        "views": views_of(drawing),
        "scars": [scar_in_words(one) for one in said.scars or ()],
        "entry": new_id(),
        "health": summary(said.health.saying),
        "texts": said.health.saying.texts,
        "understood": said.health.understood,
    }
