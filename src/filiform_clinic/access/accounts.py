"""Open a clinic and let its staff in."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction

from filiform_clinic.records.models import Membership, Organisation, User


@transaction.atomic
def open_clinic(
    *, name: str, time_zone: str, phone: str = "", is_demo: bool = False
) -> Organisation:
    """Make an organisation without staff or patients."""
    return Organisation.objects.create(name=name, time_zone=time_zone, phone=phone, is_demo=is_demo)


@transaction.atomic
def add_staff(
    *, organisation: Organisation, name: str, email: str, role: str, password: str | None
) -> User:
    """Make an account with a role. Without a password only the demo's one-click login works.

    Raises django's ValidationError for a malformed address or a weak password.
    """
    validate_email(email)
    user = User(email=email, name=name)
    if password is not None:
        validate_password(password, user)
    made = User.objects.create_user(email=email, name=name, password=password)
    Membership.objects.create(user=made, organisation=organisation, role=Membership.Role(role))
    return made
