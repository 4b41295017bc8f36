"""Acts about consent as the pages send them."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from cast import Cast, add_patient, add_visit
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    Visit,
)
from page_text import main_text

LINE = json.dumps([[[0.1, 0.5], [0.4, 0.2], [0.9, 0.6]]])
BORN = datetime.date(1979, 3, 9)
BIRTH = {"month": "3", "day": "9", "year": "1979"}


def new_visit(cast: Cast) -> Visit:
    """A new patient, who has not been asked yet."""
    return add_visit(add_patient(cast.clinic, "Nora", "New", BORN), cast.practitioner)


def page(client: Client, visit: Visit, *parts: str) -> Any:
    query = "&".join(f"part={part}" for part in parts or ("shoulder",))
    return client.get(reverse("consent:ask", args=[visit.pk]) + f"?{query}")


def decide(client: Client, visit: Visit, *parts: str, **more: Any) -> Any:
    """Say yes as a fresh page would send it; `more` changes fields."""
    shown = page(client, visit, *parts).context["page"]
    said = {
        "id": shown.fresh_id,
        "seen": shown.text.digest,
        "part": [*shown.text.parts],
        "decision": "agreed",
        "name": "Nora New",
        "strokes": LINE,
    }
    said |= {f"answer-{one.id}": one.right for one in shown.text.questions}
    return client.post(reverse("consent:ask", args=[visit.pk]), said | more)


def withdraw(client: Client, visit: Visit, **more: Any) -> Any:
    said = {"id": new_id(), "words": ""} | more
    return client.post(reverse("consent:withdraw", args=[visit.pk]), said)


def step(client: Client, visit: Visit, name: str = "consent") -> str:
    return main_text(client.get(reverse("visit:visit", args=[visit.pk]) + f"?step={name}"))


def told(answer: Any) -> str:
    """The reasons of a refusal, from a page or a fragment."""
    return re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("&#x27;", "'")


def link_for(client: Client, visit: Visit) -> str:
    made = client.post(reverse("consent:link", args=[visit.pk]))
    assert made.status_code == 200
    return str(re.sub(r"https?://[^/]+", "", made.context["address"]))
