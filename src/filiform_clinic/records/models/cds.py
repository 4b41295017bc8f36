"""What people in other record systems did with our cards."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from filiform.cds_hooks import Feedback
from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import Organisation


class CdsFeedbackEntry(Entry):
    """One card accepted or overridden. The card itself is not stored, nor whose it was.

    `client` is the issuer of the caller's token, empty where callers are not told apart.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=80)
    client = models.CharField(max_length=500, blank=True)
    card = models.UUIDField()
    outcome = models.CharField(max_length=20)
    accepted = models.JSONField(default=list)
    reason_system = models.CharField(max_length=200, blank=True)
    reason_code = models.CharField(max_length=200, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["accepted", "overridden"]),
                name="cds_feedback_outcome_known",
            )
        ]
        indexes = [models.Index(fields=["organisation", "at"], name="cds_feedback_by_time")]

    @classmethod
    def from_value(
        cls, value: Feedback, organisation: UUID, service: str, client: str
    ) -> CdsFeedbackEntry:
        """The row of one entry."""
        return cls(
            organisation_id=organisation,
            service=service,
            client=client,
            card=value.card,
            outcome=value.outcome,
            accepted=[str(id_) for id_ in value.accepted],
            reason_system=value.reason_system,
            reason_code=value.reason_code,
            comment=value.comment,
            at=value.at,
        )
