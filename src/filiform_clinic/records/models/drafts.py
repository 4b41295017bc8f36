"""What somebody has typed into a form and not sent yet: no part of the record."""

from __future__ import annotations

from django.db import models

from filiform_clinic.records.models.base import Row
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import PatientLink, Visit


class TypedDraft(Row):
    """One form of a visit as its author left it: a member of staff, or a link on one device.

    `fields` are names and values in the order of the form, None once sent or thrown away.
    `token` is that of the page which was saved last, `sent` that of the page which was sent last:
    what arrives late from a page that was sent is not kept again.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="typed_drafts")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(PatientLink, on_delete=models.PROTECT, null=True, related_name="+")
    device = models.CharField(max_length=40, blank=True)
    form = models.CharField(max_length=40)
    fields = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    token = models.CharField(max_length=40, blank=True)
    sent = models.CharField(max_length=40, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(author__isnull=False, link__isnull=True, device="")
                | (models.Q(author__isnull=True, link__isnull=False) & ~models.Q(device="")),
                name="typed_draft_of_one_author",
            ),
            models.UniqueConstraint(
                fields=["visit", "author", "form"],
                condition=models.Q(author__isnull=False),
                name="typed_draft_one_per_author",
            ),
            models.UniqueConstraint(
                fields=["link", "device", "form"],
                condition=models.Q(link__isnull=False),
                name="typed_draft_one_per_device",
            ),
        ]
