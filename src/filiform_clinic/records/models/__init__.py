"""The tables. Only `actions` and `queries` of the rooms, and `access`, may import them."""

from filiform_clinic.records.models.access import ScreenLockEntry, StaffPin
from filiform_clinic.records.models.aftercare import AftercareEntry
from filiform_clinic.records.models.audit import AuditRow, AuditSeal
from filiform_clinic.records.models.base import EntryChangedError
from filiform_clinic.records.models.cds import CdsFeedbackEntry
from filiform_clinic.records.models.consent import ConsentEntry
from filiform_clinic.records.models.drafts import TypedDraft
from filiform_clinic.records.models.drawing import DrawingDraft, DrawingEntry
from filiform_clinic.records.models.exam import FindingEntry
from filiform_clinic.records.models.incidents import IncidentEntry
from filiform_clinic.records.models.intake import IntakeDraft, IntakeEntry, ScoreEntry
from filiform_clinic.records.models.needling import (
    CountEntry,
    NeedleEvent,
    NoteDraft,
    NoteEntry,
    SessionEntry,
)
from filiform_clinic.records.models.people import Membership, Organisation, Patient, User
from filiform_clinic.records.models.plan import CareEntry, LetterEntry, PlanEntry
from filiform_clinic.records.models.scars import ScarEntry
from filiform_clinic.records.models.screening import (
    AnswerEntry,
    ClearanceEntry,
    ClinicRulesEntry,
    DayEntry,
    HistoryDraft,
    HistoryEntry,
    OverrideEntry,
    PassportEntry,
    VerdictEntry,
)
from filiform_clinic.records.models.supervision import CosignEntry, SupervisionEntry
from filiform_clinic.records.models.visits import Episode, PatientLink, Visit

__all__ = [
    "AftercareEntry",
    "AnswerEntry",
    "AuditRow",
    "AuditSeal",
    "CareEntry",
    "CdsFeedbackEntry",
    "ClearanceEntry",
    "ClinicRulesEntry",
    "ConsentEntry",
    "CosignEntry",
    "CountEntry",
    "DayEntry",
    "DrawingDraft",
    "DrawingEntry",
    "EntryChangedError",
    "Episode",
    "FindingEntry",
    "HistoryDraft",
    "HistoryEntry",
    "IncidentEntry",
    "IntakeDraft",
    "IntakeEntry",
    "LetterEntry",
    "Membership",
    "NeedleEvent",
    "NoteDraft",
    "NoteEntry",
    "Organisation",
    "OverrideEntry",
    "PassportEntry",
    "Patient",
    "PatientLink",
    "PlanEntry",
    "ScarEntry",
    "ScoreEntry",
    "ScreenLockEntry",
    "SessionEntry",
    "StaffPin",
    "SupervisionEntry",
    "TypedDraft",
    "User",
    "VerdictEntry",
    "Visit",
]
