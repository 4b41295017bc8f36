"""What screening reads: the history, the answers of a treatment day, clearances, overrides.

Answers, evidence and measurements are kept in the JSON form of `filiform.screening.written`;
`filiform_clinic.records.screened` turns the rows into one verdict.
"""

from __future__ import annotations

from django.db import models

from filiform.screening import Clearance, Competence
from filiform.screening.written import read_places
from filiform_clinic.records.models.base import Entry, Row
from filiform_clinic.records.models.people import Organisation, Patient, User
from filiform_clinic.records.models.visits import Visit


class HistoryDraft(Row):
    """The health questions in the making, on the phone. `revision` guards against a stale tab."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="history_draft")
    history = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)


class HistoryEntry(Entry):
    """The health questions as sent: `answers`, the free text, and what it was `matched` with.

    The newest of a patient stands, over all episodes.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="histories")
    history = models.JSONField()
    rules_version = models.CharField(max_length=60)
    sent_by = models.CharField(max_length=20)  # patient, or staff on the patient's behalf


class AnswerEntry(Entry):
    """One answer, match or measurement that staff recorded or corrected after the history was sent.

    `said` has one key: `answer` (a rule's question), `evidence` (a match put right, or added),
    `observation` (a measured value), `read` (the patient's words that no program understood, read
    by a person; with `evidence` when they named something) or `takes_back` (`{"entry": id, "why"}`:
    an earlier entry counts no more). A later entry about the same thing supersedes by its time.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="history_answers")
    said = models.JSONField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class DayEntry(Entry):
    """The questions of the treatment day as answered together; the newest of a visit stands."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="day_answers")
    answers = models.JSONField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")


class ClearanceEntry(Entry):
    """A written medical answer (`filiform.screening.Clearance`), or its withdrawal.

    `basis` is what was known when it was recorded: anything new on file voids it.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="clearances")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="clearances")
    reason = models.CharField(max_length=60)
    given_by = models.CharField(max_length=200)
    given_on = models.DateField()
    valid_until = models.DateField()
    places = models.JSONField(default=list)
    conditions = models.TextField(blank=True)
    basis = models.JSONField(default=list)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def to_value(self) -> Clearance:
        return Clearance(
            self.reason,
            self.given_by,
            self.given_on,
            self.valid_until,
            read_places(self.places),
            self.conditions,
            frozenset(self.basis),
        )


class OverrideEntry(Entry):
    """A person's own decision to go on in spite of a reason, with why: for one visit.

    `withdraws`: an override taken back; its `why` says the reason for that.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="overrides")
    reason = models.CharField(max_length=60)
    why = models.TextField()
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="override_says_why")
        ]


class VerdictEntry(Entry):
    """A verdict that something was decided on: a needle placed, a note signed.

    `verdict` is the document of `filiform screen`; `cause` says what asked for it.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.JSONField()
    cause = models.CharField(max_length=40)
    rules_version = models.CharField(max_length=60)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class PassportEntry(Entry):
    """What a practitioner is licensed and trained for (`filiform.screening.Competence`).

    The newest of a person in a clinic stands. `advanced` are `region_group` ids.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="passports")
    licence = models.CharField(max_length=60, blank=True)
    licence_until = models.DateField(null=True)
    years_licensed = models.FloatField(null=True)
    training_hours = models.FloatField(null=True)
    supervised_sessions = models.PositiveIntegerField(null=True)
    years_needling = models.FloatField(null=True)
    advanced = models.JSONField(default=list)
    valid_until = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def to_value(self) -> Competence:
        return Competence(
            licence_until=self.licence_until,
            years_licensed=self.years_licensed,
            training_hours=self.training_hours,
            supervised_sessions=self.supervised_sessions,
            advanced=frozenset(self.advanced),
            until=self.valid_until,
            years_needling=self.years_needling,
        )


class ClinicRulesEntry(Entry):
    """Where the clinic is, and what it decided where sources disagree. The newest stands.

    `settings` holds what differs from the defaults of `filiform.screening.Settings`.
    `goes_on_because`: the owner's own decision, with why, to needle in a place whose law is unclear
    or not on file; empty where none was made.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="clinic_rules"
    )
    jurisdiction = models.CharField(max_length=10, blank=True)
    settings = models.JSONField(default=dict)
    goes_on_because = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
