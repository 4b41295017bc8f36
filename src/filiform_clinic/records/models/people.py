"""Organisations, the staff who work there and the patients they care for."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from filiform_clinic.records.models.base import Row
from filiform_clinic.records.names import folded


class Organisation(Row):
    """A clinic. Every patient and everything recorded about them belongs to exactly one."""

    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="America/New_York")
    phone = models.CharField(max_length=40, blank=True)
    is_demo = models.BooleanField(default=False)


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(Row, AbstractBaseUser, PermissionsMixin):
    """A person who signs in; what they may do comes from their membership."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_case"),
        ]


class Membership(Row):
    """A person's role in one organisation."""

    class Role(models.TextChoices):
        PRACTITIONER = "practitioner", _("Practitioner")
        SUPERVISOR = "supervisor", _("Supervisor")
        FRONT_DESK = "front_desk", _("Front desk")
        OWNER = "owner", _("Clinic owner")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(is_active=True),
                name="membership_one_active_per_user",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["practitioner", "supervisor", "front_desk", "owner"]),
                name="membership_role_known",
            ),
        ]


class Patient(Row):
    """A person in care. `searched` is the name as it is searched (`records.names`)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="patients"
    )
    given_name = models.CharField(max_length=200)
    family_name = models.CharField(max_length=200)
    birth_date = models.DateField()
    searched = models.TextField(editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "family_name", "given_name"], name="patient_name")
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.searched = folded(self.name)
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def age_on(self, day: datetime.date) -> int:
        """Whole years on a day."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
