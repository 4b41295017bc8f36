"""What the patient tells before the visit: a draft that saves itself, then an entry."""

from __future__ import annotations

from django.db import models

from filiform_clinic.records.models.base import Entry, Row
from filiform_clinic.records.models.visits import Visit


class IntakeDraft(Row):
    """Answers not sent yet. `revision` grows with each save, so that a stale tab is noticed."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="intake_draft")
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)


class IntakeEntry(Entry):
    """The answers as sent; a later entry of the same visit supersedes an earlier one."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="intakes")
    complaint = models.CharField(max_length=60)
    group = models.CharField(max_length=60)
    story = models.TextField(blank=True)
    strongest_pain = models.PositiveSmallIntegerField()
    sent_by = models.CharField(max_length=20)  # patient, or staff on the patient's behalf

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(strongest_pain__lte=10), name="intake_pain_0_to_10"
            )
        ]
