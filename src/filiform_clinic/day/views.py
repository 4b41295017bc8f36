"""The practitioner's and the front desk's day."""

from __future__ import annotations

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from filiform.errors import InvalidInput
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.access.rules import check_can_see_clinical
from filiform_clinic.day.huddle import huddle
from filiform_clinic.day.queries import day, safety_of


@require_GET
@staff
def today(request: StaffRequest) -> HttpResponse:
    """Today's list, or that of the day `?on=`; `?whose=mine` shows only one's own visits."""
    now, mine = timezone.localdate(), _mine(request)
    shown = day(request.actor, _chosen(request.GET.get("on")) or now, mine=mine)
    return render(request, "day/today.html", {"day": shown, "today": now, "mine": mine})


@require_GET
@staff
def safety(request: StaffRequest) -> HttpResponse:
    """The verdicts of the list, as fragments for its rows; for practitioners."""
    check_can_see_clinical(request.actor)
    on = _chosen(request.GET.get("on")) or timezone.localdate()
    shown = day(request.actor, on, mine=_mine(request))
    return render(request, "day/_safety.html", {"flags": safety_of(shown, request.actor)})


@require_GET
@staff
def morning(request: StaffRequest) -> HttpResponse:
    """The huddle of today or of the day `?on=`, to read aloud or print; for practitioners."""
    on, mine = _chosen(request.GET.get("on")) or timezone.localdate(), _mine(request)
    found = huddle(request.actor, on, mine=mine)
    return render(request, "day/huddle.html", {"huddle": found, "mine": mine})


def _mine(request: StaffRequest) -> bool:
    return request.GET.get("whose") == "mine"


def _chosen(text: str | None) -> datetime.date | None:
    if not text:
        return None
    try:
        chosen = datetime.date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("on", "a date such as 2026-11-23", got=text) from None
    if not 1900 <= chosen.year <= 2200:
        raise InvalidInput("on", "a year from 1900 to 2200", got=text)
    return chosen
