"""The findings that stand, as values: those of the examination and those of the re-test apart.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from filiform.exam import ExamFinding, ranks
from filiform.locating import Finding
from filiform_clinic.records.models import FindingEntry
from filiform_clinic.records.visit_state import standing_findings


@dataclass(frozen=True, slots=True)
class Examined:
    """What stands in one visit, oldest first, before needling (`exam`) and after (`retest`)."""

    exam: list[FindingEntry] = field(default_factory=list)
    retest: list[FindingEntry] = field(default_factory=list)

    @property
    def examiners(self) -> frozenset[UUID]:
        """Who measured, before or after."""
        return frozenset(row.recorded_by_id for row in (*self.exam, *self.retest))

    @property
    def before(self) -> tuple[ExamFinding, ...]:
        return tuple(row.to_value() for row in self.exam)

    @property
    def after(self) -> tuple[ExamFinding, ...]:
        return tuple(row.to_value() for row in self.retest)


def examined(visit_id: UUID) -> Examined:
    """What stands in a visit."""
    return examined_in([visit_id])[visit_id]


def examined_in(visits: Collection[UUID]) -> defaultdict[UUID, Examined]:
    """What stands in each visit; nothing for a visit without findings."""
    found: defaultdict[UUID, Examined] = defaultdict(Examined)
    for row in standing_findings().filter(visit__in=visits):
        one = found[row.visit_id]
        (one.retest if row.retest else one.exam).append(row)
    return found


def ranking_findings(visit_id: UUID) -> tuple[Finding, ...]:
    """What locating ranks by: what was found before the first needle, without pain and scars."""
    return tuple(
        finding
        for finding in examined(visit_id).before
        if ranks(finding)
    )  # fmt: skip
