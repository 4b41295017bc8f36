"""The people of the demo, for the sign-in page."""

from __future__ import annotations

from django import template

from filiform_clinic.demo.patients import open_patient
from filiform_clinic.demo.people import PIN, STAFF, DemoPerson
from filiform_clinic.demo.told import DemoPatient

register = template.Library()


@register.simple_tag
def demo_staff() -> tuple[DemoPerson, ...]:
    return STAFF


@register.simple_tag
def demo_patient() -> DemoPatient:
    return open_patient()


@register.simple_tag
def demo_pin() -> str:
    """Everybody's PIN in the demo."""
    return PIN
