"""What was scored at a visit: the newest entry of each instrument, as the library knows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from filiform.intake import Activities, PainScores
from filiform_clinic.records.models import ScoreEntry, Visit

# Pain now, on average and at its worst (None: not asked), and the activities named.
Scores = tuple[PainScores | None, Activities]


def scored(visit: Visit) -> Scores:
    """What stands of one visit."""
    return scored_in([visit.pk])[visit.pk]


def scored_in(visits: Iterable[UUID]) -> defaultdict[UUID, Scores]:
    """What stands of each visit; nothing for a visit without scores."""
    found: defaultdict[UUID, Scores] = defaultdict(lambda: (None, Activities()))
    for row in ScoreEntry.objects.filter(visit__in=[*visits]).order_by("created_at", "id"):
        value, (pain, hard) = row.to_value(), found[row.visit_id]
        found[row.visit_id] = (value, hard) if isinstance(value, PainScores) else (pain, value)
    return found
