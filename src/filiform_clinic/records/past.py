"""What was seen after needling a muscle at earlier visits of a patient: for choosing.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from filiform.body import Side
from filiform.exam import Change, Observation, Session, observations
from filiform.knowledge.atlas import Atlas
from filiform.needling import Needling, Target, changed, measure_name, named
from filiform_clinic.records.findings import Examined, examined_in
from filiform_clinic.records.models import Visit
from filiform_clinic.records.visit_state import needlings_of


@dataclass(frozen=True, slots=True)
class Seen:
    """One past session of a muscle in words."""

    on: datetime.date
    right_after: list[str]
    next_on: datetime.date | None
    until_next: list[str]
    others: int


@dataclass(frozen=True, slots=True)
class Needled:
    """A muscle that was needled before, by name, with what was seen after each session."""

    key: str
    name: str
    seen: list[Seen]


class Past:
    """Every visit of a patient up to one of them."""

    def __init__(self, sessions: list[Session]) -> None:
        self._sessions = sessions

    def of(self, muscle: str, side: Side) -> list[Seen]:
        """The sessions in which the muscle was needled, latest first."""
        found = observations(Atlas.load().muscles[muscle], side, self._sessions)
        return [_seen(one) for one in found]

    @property
    def each(self) -> list[Needled]:
        """Every muscle that was needled, that of the latest session first."""
        places = [place for one in reversed(self._sessions) for place in sorted(one.needled)]
        return [
            Needled(
                f"{muscle}-{side}",
                named(Target(muscle, side), Atlas.load()),
                self.of(muscle, side),
            )
            for muscle, side in dict.fromkeys(places)
        ]


def past_of(visit: Visit, zone: datetime.tzinfo) -> Past:
    """The visits of the patient, oldest first; this one last, as the next visit of the one before.

    What was needled today is left out: it is no experience yet.
    """
    rows = Visit.objects.filter(
        organisation=visit.organisation_id,
        episode__patient=visit.episode.patient_id,
        starts_at__lte=visit.starts_at,
    )
    days = dict(rows.order_by("starts_at", "id").values_list("pk", "starts_at"))
    needles, found = needlings_of(days), examined_in(days)
    return Past(
        [
            _session(
                at.astimezone(zone).date(), Needling() if id == visit.pk else needles[id], found[id]
            )
            for id, at in days.items()
        ]
    )


def _session(on: datetime.date, needling: Needling, found: Examined) -> Session:
    targets = (marker.value.target for marker in needling.current)
    needled = frozenset((target.muscle, target.side) for target in targets)
    return Session(on, needled, found.before, found.after, found.examiners)


def _seen(one: Observation) -> Seen:
    return Seen(
        one.on, _words(one.right_after), one.next_on, _words(one.until_next), one.others
    )  # fmt: skip


def _words(found: Iterable[Change]) -> list[str]:
    atlas = Atlas.load()
    return [f"{measure_name(one.before, atlas)} {changed(one)}" for one in found]
