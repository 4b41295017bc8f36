"""The invented staff of the demo, who can be looked around as with one click."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class DemoClinic:
    """An invented clinic; numbers 555-01xx belong to nobody."""

    key: str
    name: str
    phone: str


CLINICS = (
    DemoClinic("riverbend", "Riverbend Physical Therapy (synthetic demo)", "(904) 555-0142"),
    # Here to show that one clinic sees nothing of the other; the public page does not name it.
    DemoClinic("hillcrest", "Hillcrest Physical Therapy (synthetic demo)", ""),
)


# Everybody's PIN in the demo, told on its pages: one-click accounts have no password.
PIN = "2468"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A member of staff of the demo; `role` is the membership's role."""

    key: str
    clinic: str
    name: str
    email: str
    role: str
    says: Promise | str

    @property
    def clinic_name(self) -> str:
        """The name of the clinic without what every name of the demo adds."""
        return next(one.name for one in CLINICS if one.key == self.clinic).partition(" (")[0]


STAFF = (
    DemoPerson(
        "maya",
        "riverbend",
        "Maya Torres",
        "maya@riverbend.example",
        "practitioner",
        _("Physical therapist: today's visits, body, needles, note"),
    ),
    DemoPerson(
        "noah",
        "riverbend",
        "Noah Lindgren",
        "noah@riverbend.example",
        "practitioner",
        _("Physical therapist: the other half of the day"),
    ),
    DemoPerson(
        "ruth",
        "riverbend",
        "Ruth Okafor",
        "ruth@riverbend.example",
        "supervisor",
        _("Supervisor: treats, watches over colleagues' visits, signs their notes too"),
    ),
    DemoPerson(
        "june",
        "riverbend",
        "June Abara",
        "june@riverbend.example",
        "front_desk",
        _("Front desk: who comes when, patient links"),
    ),
    DemoPerson(
        "omar",
        "riverbend",
        "Omar Reyes",
        "omar@riverbend.example",
        "owner",
        _("Clinic owner: sees the day, not the record"),
    ),
    DemoPerson(
        "ines",
        "hillcrest",
        "Ines Falk",
        "ines@hillcrest.example",
        "practitioner",
        _("Physical therapist of another clinic, Hillcrest: sees none of Riverbend"),
    ),
)


def person(key: str) -> DemoPerson | None:
    """The demo person with this key."""
    return next((one for one in STAFF if one.key == key), None)
