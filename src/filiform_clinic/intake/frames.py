"""What the patient's pages have in common: the clinic, the progress, the way on and back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from filiform.intake import STEPS, Step
from filiform_clinic.access.patient import Link
from filiform_clinic.intake import queries


def address(step: Step, secret: str) -> str:
    """Where a step is answered."""
    if step is Step.BIRTH_DATE:
        return reverse("intake:start", args=[secret])
    return reverse("drawing:where" if step is Step.WHERE else f"intake:{step}", args=[secret])


def frame(link: Link, secret: str, step: Step | None = None) -> dict[str, Any]:
    """The context that every page of the patient needs."""
    name, phone = queries.clinic_of(link)
    context: dict[str, Any] = {"clinic_name": name, "clinic_phone": phone, "secret": secret}
    if step:
        context |= {"step": step.number, "steps": STEPS}
        if step.number > 2:  # back to the birth date would only lead forward again
            context["back"] = address(step.before, secret)
    return context
