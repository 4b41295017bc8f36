"""Find the accounts of the demo."""

from __future__ import annotations

from filiform_clinic.demo.people import DemoPerson
from filiform_clinic.records.models import User


def account_of(person: DemoPerson) -> User | None:
    """The account of a demo person, None while the demo is not seeded.

    Only members of an organisation that is marked as demo count, so that no real account can ever
    be opened this way.
    """
    return User.objects.filter(
        email=person.email,
        is_active=True,
        memberships__is_active=True,
        memberships__organisation__is_demo=True,
    ).first()
