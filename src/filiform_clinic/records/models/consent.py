"""What a patient decided about needles, with what they had read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform.consent import ConsentText, Decided, Decision, Signature
from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import Patient, User
from filiform_clinic.records.models.visits import Visit


class ConsentEntry(Entry):
    """One decision; the latest of a patient stands (`number` grows by one).

    `text` is every word that was shown (`ConsentText.to_json`, empty for a withdrawal), `digest`
    its fingerprint. `decided_on` is the day in the clinic's zone. `health` is the version of what
    was known about the patient's health. The key is made by the page: sent again, it is the same.
    """

    class Kind(models.TextChoices):
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="consents")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="consents")
    number = models.PositiveIntegerField()
    decision = models.CharField(max_length=12, choices=Kind)
    decided_on = models.DateField()
    parts = models.JSONField(default=list)
    jurisdiction = models.CharField(max_length=10, blank=True)
    law = models.CharField(max_length=40, blank=True)
    health = models.CharField(max_length=40, blank=True)
    text = models.JSONField(default=dict)
    text_version = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(default=dict)
    signature = models.JSONField(default=dict)
    representative = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=200, blank=True)
    interpreter = models.CharField(max_length=200, blank=True)
    chaperone = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "number"], name="consent_one_per_number"),
            models.CheckConstraint(
                condition=models.Q(decision__in=["agreed", "refused", "withdrawn"]),
                name="consent_decision_known",
            ),
        ]

    def to_value(self) -> Decided:
        """The decision as the rules read it."""
        return Decided(
            Decision(self.decision),
            self.decided_on,
            frozenset(self.parts),
            self.jurisdiction,
            self.law,
            self.health,
        )

    @property
    def shown(self) -> ConsentText | None:
        """The text as it was shown; None for a withdrawal."""
        return ConsentText.from_json(self.text) if self.text else None

    @property
    def signed(self) -> Signature | None:
        return Signature.from_json(self.signature) if self.signature else None
