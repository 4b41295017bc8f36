"""Where a visit takes place, for the law and for whom to call."""

from __future__ import annotations

from django.conf import settings

from filiform.aftercare import Aftercare
from filiform_clinic.records.models import Visit
from filiform_clinic.records.screened import rules_of


def jurisdiction_of(visit: Visit) -> str:
    """What the clinic has entered, such as "US-FL"; "" when it has not."""
    rules = rules_of(visit.organisation)
    return rules.jurisdiction if rules else ""


def emergency_number_at(visit: Visit) -> str:
    """The number of the clinic's country, else the one this installation is set to."""
    return Aftercare.load().number_in(jurisdiction_of(visit)) or str(settings.EMERGENCY_NUMBER)
