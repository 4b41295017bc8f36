"""The practitioner's words in each section of the SOAP note: saved, signed, copied, amended."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from acts import palpate, post, sign
from cast import Cast, signed_in
from filiform.note import LONGEST_OWN, Soap
from filiform_clinic.note.queries import read_note
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NoteDraft, NoteEntry

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {
    "subjective": "Worse since the move.",
    "objective": "End feel soft. <b>",
    "assessment": "Likely overuse.\nTeres minor next.",
    "plan": "مرحبا 🙂",
}


@pytest.fixture
def client(cast: Cast) -> Client:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    return client


def save(client: Client, cast: Cast, revision: int = 0, **said: Any) -> Any:
    return client.post(
        reverse("note:draft", args=[cast.visit.pk]),
        {"revision": revision} | said,
        headers={"Accept": "application/json"},
    )


def test_each_section_keeps_its_words_while_they_are_typed(client: Client, cast: Cast) -> None:
    assert save(client, cast, **WORDS).json() == {"revision": 1}
    assert save(client, cast, 1, **WORDS).json() == {"revision": 1}
    assert NoteDraft.objects.get().words == WORDS
    page = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=note")
    own = page.context["step"].document.own
    assert own == {Soap(part): text for part, text in WORDS.items()}
    assert "<b>" not in page.content.decode().split("<main")[1]


def test_words_emptied_are_gone_and_a_stale_tab_takes_none(client: Client, cast: Cast) -> None:
    save(client, cast, **WORDS)
    assert save(client, cast, 0, plan="Mine").status_code == 409
    assert save(client, cast, 1, plan="  ").status_code == 200
    assert NoteDraft.objects.get().words == {}


@pytest.mark.parametrize("part", list(WORDS))
def test_too_long_words_name_their_section(client: Client, cast: Cast, part: str) -> None:
    answer = save(client, cast, 0, **{part: "x" * (LONGEST_OWN + 1)})
    assert (answer.status_code, answer.json()["field"]) == (400, part)
    assert not NoteDraft.objects.exists()


def test_words_of_a_section_are_signed_in_it_and_copied_with_it(client: Client, cast: Cast) -> None:
    save(client, cast, **WORDS)
    assert sign(client, cast.visit, revision=1, **WORDS).status_code == 302
    entry = NoteEntry.objects.get()
    assert entry.written.own == {Soap(part): text for part, text in WORDS.items()}
    assert "tender.\nIn own words: End feel soft. <b>\n\nAssessment:" in entry.text
    step = read_note(cast.actor, cast.visit.pk)
    printed = render_to_string("note/note_pdf.html", {"step": step, "visit": cast.visit})
    assert "Worse since the move." in printed
    assert "Likely overuse." in step.versions[0].plain


def test_words_of_a_section_alone_can_be_signed(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert sign(client, cast.visit, plan="Talked it over.").status_code == 302


def test_what_was_not_taken_is_shown_with_every_section(client: Client, cast: Cast) -> None:
    save(client, cast, **WORDS)
    answer = sign(client, cast.visit, revision=0, assessment="Theirs.", free_text="And more.")
    assert answer.status_code == 409
    page = answer.content.decode()
    for words in ("Theirs.", "And more.", "Likely overuse."):
        assert words in page


def test_an_amendment_changes_one_section_and_the_signed_one_stays(
    client: Client, cast: Cast
) -> None:
    sign(client, cast.visit, **WORDS)
    first = NoteEntry.objects.get()
    said = WORDS | {"assessment": "Likely strain.", "reason": "Word", "replaces": first.pk}
    said |= {"id": new_id()}
    for _ in range(2):
        assert post(client, "note:amend", cast.visit, said).status_code == 302
    assert post(client, "note:amend", cast.visit, said | {"plan": "x"}).status_code == 409
    versions = [one.written.own[Soap.ASSESSMENT] for one in NoteEntry.objects.order_by("version")]
    assert versions == [WORDS["assessment"], "Likely strain."]
    assert NoteEntry.objects.get(version=2).written.own[Soap.PLAN] == WORDS["plan"]
