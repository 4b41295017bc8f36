"""Find the accounts and visits of the demo."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from filiform.note import digest
from filiform.screening import Outcome
from filiform_clinic.access.actor import Actor, actor_of
from filiform_clinic.access.scope import visit_of, visits_of
from filiform_clinic.demo.people import DemoPerson, person
from filiform_clinic.demo.told import DemoPatient
from filiform_clinic.records.models import NoteEntry, Organisation, User
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.problems import Gone


def is_seeded() -> bool:
    return Organisation.objects.filter(is_demo=True).exists()


def account_of(one: DemoPerson) -> User | None:
    """The account of a demo person, None while the demo is not seeded.

    Only members of an organisation that is marked as demo count, so that no real account can ever
    be opened this way.
    """
    return User.objects.filter(
        email=one.email,
        is_active=True,
        memberships__is_active=True,
        memberships__organisation__is_demo=True,
    ).first()


def actor_named(key: str) -> Actor:
    """The demo person as the one who acts."""
    one = person(key)
    account = account_of(one) if one else None
    if account is None:
        raise Gone("The demo is not seeded yet. Run: filiform demo")
    return actor_of(account.pk)


def has_visits(actor: Actor, now: datetime) -> bool:
    """Whether the clinic of the actor has visits on the day of `now`."""
    day = now.astimezone(actor.zone).date()
    return any(v.starts_at.astimezone(actor.zone).date() == day for v in visits_of(actor))


def visit_today(actor: Actor, patient: DemoPatient, now: datetime) -> UUID:
    """Today's visit of a demo patient."""
    day = now.astimezone(actor.zone).date()
    found = visits_of(actor).filter(
        episode__patient__given_name=patient.given, episode__patient__family_name=patient.family
    )
    return next(v.pk for v in found if v.starts_at.astimezone(actor.zone).date() == day)


def record_digest(actor: Actor, visit_id: UUID) -> str:
    """The digest of the record as it stands: what a practitioner sees before signing."""
    return digest(note_record_of(visit_of(actor, visit_id)))


def needs_consent(actor: Actor, visit_id: UUID, parts: list[str]) -> bool:
    """Whether the patient has to be asked before a needle goes into these parts."""
    consent = state_of(visit_of(actor, visit_id).pk).consent
    return any(consent.why_not(part) for part in parts)


def newest_note(actor: Actor, visit_id: UUID) -> UUID:
    """The version of a signed note that stands."""
    visit = visit_of(actor, visit_id)
    return NoteEntry.objects.get(visit=visit, superseded_by=None).pk


def reasons_held(actor: Actor, visit_id: UUID) -> list[str]:
    """What needs a doctor's answer before the session may take place."""
    verdict = verdict_of(visit_of(actor, visit_id), actor.today)
    return sorted({one.id for one in verdict.reasons if one.outcome is Outcome.CLEARANCE})
