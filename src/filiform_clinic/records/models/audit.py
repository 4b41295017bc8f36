"""Who did what to whose record, and when; and the seals that make a change show."""

from __future__ import annotations

from django.db import models

from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import Organisation, Patient, User


class AuditRow(Entry):
    """One read or write of a patient's data, written in the same transaction as the act.

    `actor` is empty when the patient acts through a link; `details` never holds clinical content.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "created_at"], name="audit_by_organisation"),
            models.Index(fields=["patient", "created_at"], name="audit_by_patient"),
        ]


class AuditSeal(Entry):
    """One audit row in its clinic's chain: `digest` covers the row and the digest before it.

    `number` counts from 1 without gaps, in the order of sealing.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()
    row = models.OneToOneField(AuditRow, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="audit_seal_number")
        ]
