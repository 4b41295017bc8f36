"""The needling record: what happened to each marker on the body, in order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform.needling import Event, event_from_json
from filiform.note import Document
from filiform_clinic.records.models.base import Entry, Row
from filiform_clinic.records.models.people import User
from filiform_clinic.records.models.visits import Visit


class NeedleEvent(Entry):
    """One act on one marker. The state of the needles is what these events add up to.

    `details` holds what the act says (see `filiform.needling`): muscle, site, side, needles, gauge,
    length, mode for `placed`; needles taken out for `removed`. Keys are made by the client, so that
    a repeated submit is the same act. `at` grows from event to event of a visit: it is the order.
    """

    class Act(models.TextChoices):
        PLACED = "placed", _("placed")
        ADJUSTED = "adjusted", _("adjusted")
        REMOVED = "removed", _("removed")
        NOT_OUT = "not_out", _("marked out by mistake")
        WITHDRAWN = "withdrawn", _("entered by mistake")

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="needle_events")
    marker = models.UUIDField()
    act = models.CharField(max_length=12, choices=Act)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["visit", "created_at"], name="needle_event_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["marker"],
                condition=models.Q(act="placed"),
                name="needle_marker_placed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    act__in=["placed", "adjusted", "removed", "not_out", "withdrawn"]
                ),
                name="needle_act_known",
            ),
        ]

    def to_value(self) -> Event:
        return event_from_json(self.pk, self.marker, self.act, self.at, self.details)


class NoteDraft(Row):
    """The free text beside the written note, saved while it is typed."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="note_draft")
    free_text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)


class NoteEntry(Entry):
    """A signed note. An amendment is a new entry that supersedes and gives a reason."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="notes")
    version = models.PositiveIntegerField()
    text = models.TextField()
    # The text with its headings (`filiform.note.Document.to_json`); empty in older notes.
    document = models.JSONField(default=list)
    free_text = models.TextField(blank=True)
    record = models.JSONField()  # the values the text was written from
    knowledge_version = models.CharField(max_length=60)
    body_version = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "version"], name="note_one_per_version"),
            models.CheckConstraint(
                condition=models.Q(version=1, supersedes__isnull=True)
                | (models.Q(version__gt=1, supersedes__isnull=False) & ~models.Q(reason="")),
                name="note_amendment_names_reason",
            ),
        ]

    @property
    def written(self) -> Document:
        """The text with its headings; without parts for a note that was stored without them."""
        return Document.from_json(self.document)
