"""Adverse events: what happened, how grave it was, and what was done."""

from __future__ import annotations

from django.db import models

from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class IncidentEntry(Entry):
    """An incident of a visit; `kind` and `grade` are ids of `filiform.needling.incidents`.

    `needles_missing` of `marker` cannot be accounted for. `follows`: the incident of which this
    tells how it went on; the grade of the newest entry stands.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(max_length=20)
    grade = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    marker = models.UUIDField(null=True)
    needles_missing = models.PositiveIntegerField(default=0)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="follow_ups"
    )
    words = models.TextField(blank=True)
    knowledge_version = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["visit", "created_at"], name="incident_order")]
