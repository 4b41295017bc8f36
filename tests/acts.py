"""Acts of a practitioner as the pages send them, for web tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from filiform.journey import may_finish
from filiform.note import digest
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    AuditRow,
    HistoryEntry,
    NeedleEvent,
    NoteDraft,
    NoteEntry,
    Visit,
)
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.records.visit_state import needling_of, state_of
from histories import healthy

HTMX = {"HX-Request": "true"}


def palpate(client: Client, visit: Visit, results: str, **more: Any) -> HttpResponse:
    """Tap a palpation button; `more` changes fields."""
    said = {
        "id": new_id(),
        "muscle": "infraspinatus",
        "side": "right",
        "site": "",
        "result": results,
        "replaces": "",
    }
    return post(client, "exam:palpation", visit, said | more)


def place(client: Client, visit: Visit, **more: Any) -> HttpResponse:
    """Place one needle in the right infraspinatus; `more` changes fields.

    A patient of whom nothing is on file has first answered all, and nothing speaks against it.
    """
    if not HistoryEntry.objects.filter(visit__episode__patient=visit.episode.patient_id).exists():
        healthy(visit)
    said = {
        "id": new_id(),
        "marker": new_id(),
        "muscle": "infraspinatus",
        "side": "right",
        "needles": 1,
        "gauge_mm": "0.30",
        "length_mm": 50,
        "mode": "left_in",
    }
    return post(client, "needling:placed", visit, said | more)


def act(client: Client, visit: Visit, kind: str, marker: UUID, **more: Any) -> HttpResponse:
    """An act on a marker as a fresh page would send it."""
    after = next(m.latest for m in needling_of(visit.pk).markers if m.id == marker)
    said = {"id": new_id(), "marker": marker, "after": after}
    return post(client, f"needling:{kind}", visit, said | more)


def count(client: Client, visit: Visit, **more: Any) -> HttpResponse:
    """The second count, which agrees with the record; `more` changes fields."""
    inserted = needling_of(visit.pk).inserted
    said = {"id": new_id(), "opened": inserted, "in_sharps": inserted, "looked": "on"}
    return post(client, "sharps:count", visit, said | more)


def sign(client: Client, visit: Visit, free_text: str = "", **more: Any) -> HttpResponse:
    """Sign what a fresh page shows, all needles counted; `more` changes fields."""
    state = state_of(visit.pk)
    if not state.needling.still_in and not may_finish(state).yes:
        count(client, visit)
    draft = NoteDraft.objects.filter(visit=visit).first()
    said = {
        "id": new_id(),
        "seen": digest(note_record_of(visit)),
        "revision": draft.revision if draft else 0,
        "free_text": free_text or (draft.free_text if draft else ""),
    }
    return post(client, "note:sign", visit, said | more)


def sign_now(client: Client, visit: Visit) -> NoteEntry:
    """Sign, and give the note."""
    assert sign(client, visit).status_code == 302
    return NoteEntry.objects.get(visit=visit)


def post(client: Client, name: str, visit: Visit, said: dict[str, Any]) -> HttpResponse:
    """Send a form to a page of the visit, as htmx does."""
    answer = client.post(reverse(name, args=[visit.pk]), said, headers=HTMX)
    assert isinstance(answer, HttpResponse)
    return answer


def only_marker(visit: Visit) -> UUID:
    return NeedleEvent.objects.get(visit=visit, act="placed").marker


def counts(visit: Visit) -> tuple[int, int]:
    """Needles in and out so far."""
    needling = needling_of(visit.pk)
    return needling.inserted, needling.removed


def verbs(visit: Visit) -> list[str]:
    """What the audit trail says was done to the visit's patient, in order."""
    rows = AuditRow.objects.filter(patient=visit.episode.patient).order_by("created_at", "id")
    return list(rows.values_list("verb", flat=True))
