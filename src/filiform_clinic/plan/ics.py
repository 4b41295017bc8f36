"""The patient's calendar file: whole days, sober titles, nothing about muscles or pain.

A calendar is often shared or kept by a third party; what it says must not tell why somebody comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid5

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from filiform.plan import Plan, PlanKnowledge, Schedule
from filiform_clinic.plan.queries import Version


def calendar(version: Version) -> bytes:
    """Planned visits, the day to look back together, and the days of care at home."""
    made = Calendar()
    made.add("prodid", "-//Filiform//Plan//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for day, title in _days(version.entry.to_value(), version.clinic_name):
        made.add_component(_event(version, day, title))
    return bytes(made.to_ical())


def _days(plan: Plan, clinic: str) -> Iterator[tuple[date, str]]:
    schedule, known = Schedule(plan), PlanKnowledge.load().care
    for session in schedule.sessions:
        yield session, _("Planned visit: %(clinic)s (not booked yet)") % {"clinic": clinic}
    if plan.reassess_on:
        yield plan.reassess_on, _("See how it goes: %(clinic)s") % {"clinic": clinic}
    for week in schedule.weeks:
        for day in week.days:
            if day.care:
                yield day.on, ", ".join(known[care].plain for care in day.care)


def _event(version: Version, day: date, title: str) -> Event:
    """A whole day that blocks no time; its key stays the same when the plan changes."""
    event = Event()
    event.add("uid", f"{uuid5(version.entry.episode_id, f'{day} {title}')}@filiform")
    event.add("dtstamp", version.entry.created_at)
    event.add("sequence", version.entry.number)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
