"""What was scored at a visit: the newest entry of each instrument, as the library knows it."""

from __future__ import annotations

from filiform.intake import Activities, PainScores
from filiform_clinic.records.models import ScoreEntry, Visit


def scored(visit: Visit) -> tuple[PainScores | None, Activities]:
    """Pain now, on average and at its worst (None: not asked), and the activities named."""
    pain, hard = None, Activities()
    for row in ScoreEntry.objects.filter(visit=visit).order_by("created_at", "id"):
        value = row.to_value()
        if isinstance(value, PainScores):
            pain = value
        else:
            hard = value
    return pain, hard
