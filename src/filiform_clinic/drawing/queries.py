"""What the paint page reads: the drawing so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from filiform.body import Body
from filiform.drawing import Drawing
from filiform.intake import Words
from filiform_clinic.records.models import DrawingDraft, IntakeDraft, PatientLink


@dataclass(frozen=True, slots=True)
class Draft:
    """A drawing in the making: the document as the element gave it, and its revision."""

    document: dict[str, Any]
    revision: int

    def drawing(self) -> Drawing:
        """The drawing on today's body. Errors: `InvalidInput` naming the field."""
        return Drawing.from_json(self.document, Body.load())


def draft_of(link: PatientLink) -> Draft:
    """The drawing so far for the visit of an opened link; empty at revision 0 at first."""
    row = DrawingDraft.objects.filter(visit=link.visit_id).first()
    return Draft(row.drawing, row.revision) if row else Draft({"strokes": [], "listed": []}, 0)


@dataclass(frozen=True, slots=True)
class Opening:
    """How the chart opens: on which view, and whether intimate areas are offered unasked."""

    view: str
    show_sensitive: bool


def opening(link: PatientLink) -> Opening:
    """What the complaint, answered before, says about the chart."""
    draft = IntakeDraft.objects.filter(visit=link.visit_id).first()
    complaint = draft.answers.get("complaint", "") if draft else ""
    words = Words.load()
    return Opening(words.view_of(complaint), complaint in words.private)


def clinic_name(link: PatientLink) -> str:
    return link.visit.organisation.name
