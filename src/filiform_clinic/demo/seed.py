"""Fill an empty clinic with invented people, through the same actions that real ones use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse

from filiform_clinic.access.accounts import add_staff, open_clinic
from filiform_clinic.access.sealing import sealed_together
from filiform_clinic.booking.actions import make_link
from filiform_clinic.demo import queries
from filiform_clinic.demo.brush import hand
from filiform_clinic.demo.licences import permit
from filiform_clinic.demo.patients import ELSEWHERE, PATIENTS, open_patient
from filiform_clinic.demo.people import CLINICS, STAFF, DemoPerson
from filiform_clinic.demo.stories import STORIES
from filiform_clinic.demo.told import DemoPatient, Earlier, Turn
from filiform_clinic.demo.visits import amend_later, go_through

_ZONE = "America/New_York"
_SATURDAY = 5
# Three months.
WEEKS = 13

Say = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DemoAccess:
    """How to look around: who can sign in with one click, and the open link of one patient."""

    logins: tuple[DemoPerson, ...]
    patient_link_path: str
    patient_name: str
    patient_birth_date: date


def _quiet(done: int, of: int) -> None:
    """Say nothing of how far it is."""


def seed(now: datetime, rng_seed: int = 7, say: Say = _quiet, weeks: int = WEEKS) -> DemoAccess:
    """Make the demo's clinics and past months on the first call, and each day's visits once.

    The same seed paints the same drawings. Every call gives a fresh link for the patient whose
    answers are still open; earlier ones end. `now` says which day it is; `say` hears how many of
    how many visits are made; `weeks` is how far back they go. All of it or nothing is stored.
    """
    with sealed_together(), transaction.atomic():
        rng = hand(rng_seed)
        if not queries.is_seeded():
            _open_clinics()
            past = planned(now, weeks)
        else:
            past = []
        today = [] if queries.has_visits(queries.actor_named("june"), now) else PATIENTS
        for number, (moment, patient) in enumerate(past):
            say(number, len(past) + len(today))
            amend_later(patient, go_through(patient, moment, rng), moment)
        for number, patient in enumerate((*today, ELSEWHERE) if today else ()):
            say(len(past) + number, len(past) + len(today))
            go_through(patient, now, rng)
        return _access(now)


def planned(now: datetime, weeks: int) -> list[tuple[datetime, DemoPatient]]:
    """Every visit before the day of `now`, in the order of time, and the patient as of then."""
    zone = queries.actor_named("june").zone
    made = [
        (evening(now.astimezone(zone), visit.days_ago), visit.of(story.patient))
        for story in STORIES
        for visit in recent(story.visits, weeks)
    ]
    return sorted(made, key=lambda one: (one[0], one[1].at, one[1].family))


def recent(visits: Iterable[Earlier], weeks: int) -> list[Earlier]:
    """The visits of the last weeks, and those before them back to a clearance they rest on."""
    known = [*visits]
    reach = max((one.days_ago for one in known if one.days_ago <= 7 * weeks), default=0)
    cleared = [one.days_ago for one in known if Turn.CLEARED in one.turns and one.days_ago > reach]
    back_to = min(cleared, default=reach) if reach else 0
    return [one for one in known if one.days_ago <= back_to]


def evening(now: datetime, days_ago: int) -> datetime:
    """The end of a working day so long ago: of Saturday and Sunday the Friday before."""
    day = now.date() - timedelta(days=days_ago)
    day -= timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
    return datetime.combine(day, time(21), tzinfo=now.tzinfo)


def _open_clinics() -> None:
    for clinic in CLINICS:
        made = open_clinic(name=clinic.name, time_zone=_ZONE, phone=clinic.phone, is_demo=True)
        for one in STAFF:
            if one.clinic == clinic.key:
                add_staff(
                    organisation=made, name=one.name, email=one.email, role=one.role, password=None
                )
    permit()


def _access(now: datetime) -> DemoAccess:
    patient = open_patient()
    # Not the front desk: the demo's patient may have sent answers already.
    actor = queries.actor_named(patient.with_)
    secret = make_link(actor=actor, visit_id=queries.visit_today(actor, patient, now))
    return DemoAccess(
        STAFF,
        reverse("intake:start", args=[secret]),
        f"{patient.given} {patient.family}",
        patient.born,
    )
