"""The people of every web test: two clinics that must never see each other's patients.

Elm Street: Priya treats, Cole covers for her, Susan supervises, Fran sits at the front desk, Olga
owns the clinic; Paul is the patient who comes today. Oak Avenue: Stan treats, Pia is his patient.
Both patients have agreed to needles in every part of the body.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from filiform.consent import law_version
from filiform.knowledge.parts import Parts
from filiform_clinic.access.actor import Actor, actor_of
from filiform_clinic.consent.queries import basis_of, today_of
from filiform_clinic.records.models import (
    ConsentEntry,
    Episode,
    Membership,
    Organisation,
    Patient,
    User,
    Visit,
)

PASSWORD = "correct horse battery staple"
Role = Membership.Role


@dataclass(frozen=True)
class Cast:
    """Who is there, and the visit that takes place today in each clinic."""

    clinic: Organisation
    practitioner: User
    colleague: User
    supervisor: User
    front_desk: User
    owner: User
    patient: Patient
    visit: Visit
    other_clinic: Organisation
    stranger: User
    other_visit: Visit

    @property
    def actor(self) -> Actor:
        """The practitioner as the one who acts."""
        return actor_of(self.practitioner.pk)


def assemble() -> Cast:
    """Make both clinics, their people, and one visit each."""
    elm = Organisation.objects.create(name="Elm Street Clinic (synthetic)", phone="555-0100")
    oak = Organisation.objects.create(name="Oak Avenue Clinic (synthetic)", phone="555-0200")
    priya = join(elm, "Priya Practitioner", Role.PRACTITIONER)
    stan = join(oak, "Stan Stranger", Role.PRACTITIONER)
    paul = add_patient(elm, "Paul", "Patient", datetime.date(1988, 4, 12))
    pia = add_patient(oak, "Pia", "Elsewhere", datetime.date(1990, 1, 2))
    visit, other_visit = add_visit(paul, priya), add_visit(pia, stan)
    for one in (visit, other_visit):
        agree(one)
    return Cast(
        clinic=elm,
        practitioner=priya,
        colleague=join(elm, "Cole Colleague", Role.PRACTITIONER),
        supervisor=join(elm, "Susan Supervisor", Role.SUPERVISOR),
        front_desk=join(elm, "Fran Frontdesk", Role.FRONT_DESK),
        owner=join(elm, "Olga Owner", Role.OWNER),
        patient=paul,
        visit=visit,
        other_clinic=oak,
        stranger=stan,
        other_visit=other_visit,
    )


def join(clinic: Organisation, name: str, role: str) -> User:
    """A member of staff; the address is the first name."""
    email = f"{name.split()[0].lower()}@example.test"
    user = User.objects.create(email=email, name=name, password=_hashed())
    Membership.objects.create(user=user, organisation=clinic, role=role)
    return user


@cache
def _hashed() -> str:
    """Hashing is slow on purpose: once is enough for all tests."""
    return make_password(PASSWORD)


def add_patient(clinic: Organisation, given: str, family: str, born: datetime.date) -> Patient:
    return Patient.objects.create(
        organisation=clinic, given_name=given, family_name=family, birth_date=born
    )


def add_visit(patient: Patient, practitioner: User) -> Visit:
    """A visit now, in the patient's open episode or a new one."""
    now = timezone.now()
    episode = patient.episodes.filter(closed_on=None).first() or Episode.objects.create(
        patient=patient, opened_on=now.date()
    )
    return Visit.objects.create(
        organisation=patient.organisation,
        episode=episode,
        practitioner=practitioner,
        starts_at=now,
    )


def agree(visit: Visit, *parts: str) -> ConsentEntry:
    """The patient has agreed to needles in these parts of the body; without any, in all."""
    jurisdiction, health = basis_of(visit)
    return ConsentEntry.objects.create(
        patient=visit.episode.patient,
        visit=visit,
        number=ConsentEntry.objects.filter(patient=visit.episode.patient).count() + 1,
        decision="agreed",
        decided_on=today_of(visit),
        parts=[*(parts or Parts.load().parts)],
        jurisdiction=jurisdiction,
        law=law_version(jurisdiction),
        health=health,
        recorded_by=visit.practitioner,
    )


def signed_in(user: User) -> Client:
    """A browser in which the person has signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
