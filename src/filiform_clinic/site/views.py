"""The public pages: what dry needling is, what studies found, and exploring where it hurts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from filiform.body import Body
from filiform.drawing import Drawing, main_regions
from filiform.education import (
    Certainty,
    Education,
    EvidenceCard,
    Topic,
    Urgency,
    muscles_often_examined,
)
from filiform.knowledge import Atlas, Muscle
from filiform_clinic.site import hero, queries
from filiform_clinic.site.citations import cited_sources
from filiform_clinic.site.forms import WarningForm
from filiform_clinic.ui.body_chart import Chart, read_value

# The three that concern most visitors; all of them are on the evidence page.
FRONT_CARDS = ("ev_overall", "ev_neck", "ev_low_back")
GROUPS = {
    "athlete": _("Active people and athletes"),
    "desk": _("People who work at a desk"),
    "chronic": _("People with long-lasting pain"),
    "post_surgery": _("People after surgery"),
}


@dataclass(frozen=True, slots=True)
class GroupCards:
    """What studies found for one kind of person."""

    title: Promise | str
    cards: tuple[EvidenceCard, ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    education = Education.load()
    cards = {card.id: card for card in education.cards}
    context = {
        "about": {topic.value: education.about(topic) for topic in Topic},
        "cards": [cards[name] for name in FRONT_CARDS],
        "groups": [
            GroupCards(title, tuple(card for card in education.cards if group in card.groups))
            for group, title in GROUPS.items()
        ],
        "levels": list(Certainty),
        "contacts": queries.contacts(),
        "body_version": Body.load().version,
    }
    return render(request, "site/home.html", context)


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    education = Education.load()
    contrasts = [contrast for contrast in education.contrasts if contrast.verified]
    context = {
        "cards": education.cards,
        "contrasts": contrasts,
        "sources": cited_sources(education),
        "review": education.cards[0].review,
        "levels": list(Certainty),
    }
    return render(request, "site/evidence.html", context)


@require_safe
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def sample(request: HttpRequest, version: str, view: str) -> HttpResponse:
    """The body with sample pain; the address changes with the body, so it can be kept."""
    if version != Body.load().version or view not in hero.VIEWS:
        raise Http404("no such picture")
    return HttpResponse(hero.picture(view), content_type="image/png")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def explore(request: HttpRequest) -> HttpResponse:
    """Warning questions, then the body, then muscles. Each step is the answer to a POST that
    carries all earlier answers: the server keeps nothing, not even in the session."""
    if request.method != "POST":
        return render(request, "site/explore_questions.html", {"form": WarningForm()})
    form = WarningForm(request.POST)
    if not form.is_valid():
        return render(request, "site/explore_questions.html", {"form": form}, status=400)
    if urgency := form.urgency():
        context = {"emergency": urgency is Urgency.EMERGENCY, "contacts": queries.contacts()}
        return render(request, "site/explore_advice.html", context)
    return _places(request, form)


def _places(request: HttpRequest, answers: WarningForm) -> HttpResponse:
    """The body; and once places are sent, the muscles for them."""
    context: dict[str, Any] = {"answers": answers}
    if "find" not in request.POST:
        return render(request, "site/explore_body.html", context | {"chart": Chart()})
    document = read_value(request.POST)
    areas = painted_areas(Drawing.from_json(document, Body.load()))
    if not areas:
        context |= {"chart": Chart(value=document), "nothing": True}
        return render(request, "site/explore_body.html", context, status=400)
    return render(request, "site/explore_muscles.html", context | {"places": _muscles(areas)})


def painted_areas(drawing: Drawing) -> set[str]:
    """Ids of the areas painted or chosen by name; intimate ones are left to a visit."""
    found = {area for area, _side in main_regions(drawing)}
    found |= {entry.area for entry in drawing.listed}
    return {area for area in found if not drawing.body.areas[area].sensitive}


@dataclass(frozen=True, slots=True)
class PlaceMuscles:
    """An area and the muscles that therapists often examine there, alphabetical."""

    name: str
    muscles: tuple[Muscle, ...]


def _muscles(areas: Iterable[str]) -> list[PlaceMuscles]:
    atlas, named = Atlas.load(), Body.load().areas
    found = [PlaceMuscles(named[a].lay_name, muscles_often_examined(a, atlas)) for a in areas]
    return sorted(found, key=lambda place: place.name.casefold())
