"""What a patient was given to take home."""

from __future__ import annotations

from django.db import models

from filiform.aftercare import AftercareSheet
from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class AftercareEntry(Entry):
    """A sheet as given, with every word (`sheet` is `AftercareSheet.to_json`).

    `words` are the practitioner's own. A later sheet of the visit supersedes: both stay readable.
    The key is made by the page, so that a repeated submit is the same sheet.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="aftercare_sheets")
    version = models.PositiveIntegerField()
    sheet = models.JSONField()
    words = models.TextField(blank=True)
    knowledge_version = models.CharField(max_length=60)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "version"], name="aftercare_one_per_version"),
        ]

    def to_value(self) -> AftercareSheet:
        return AftercareSheet.from_json(self.sheet)
