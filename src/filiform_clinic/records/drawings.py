"""The patient's drawing of a visit as values, from the cells stored with it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea
from filiform.drawing.documents import read_listed, read_paint
from filiform.needling import mid_sentence
from filiform_clinic.records.models import DrawingEntry


@dataclass(frozen=True, slots=True)
class StoredPain:
    """Painted cells and listed areas of a drawing; strokes need not be painted again for them."""

    paint: tuple[CellPaint, ...] = ()
    listed: tuple[ListedArea, ...] = ()


def drawing_entry(visit_id: UUID) -> DrawingEntry | None:
    """The drawing as the patient last sent it."""
    rows = DrawingEntry.objects.filter(visit_id=visit_id).order_by("created_at", "id")
    return rows.last()


def pain_of(visit_id: UUID) -> StoredPain | None:
    """What is painted; None without a drawing, or if it was made on another body."""
    entry = drawing_entry(visit_id)
    if entry is None or entry.body_version != Body.load().version:
        return None
    return StoredPain(read_paint(entry.drawing), read_listed(entry.drawing))


def side_and_area(area: str, side: Side) -> str:
    """How a practitioner names a place: the side, then the area."""
    name = mid_sentence(Body.load().areas[area].name)
    return name if side is Side.MIDLINE else f"{side.value} {name}"
