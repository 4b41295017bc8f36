"""The tables. Only `actions` and `queries` of the rooms, and `access`, may import them."""

from filiform_clinic.records.models.audit import AuditRow
from filiform_clinic.records.models.base import EntryChangedError
from filiform_clinic.records.models.drawing import DrawingDraft, DrawingEntry
from filiform_clinic.records.models.exam import FindingEntry
from filiform_clinic.records.models.intake import IntakeDraft, IntakeEntry
from filiform_clinic.records.models.needling import NeedleEvent, NoteDraft, NoteEntry
from filiform_clinic.records.models.people import Membership, Organisation, Patient, User
from filiform_clinic.records.models.visits import Episode, PatientLink, Visit

__all__ = [
    "AuditRow",
    "DrawingDraft",
    "DrawingEntry",
    "EntryChangedError",
    "Episode",
    "FindingEntry",
    "IntakeDraft",
    "IntakeEntry",
    "Membership",
    "NeedleEvent",
    "NoteDraft",
    "NoteEntry",
    "Organisation",
    "Patient",
    "PatientLink",
    "User",
    "Visit",
]
