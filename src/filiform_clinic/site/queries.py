"""What the public pages read from the record: how to reach a clinic, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from filiform_clinic.records.models import Organisation


@dataclass(frozen=True, slots=True)
class Contact:
    """A clinic that can be called."""

    name: str
    phone: str

    @property
    def dialled(self) -> str:
        """The number as a telephone link wants it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def contacts() -> list[Contact]:
    """Clinics that gave a phone number, by name."""
    rows = Organisation.objects.exclude(phone="").order_by("name")
    return [Contact(row.name, row.phone) for row in rows]
