"""What the patient tells before the visit: a draft that saves itself, then an entry."""

from __future__ import annotations

from django.db import models

from filiform.intake import Activities, PainScores
from filiform_clinic.records.models.base import Entry, Row
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class IntakeDraft(Row):
    """Answers not sent yet. `revision` grows with each save, so that a stale tab is noticed."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="intake_draft")
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)


class IntakeEntry(Entry):
    """The answers as sent; a later entry of the same visit supersedes an earlier one.

    `began` and `began_on` are a `filiform.intake.Onset`; the date may be a year or a month alone.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="intakes")
    complaint = models.CharField(max_length=60)
    group = models.CharField(max_length=60)
    story = models.TextField(blank=True)
    strongest_pain = models.PositiveSmallIntegerField()
    began = models.CharField(max_length=20, blank=True)
    began_on = models.CharField(max_length=10, blank=True)
    hopes = models.TextField(blank=True)
    sent_by = models.CharField(max_length=20)  # patient, or staff on the patient's behalf

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(strongest_pain__lte=10), name="intake_pain_0_to_10"
            )
        ]


class ScoreEntry(Entry):
    """What was scored on one instrument at a visit, in the version that was asked.

    `answers` is `PainScores.to_json` or `Activities.to_json`. The newest of a visit and instrument
    stands.
    """

    class Instrument(models.TextChoices):
        NPRS = "nprs"
        PSFS = "psfs"

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="scores")
    instrument = models.CharField(max_length=20, choices=Instrument)
    version = models.CharField(max_length=20)
    answers = models.JSONField()
    sent_by = models.CharField(max_length=20)  # patient, or staff who asked
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    def to_value(self) -> PainScores | Activities:
        """The scores as the library knows them."""
        read = PainScores if self.instrument == self.Instrument.NPRS else Activities
        return read.from_json(self.answers)
