"""Whose draft it is, and what it holds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.drafts.kinds import PatientForm, StaffForm
from filiform_clinic.records.models import PatientLink, TypedDraft, Visit

_DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Place:
    """A form of a visit and who fills it in: `actor`, or who opened `link` on `device`."""

    visit: Visit
    form: StaffForm | PatientForm
    actor: Actor | None = None
    link: PatientLink | None = None
    device: str = ""

    @property
    def key(self) -> dict[str, Any]:
        """The columns that find the row."""
        if self.actor:
            return {"visit": self.visit, "author_id": self.actor.user_id, "form": self.form.value}
        own = {"link": self.link, "device": self.device}
        return own | {"visit": self.visit, "form": self.form.value}


def place_of_staff(actor: Actor, visit_id: UUID, form: StaffForm) -> Place:
    """404 across clinics; 403 for who does not treat."""
    check_can_treat(actor)
    return Place(visit_of(actor, visit_id), form, actor=actor)


def place_of_patient(request: HttpRequest, link: PatientLink, form: PatientForm) -> Place:
    """The device is known by a word in its session, so that no other one is shown the draft."""
    device = request.session.setdefault(_DEVICE, secrets.token_urlsafe(12))
    return Place(link.visit, form, link=link, device=device)


@transaction.atomic
def read(place: Place) -> TypedDraft | None:
    """What was typed and not sent; reading it leaves an audit row."""
    row = TypedDraft.objects.filter(**place.key).first()
    if row and row.fields is not None:
        audit_visit(place.actor, "draft.read", place.visit, form=place.form.value)
    return row
