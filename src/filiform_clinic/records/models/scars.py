"""Scars, each as it was told or drawn; a correction is a new version."""

from __future__ import annotations

from django.db import models

from filiform.drawing import DrawnScar
from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class ScarEntry(Entry):
    """One version of one scar; `scar` is `DrawnScar.to_json`, null when it was taken back.

    `key` names the scar through its versions; the newest stands.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="scars")
    key = models.UUIDField()
    scar = models.JSONField(null=True)
    body_version = models.CharField(max_length=40)
    sent_by = models.CharField(max_length=20)  # patient, or staff
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["visit", "key"], name="scar_versions")]

    def to_value(self) -> DrawnScar:
        """The scar; only for a version that was not taken back."""
        return DrawnScar.from_json(self.scar)
