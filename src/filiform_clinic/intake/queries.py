"""What the patient's pages read: the draft as it stands, and what was sent before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from filiform.body import Body
from filiform.drawing import Drawing
from filiform.intake import Step
from filiform.knowledge import Atlas
from filiform_clinic.records.models import DrawingDraft, IntakeDraft, IntakeEntry, PatientLink


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers so far; `sent_at` is when they were last sent, in the clinic's time."""

    complaint: str
    group: str
    strongest_pain: int | None
    story: str
    story_seen: bool
    revision: int
    drawing: dict[str, Any]
    drawing_revision: int
    sent_at: datetime | None

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
            Step.WHERE: self.painted,
            Step.PAIN: self.strongest_pain is not None,
            Step.STORY: self.story_seen,
        }
        return next((step for step, done in answered.items() if not done), None)

    @property
    def version(self) -> str:
        """Changes whenever an answer or a stroke does."""
        return f"{self.revision}.{self.drawing_revision}"

    def read_drawing(self) -> Drawing:
        """The drawing on today's body. Errors: `InvalidInput` naming the field."""
        return Drawing.from_json(self.drawing, Body.load())


def standing(link: PatientLink) -> Standing:
    """Everything the patient has said so far for the visit of an opened link."""
    draft = IntakeDraft.objects.filter(visit=link.visit_id).first()
    drawing = DrawingDraft.objects.filter(visit=link.visit_id).first()
    answers = draft.answers if draft else {}
    return Standing(
        complaint=answers.get("complaint", ""),
        group=answers.get("group", ""),
        strongest_pain=answers.get("strongest_pain"),
        story=answers.get("story", ""),
        story_seen="story" in answers,
        revision=draft.revision if draft else 0,
        drawing=drawing.drawing if drawing else {},
        drawing_revision=drawing.revision if drawing else 0,
        sent_at=last_sent_at(link),
    )


def last_sent_at(link: PatientLink) -> datetime | None:
    """When the patient last sent answers for this visit."""
    entry = IntakeEntry.objects.filter(visit=link.visit_id).order_by("created_at").last()
    zone = ZoneInfo(link.visit.organisation.time_zone)
    return entry.created_at.astimezone(zone) if entry else None


def clinic_of(link: PatientLink) -> tuple[str, str]:
    """Name and phone number of the clinic that sent the link."""
    organisation = link.visit.organisation
    return organisation.name, organisation.phone
