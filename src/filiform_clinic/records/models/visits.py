"""Episodes of care, their visits, and the links that let a patient in without an account."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform_clinic.records.models.base import Row
from filiform_clinic.records.models.people import Organisation, Patient, User


class Episode(Row):
    """One problem that a patient comes with, over as many visits as it takes."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="episodes")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)


class Visit(Row):
    """One appointment that takes place: everything of a treatment day hangs on it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="visits")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="visits")
    practitioner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="visits")
    starts_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "starts_at"], name="visit_day")]


class PatientLink(Row):
    """A single-purpose address for one patient and visit: expires, asks the birth date.

    Only the digest of the secret is stored, so that a copy of the database opens no link.
    """

    class Purpose(models.TextChoices):
        INTAKE = "intake", _("Tell us where it hurts")
        AFTERCARE = "aftercare", _("What to do after the needles")
        CONSENT = "consent", _("What you decided about needles")
        PLAN = "plan", _("Your plan")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=20, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    wrong_answers = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
