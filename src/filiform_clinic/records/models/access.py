"""What a member of staff unlocks their screen with."""

from __future__ import annotations

from django.db import models

from filiform_clinic.records.models.base import Row
from filiform_clinic.records.models.people import User


class StaffPin(Row):
    """A short PIN as a salted hash; `wrong` counts wrong tries since it last opened the screen."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="pin")
    digest = models.CharField(max_length=128)
    wrong = models.PositiveSmallIntegerField(default=0)
