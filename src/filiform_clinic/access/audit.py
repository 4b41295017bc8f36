"""The audit trail: one row per read or write of a patient's data, in the act's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models

from filiform_clinic.access.actor import Actor
from filiform_clinic.access.sealing import seal_soon
from filiform_clinic.records.models import AuditRow, Patient, Visit


def audit(
    actor: Actor | None,
    verb: str,
    *,
    patient: Patient,
    subject: models.Model | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Record an act. `actor` is None when the patient acts through a link.

    `details` holds no clinical content: ids, counts and reasons of access only.
    """
    AuditRow.objects.create(
        organisation_id=patient.organisation_id,
        actor_id=actor.user_id if actor else None,
        patient=patient,
        verb=verb,
        subject=subject._meta.model_name or "" if subject else "",
        subject_id=_key(subject),
        details=details or {},
    )
    seal_soon(patient.organisation_id)


def audit_program(organisation: UUID, verb: str, **details: Any) -> None:
    """Record what another program did in a clinic, about no patient in particular."""
    AuditRow.objects.create(organisation_id=organisation, verb=verb, details=details)
    seal_soon(organisation)


def audit_clinic(actor: Actor, verb: str, **details: Any) -> None:
    """Record what a member of staff decided for the clinic, about no patient in particular."""
    AuditRow.objects.create(
        organisation_id=actor.organisation_id, actor_id=actor.user_id, verb=verb, details=details
    )
    seal_soon(actor.organisation_id)


def audit_visit(actor: Actor | None, verb: str, visit: Visit, **details: Any) -> None:
    """Record an act on a visit."""
    audit(actor, verb, patient=visit.episode.patient, subject=visit, details=details)


def audit_list(actor: Actor, verb: str, patients: Iterable[Patient]) -> None:
    """Record that a list showed these patients: one row each, so that each can be told who saw."""
    AuditRow.objects.bulk_create(
        AuditRow(
            organisation_id=patient.organisation_id,
            actor_id=actor.user_id,
            patient=patient,
            verb=verb,
        )
        for patient in patients
    )
    seal_soon(actor.organisation_id)


def _key(subject: models.Model | None) -> UUID | None:
    return subject.pk if subject is not None and isinstance(subject.pk, UUID) else None
