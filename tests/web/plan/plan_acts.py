"""Acts about a plan as the pages send them."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from acts import palpate
from cast import Cast, signed_in
from filiform_clinic.records.models import (
    Visit,
)

BORN = {"month": "4", "day": "12", "year": "1988"}
FIRST = "2026-11-24"


def found_client(cast: Cast) -> Client:
    """The practitioner, with familiar pain found in the right infraspinatus."""
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "familiar_pain")
    return client


def step(client: Client, visit: Visit) -> Any:
    return client.get(reverse("visit:visit", args=[visit.pk]) + "?step=plan")


def page(client: Client, visit: Visit) -> Any:
    return client.get(reverse("plan:edit", args=[visit.pk]))


def fields(answer: Any) -> dict[str, Any]:
    """What a browser would send back of the page as it is."""
    forms = answer.context["forms"]
    sent: dict[str, Any] = {}
    for rows in forms.rows.values():
        for form in (rows.management_form, *rows.forms):
            sent |= _values(form)
    return sent | _values(forms.main)


def _values(form: Any) -> dict[str, Any]:
    values = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value not in (None, "", False, [])} | {
        name: "0" for name, value in values.items() if type(value) is int and value == 0
    }


def keep(client: Client, visit: Visit, **more: Any) -> Any:
    """Keep what a fresh page shows; `more` changes fields (`__` for `-`)."""
    changed = {name.replace("__", "-"): value for name, value in more.items()}
    return client.post(reverse("plan:edit", args=[visit.pk]), fields(page(client, visit)) | changed)


def weekly(client: Client, visit: Visit, **more: Any) -> Any:
    """Three sessions a week apart."""
    return keep(client, visit, **{"sessions": 3, "days_between": 7, "first": FIRST} | more)


def care_field(client: Client, visit: Visit, care: str) -> str:
    rows = page(client, visit).context["forms"].rows["care"]
    return str(next(form.prefix for form in rows if form["care"].value() == care))


def link_for(client: Client, visit: Visit) -> str:
    """The path of a fresh link."""
    made = client.post(reverse("plan:link", args=[visit.pk]))
    assert made.status_code == 200
    return str(re.sub(r"https?://[^/]+", "", made.context["address"]))
