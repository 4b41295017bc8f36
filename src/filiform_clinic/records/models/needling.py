"""The needling record: what happened to each marker on the body, in order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from filiform.needling import Act, Count, Event, SessionDetails, event_from_json
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
        PLANNED = "planned", _("taken over from an earlier visit")
        PLACED = "placed", _("placed")
        ADJUSTED = "adjusted", _("adjusted")
        ANSWERED = "answered", _("answered")
        REMOVED = "removed", _("removed")
        NOT_OUT = "not_out", _("marked out by mistake")
        MISSING = "missing", _("missing")
        FOUND = "found", _("found")
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
                condition=models.Q(act__in=[act.value for act in Act]),
                name="needle_act_known",
            ),
        ]

    def to_value(self) -> Event:
        return event_from_json(self.pk, self.marker, self.act, self.at, self.details)


class SessionEntry(Entry):
    """What is said once for all needles of a visit; the newest `number` stands."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="needling_sessions")
    number = models.PositiveIntegerField()
    details = models.JSONField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="session_one_per_number")
        ]

    def to_value(self) -> SessionDetails:
        return SessionDetails.from_json(self.details)


class CountEntry(Entry):
    """A whole count of the needles; the newest `number` stands.

    `inserted`, `removed`, `missing`: what the markers said when it was made.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="needle_counts")
    number = models.PositiveIntegerField()
    opened = models.PositiveIntegerField()
    in_sharps = models.PositiveIntegerField()
    inserted = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    missing = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="count_one_per_number")
        ]

    def to_value(self) -> Count:
        """Only a count in which the skin was looked over is ever stored."""
        said = self.inserted, self.removed, self.missing
        return Count(self.opened, self.in_sharps, True, *said)


class NoteDraft(Row):
    """The practitioner's words, saved while they are typed.

    `words` are those of a section of the SOAP note, by `filiform.note.Soap`; `free_text` stands
    beside the whole note.
    """

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="note_draft")
    free_text = models.TextField(blank=True)
    words = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
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
