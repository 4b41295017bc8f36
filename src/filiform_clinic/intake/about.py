"""What dry needling is and is not, its risks, and what else there is: one page, with sources."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filiform.education import Education, EvidenceCard, Topic
from filiform.intake import Step
from filiform_clinic.access.patient import PatientRequest, patient
from filiform_clinic.intake import actions, queries
from filiform_clinic.intake.frames import address, frame

TOPICS = (Topic.WHAT, Topic.NOT, Topic.COMMON, Topic.SERIOUS, Topic.OTHER)


@require_http_methods(["GET", "HEAD", "POST"])
@patient
def about(request: PatientRequest) -> HttpResponse:
    """Show the page; Next keeps which version of it was shown."""
    education = Education.load()
    if request.method == "POST":
        actions.save_answers(link=request.link, answers={"about": education.version})
        missing = queries.standing(request.link).missing
        return redirect(address(Step.ABOUT.after if missing else Step.CHECK, request.secret))
    context = frame(request.link, request.secret, Step.ABOUT)
    context |= _shown(education, queries.standing(request.link).group)
    return render(request, "intake/about.html", context)


def _shown(education: Education, group: str) -> dict[str, object]:
    told = {topic.value: education.about(topic) for topic in TOPICS}
    cards = _cards(education, group)
    entries = [*(one for each in told.values() for one in each), *cards]
    sources = {source.id: source for one in entries for source in one.sources}
    named = sorted(sources.values(), key=lambda source: source.short)
    return {"told": told, "cards": cards, "sources": named}


def _cards(education: Education, group: str) -> tuple[EvidenceCard, ...]:
    """What studies found in general, and for people such as this patient."""
    meant = {"other", group}
    return tuple(card for card in education.cards if meant & set(card.groups))
