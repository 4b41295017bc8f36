"""Findings of the examination and of the re-test, negative ones included."""

from __future__ import annotations

from django.db import models

from filiform.exam import ExamFinding, from_json
from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class FindingEntry(Entry):
    """One finding (`finding` in the form of `filiform.exam.to_json`: the `findings` items of
    `filiform locate`, and pain now and scars).

    `retest` says that it was taken after needling: the same measure in the same place.

    A new finding about the same thing, or a retraction (`finding` null), supersedes an earlier one.
    The key is made by the client, so that a repeated submit is the same finding.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    finding = models.JSONField(null=True)
    retest = models.BooleanField(default=False)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def to_value(self) -> ExamFinding:
        """The finding; only for one that stands."""
        return from_json(self.finding or {})
