"""The questions of the treatment day, on one screen, by the link of the visit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filiform.errors import InvalidInput
from filiform.screening.interview import PatientWords, Saying, check_today
from filiform_clinic.access.patient import PatientRequest, patient
from filiform_clinic.intake import actions, queries
from filiform_clinic.intake.frames import frame
from filiform_clinic.intake.health_forms import Given, problems, read_page, show_page
from filiform_clinic.records.ids import new_id


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def today(request: PatientRequest) -> HttpResponse:
    """Ask, and keep the answers once all are given. On another day there is nothing to ask."""
    day = queries.today_answers(request.link.visit)
    if request.method != "POST":
        return _show(request, day) if day.is_today else redirect("intake:thanks", request.secret)
    given = read_page(PatientWords.load().today, request.POST, queries.today_of(request.link.visit))
    faults = problems(PatientWords.load().today, _saying(given), given)
    if faults:
        return _show(request, day, given, faults=faults, status=400)
    try:
        _answer(request, given)
    except actions.StaleDay:
        return _show(request, day, given, changed=True, status=409)
    return redirect("intake:thanks", request.secret)


def _answer(request: PatientRequest, given: Given) -> None:
    try:
        entry = UUID(request.POST.get("entry", ""))
    except ValueError:
        raise InvalidInput("entry", "the id that the page gave") from None
    seen = request.POST.get("seen", "")
    actions.answer_today(link=request.link, entry=entry, answers=given.answers, seen=seen)


def _saying(given: Given) -> Saying:
    return Saying({name: check_today(name, value) for name, value in given.answers.items()})


def _show(
    request: PatientRequest,
    day: queries.Today,
    given: Given | None = None,
    *,
    faults: dict[str, str] | None = None,
    changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page with what was just given; earlier answers are not put in anyone's mouth."""
    given, page = given or Given(), PatientWords.load().today
    context = frame(request.link, request.secret) | {
        "page": page,
        "questions": show_page(page, _saying(given), given, faults),
        "faults": faults,
        "changed": changed,
        "day": day,
        "entry": new_id(),
    }
    return render(request, "intake/today.html", context, status=status)
