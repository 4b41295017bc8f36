"""What is planned, what care was given beside the needles, and letters about progress."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform.plan import Plan, from_json
from filiform_clinic.records.models.base import Entry
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Episode, Visit


class PlanEntry(Entry):
    """A plan as kept at a visit (`plan` is `filiform.plan.to_json`); a change is a new entry.

    `number` grows by one within the episode. `outcomes` are the verdicts of screening on the
    planned muscles as they were then. The key is made by the page: sent again, it is the same.
    """

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plans")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField()
    plan = models.JSONField()
    outcomes = models.JSONField(default=dict)
    knowledge_version = models.CharField(max_length=60)
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="copies"
    )
    kept_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "number"], name="plan_one_per_number")
        ]

    def to_value(self) -> Plan:
        return from_json(self.plan)


class CareEntry(Entry):
    """Care that was given at a visit, or taken back (`withdraws`) when it was recorded by mistake.

    `care` is the id of a kind of care in `filiform.plan`.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="care_given")
    care = models.CharField(max_length=60)
    words = models.TextField(blank=True)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class LetterEntry(Entry):
    """A signed letter, word for word; `record` is what it was first written from."""

    class Audience(models.TextChoices):
        REFERRER = "referrer", _("Referrer")
        PAYER = "payer", _("Payer")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="letters")
    version = models.PositiveIntegerField()
    audience = models.CharField(max_length=12, choices=Audience)
    recipient = models.CharField(max_length=200)
    text = models.TextField()
    record = models.JSONField()
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "version"], name="letter_one_per_version"),
            models.CheckConstraint(
                condition=models.Q(audience__in=["referrer", "payer"]),
                name="letter_audience_known",
            ),
        ]
