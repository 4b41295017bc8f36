"""Pain drawings: strokes as made, and the cells derived from them with the body's version."""

from __future__ import annotations

from django.db import models

from filiform_clinic.records.models.base import Entry, Row
from filiform_clinic.records.models.visits import Visit


class DrawingDraft(Row):
    """A drawing in the making: every stroke is saved. `revision` guards against a stale tab."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="drawing_draft")
    drawing = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)


class DrawingEntry(Entry):
    """A drawing as sent (`drawing` is `filiform.drawing.Drawing.to_json`)."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="drawings")
    drawing = models.JSONField()
    body_version = models.CharField(max_length=40)
    sent_by = models.CharField(max_length=20)
