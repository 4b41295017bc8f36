"""Add a visit for somebody who comes in, and make the link that asks a patient beforehand."""

from __future__ import annotations

import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.journey import may_record
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit, audit_visit
from filiform_clinic.access.links import create_link, revoke_links
from filiform_clinic.access.scope import locked_visit_of, patients_of
from filiform_clinic.booking.queries import begun, practitioners, why_not_link
from filiform_clinic.records.models import (
    Episode,
    Organisation,
    Patient,
    Visit,
)
from filiform_clinic.records.visit_state import signing_of
from filiform_clinic.ui.problems import Conflict, Refused
from filiform_clinic.ui.reasons import refuse_unless


def add_walk_in(
    *,
    actor: Actor,
    id: UUID,
    given_name: str,
    family_name: str,
    birth_date: datetime.date,
    practitioner: UUID,
    starts_at: datetime.time,
) -> Visit:
    """Add a visit today. A patient of the same name and birth date is the same person.

    `starts_at` is a time of the clinic's day. The visit continues the patient's open episode.
    """
    if practitioner not in dict(practitioners(actor)):
        raise InvalidInput("practitioner", "somebody who treats in this clinic")
    now = timezone.now().astimezone(actor.zone)
    moment = datetime.datetime.combine(now.date(), starts_at, tzinfo=actor.zone)
    with transaction.atomic():
        # One at a time in a clinic: a double tap is neither two patients nor two visits.
        Organisation.objects.select_for_update().get(pk=actor.organisation_id)
        if known := Visit.objects.filter(pk=id).first():
            who = (given_name, family_name, birth_date)
            return _same_visit(actor, known, who, practitioner, moment)
        patient = _known_patient(actor, given_name, family_name, birth_date) or _new_patient(
            actor, given_name, family_name, birth_date
        )
        visit = Visit.objects.create(
            id=id,
            organisation_id=actor.organisation_id,
            episode=_open_episode(patient, now.date()),
            practitioner_id=practitioner,
            starts_at=moment,
        )
        audit_visit(actor, "visit.added", visit)
    return visit


def make_link(*, actor: Actor, visit_id: UUID) -> str:
    """A fresh secret for the patient of a visit; earlier links of the visit end.

    The link shows what the patient has said, sent or not (`why_not_link`).
    """
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        refuse_unless(may_record(signing_of(visit.pk)))
        if reason := why_not_link(actor, has_begun=bool(begun([visit.pk]))):
            raise Refused(reason)
        ended = revoke_links(visit.pk)
        secret = create_link(visit)
        audit_visit(actor, "link.created", visit, ended=ended)
    return secret


def _same_visit(
    actor: Actor,
    known: Visit,
    who: tuple[str, str, datetime.date],
    practitioner: UUID,
    moment: datetime.datetime,
) -> Visit:
    """The visit that was added with this id before, if it says the same."""
    same = _known_patient(actor, *who)
    if same is None or (
        (known.organisation_id, known.practitioner_id, known.starts_at, known.episode.patient_id)
        != (actor.organisation_id, practitioner, moment, same.pk)
    ):
        raise Conflict(_("This id already stands for another visit. Nothing was changed."))
    return known


def _known_patient(
    actor: Actor, given_name: str, family_name: str, birth_date: datetime.date
) -> Patient | None:
    return (
        patients_of(actor)
        .filter(
            given_name__iexact=given_name, family_name__iexact=family_name, birth_date=birth_date
        )
        .order_by("created_at")
        .first()
    )


def _new_patient(
    actor: Actor, given_name: str, family_name: str, birth_date: datetime.date
) -> Patient:
    patient = Patient.objects.create(
        organisation_id=actor.organisation_id,
        given_name=given_name,
        family_name=family_name,
        birth_date=birth_date,
    )
    audit(actor, "patient.added", patient=patient)
    return patient


def _open_episode(patient: Patient, today: datetime.date) -> Episode:
    episode = patient.episodes.filter(closed_on=None).order_by("opened_on").last()
    return episode or Episode.objects.create(patient=patient, opened_on=today)
