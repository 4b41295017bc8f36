"""Which forms keep drafts."""

from __future__ import annotations

from enum import StrEnum

from django.http import Http404


class StaffForm(StrEnum):
    """Forms of a visit that staff fill in."""

    INCIDENT = "incident"
    PLAN = "plan"
    CARE = "care"
    LETTER_REFERRER = "letter-referrer"
    LETTER_PAYER = "letter-payer"
    SIGN = "sign"
    AMEND = "amend"
    AFTERCARE = "aftercare"
    SESSION = "session"

    @property
    def ends_with_signing(self) -> bool:
        """Whether the form is of no use once the note is signed."""
        return self in (StaffForm.CARE, StaffForm.SIGN, StaffForm.SESSION)


class PatientForm(StrEnum):
    """Forms that a patient fills in by a link."""

    WHEN = "when"
    ACTIVITIES = "activities"
    STORY = "story"
    MEDICINES = "medicines"


def staff_form(word: str) -> StaffForm:
    """The form of that name, or 404."""
    if word not in set(StaffForm):
        raise Http404("no such form")
    return StaffForm(word)


def patient_form(word: str) -> PatientForm:
    """The same for a patient's form."""
    if word not in set(PatientForm):
        raise Http404("no such form")
    return PatientForm(word)
