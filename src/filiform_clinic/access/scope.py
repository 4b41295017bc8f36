"""The rows an actor may see. Every query starts here: another clinic's rows do not exist."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from filiform_clinic.access.actor import Actor
from filiform_clinic.records.models import Patient, Visit


def patients_of(actor: Actor) -> QuerySet[Patient]:
    """Patients of the actor's organisation."""
    return Patient.objects.filter(organisation_id=actor.organisation_id)


def visits_of(actor: Actor) -> QuerySet[Visit]:
    """Visits of the actor's organisation, with patient and practitioner."""
    return Visit.objects.filter(organisation_id=actor.organisation_id).select_related(
        "episode__patient", "practitioner"
    )


def visit_of(actor: Actor, visit_id: UUID) -> Visit:
    """One visit, or 404: also for a visit of another organisation."""
    visit = visits_of(actor).filter(pk=visit_id).first()
    if visit is None:
        raise Http404("no such visit")
    return visit


def locked_visit_of(actor: Actor, visit_id: UUID) -> Visit:
    """The same, locked until the transaction ends, so that acts on one visit come one by one."""
    visit = visit_of(actor, visit_id)
    # PostgreSQL locks the row; SQLite's IMMEDIATE transactions already come one by one.
    Visit.objects.select_for_update().get(pk=visit.pk)
    return visit
