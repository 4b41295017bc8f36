"""What a member of staff unlocks their screen with, and when a clinic's screens lock."""

from __future__ import annotations

from django.db import models

from filiform_clinic.records.models.base import Entry, Row
from filiform_clinic.records.models.people import Organisation, User


class StaffPin(Row):
    """A short PIN as a salted hash; `wrong` counts wrong tries since it last opened the screen."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="pin")
    digest = models.CharField(max_length=128)
    wrong = models.PositiveSmallIntegerField(default=0)


class ScreenLockEntry(Entry):
    """After how many minutes without activity a clinic's screens lock. The newest stands."""

    LEAST, MOST = 2, 30

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="screen_locks"
    )
    minutes = models.PositiveSmallIntegerField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=2, minutes__lte=30), name="screen_lock_in_bounds"
            )
        ]
