"""What the patient's pages read: the draft as it stands, and what was sent before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from filiform.body import Body
from filiform.drawing import Drawing, DrawnScar, read_scars
from filiform.intake import Activities, Onset, PainScores, Step
from filiform.knowledge import Atlas
from filiform.knowledge.screening import load_rules
from filiform.screening import Reply
from filiform.screening.interview import Item, PatientWords, Saying, Understood, understand
from filiform_clinic.records.models import (
    DayEntry,
    DrawingDraft,
    HistoryDraft,
    IntakeDraft,
    IntakeEntry,
    PatientLink,
    Visit,
)
from filiform_clinic.records.visit_state import signing_of

MEDICINES, UNDERSTOOD = "medicines", "understood"
"""Names of the pages of free text among the pages that were gone through."""


@dataclass(frozen=True)
class Health:
    """The health answers so far, in the form they are stored in; `on` is the clinic's today.

    `at` says for each field with which revision and from which window it came.
    """

    on: date
    fields: Mapping[str, Any] = field(default_factory=dict)
    at: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    revision: int = 0

    @cached_property
    def saying(self) -> Saying:
        return Saying.from_fields(self.fields, self.done)

    @cached_property
    def understood(self) -> Understood:
        return understand(self.saying.texts, self.saying.choices, self.on)

    @property
    def missing(self) -> Step | None:
        """The first step of the health questions that is not finished."""
        if self.saying.missing_page:
            return Step.HEALTH
        if MEDICINES not in self.done or self.must_look:
            return Step.MEDICINES
        return None

    @property
    def must_look(self) -> bool:
        """Whether the patient has still to look at what was understood."""
        read = self.understood
        return bool(read.open or (UNDERSTOOD not in self.done and (read.items or read.unknown)))

    def denied_on(self, item: Item) -> str:
        """The page on which a medicine that is taken was answered no to; empty: on none."""
        rules, said = load_rules(), self.saying.answers
        medicine = rules.medicines.get(item.match.target)
        if medicine is None or not (medicine.proof and item.current):
            return ""
        denied = {r for r in medicine.rules if r in said and said[r].value is Reply.NO}
        pages = PatientWords.load().pages
        return next((p.id for p in pages for q in p.questions if q.rule in denied), "")


@dataclass(frozen=True)
class Standing:
    """The answers so far; `sent_at` is when they were last sent, in the clinic's time.

    `answers` are the draft's, by field, in the form they are stored in.
    """

    answers: Mapping[str, Any]
    revision: int
    drawing: dict[str, Any]
    drawing_revision: int
    sent_at: datetime | None
    health: Health

    @property
    def complaint(self) -> str:
        return str(self.answers.get("complaint", ""))

    @property
    def group(self) -> str:
        return str(self.answers.get("group", ""))

    @property
    def story(self) -> str:
        return str(self.answers.get("story", ""))

    @property
    def hopes(self) -> str:
        return str(self.answers.get("hopes", ""))

    @cached_property
    def onset(self) -> Onset | None:
        return Onset.from_json(self.answers["onset"]) if "onset" in self.answers else None

    @cached_property
    def pain(self) -> PainScores | None:
        return PainScores.from_json(self.answers["pain"]) if "pain" in self.answers else None

    @cached_property
    def activities(self) -> Activities | None:
        """What is hard to do; None before it was asked."""
        stored = self.answers.get("activities")
        return None if stored is None else Activities.from_json(stored)

    @cached_property
    def scars(self) -> tuple[DrawnScar, ...] | None:
        """The scars named so far; None before it was asked."""
        stored = self.answers.get("scars")
        return None if stored is None else read_scars(stored)

    @property
    def painted(self) -> bool:
        """Whether something was drawn or listed; `Drawing` decides whether it lies on the body."""
        return bool(self.drawing.get("strokes") or self.drawing.get("listed"))

    @property
    def missing(self) -> Step | None:
        """The first question that still needs an answer.

        A word that a newer vocabulary no longer has is asked again.
        """
        atlas = Atlas.load()
        answered = {
            Step.COMPLAINT: self.complaint in atlas.complaints,
            Step.GROUP: self.group in atlas.groups,
            Step.WHEN: "onset" in self.answers,
            Step.WHERE: self.painted,
            Step.SCARS: "scars" in self.answers,
            Step.PAIN: "pain" in self.answers,
            Step.ACTIVITIES: "activities" in self.answers,
            Step.STORY: "story" in self.answers,
            Step.ABOUT: "about" in self.answers,
        }
        first = next((step for step, done in answered.items() if not done), None)
        return first or self.health.missing

    @property
    def version(self) -> str:
        """Changes whenever an answer or a stroke does."""
        return f"{self.revision}.{self.drawing_revision}.{self.health.revision}"

    def read_drawing(self) -> Drawing:
        """The drawing on today's body. Errors: `InvalidInput` naming the field."""
        return Drawing.from_json(self.drawing, Body.load())


def standing(link: PatientLink) -> Standing:
    """Everything the patient has said so far for the visit of an opened link."""
    draft = IntakeDraft.objects.filter(visit=link.visit_id).first()
    drawing = DrawingDraft.objects.filter(visit=link.visit_id).first()
    return Standing(
        answers=draft.answers if draft else {},
        revision=draft.revision if draft else 0,
        drawing=drawing.drawing if drawing else {},
        drawing_revision=drawing.revision if drawing else 0,
        sent_at=last_sent_at(link),
        health=health_of(link.visit),
    )


def health_of(visit: Visit) -> Health:
    """The health answers in the making.

    A new visit begins empty: whoever makes its link may know the birth date, and must not read
    there what was sent at an earlier one.
    """
    row, on = HistoryDraft.objects.filter(visit=visit).first(), today_of(visit)
    if row is None:
        return Health(on)
    stored = row.history
    at = {name: (revision, window) for name, (revision, window) in stored["at"].items()}
    return Health(on, stored["fields"], at, frozenset(stored["done"]), row.revision)


def today_of(visit: Visit) -> date:
    """Today in the clinic of a visit."""
    return timezone.now().astimezone(ZoneInfo(visit.organisation.time_zone)).date()


@dataclass(frozen=True, slots=True)
class Today:
    """The questions of the treatment day: whether it is today, and when they were answered.

    `latest` is the id of the newest answers, by whomever; empty while there are none.
    """

    is_today: bool
    answered_at: datetime | None
    latest: str


def today_answers(visit: Visit) -> Today:
    """Where the questions of the treatment day stand."""
    zone = ZoneInfo(visit.organisation.time_zone)
    row = DayEntry.objects.filter(visit=visit).order_by("-created_at", "-id").first()
    at, on = row.created_at.astimezone(zone) if row else None, today_of(visit)
    fresh = at is not None and at.date() == on
    is_today = visit.starts_at.astimezone(zone).date() == on and not signing_of(visit.pk).signed
    return Today(is_today, at if fresh else None, str(row.pk) if row else "")


def last_sent_at(link: PatientLink) -> datetime | None:
    """When the patient last sent answers for this visit."""
    entry = IntakeEntry.objects.filter(visit=link.visit_id).order_by("created_at").last()
    zone = ZoneInfo(link.visit.organisation.time_zone)
    return entry.created_at.astimezone(zone) if entry else None


def clinic_of(link: PatientLink) -> tuple[str, str]:
    """Name and phone number of the clinic that sent the link."""
    organisation = link.visit.organisation
    return organisation.name, organisation.phone
