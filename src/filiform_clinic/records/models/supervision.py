"""Who watched over a visit, and who signed its note beside the one who treated."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.needling import NoteEntry
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class SupervisionEntry(Entry):
    """A supervisor begins or ends watching a visit. The newest of a visit stands, for its day.

    The key is made by the page, so that a repeated submit is the same act.
    """

    class Act(models.TextChoices):
        BEGUN = "begun", _("begun")
        ENDED = "ended", _("ended")

    class Way(models.TextChoices):
        IN_PERSON = "in_person", _("in the room")
        LIVE_VIDEO = "live_video", _("by live video")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="supervision")
    act = models.CharField(max_length=10, choices=Act)
    way = models.CharField(max_length=12, choices=Way)
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=["begun", "ended"]), name="supervision_act_known"
            ),
            models.CheckConstraint(
                condition=models.Q(way__in=["in_person", "live_video"]),
                name="supervision_way_known",
            ),
        ]


class CosignEntry(Entry):
    """A supervisor's signature under a signed note; each version of a note has its own."""

    note = models.OneToOneField(NoteEntry, on_delete=models.PROTECT, related_name="cosigned")
    words = models.TextField(blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
