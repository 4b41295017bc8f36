"""The morning huddle: a line per patient with what to mind, what was, and what to measure again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical
from filiform_clinic.day.queries import Day, DayRow, day, safety_of
from filiform_clinic.records.last_visits import LastVisit, last_visits
from filiform_clinic.screening.queries import Flag


@dataclass(frozen=True, slots=True)
class HuddleLine:
    """One visit of the day. `flag` None: signed, or no history to judge by; `last` None: a first
    visit.
    """

    row: DayRow
    flag: Flag | None
    last: LastVisit | None


@dataclass(frozen=True, slots=True)
class Huddle:
    """The lines of a day, earliest first."""

    day: Day
    lines: tuple[HuddleLine, ...]


def huddle(actor: Actor, on: datetime.date, *, mine: bool = False) -> Huddle:
    """What the team reads before the day begins; a read of every record on it."""
    check_can_see_clinical(actor)
    found = day(actor, on, mine=mine)
    flags = {visit.pk: flag for visit, flag in safety_of(found, actor)}
    lasts = last_visits([row.visit for row in found.rows])
    lines = (
        HuddleLine(row, flags.get(row.visit.pk), lasts.get(row.visit.pk)) for row in found.rows
    )
    return Huddle(found, tuple(lines))
