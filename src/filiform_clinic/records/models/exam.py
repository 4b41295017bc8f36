"""Findings of the examination, negative ones included."""

from __future__ import annotations

from django.db import models

from filiform.body import Side
from filiform.locating import Palpation, PalpationResult
from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class FindingEntry(Entry):
    """One finding (`finding` in the form of the `findings` items of `filiform locate`).

    A new finding about the same thing, or a retraction (`finding` null), supersedes an earlier one.
    The key is made by the client, so that a repeated submit is the same finding.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="findings")
    finding = models.JSONField(null=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def to_value(self) -> Palpation:
        """The palpation; only for a finding that stands."""
        said = self.finding or {}
        results = frozenset(PalpationResult(word) for word in said["result"])
        return Palpation(said["muscle"], Side(said["side"]), results, said.get("site"))
