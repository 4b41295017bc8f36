"""The note: written from the record, saved while typed, signed once, amended in the open."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from acts import HTMX, act, only_marker, palpate, place, post, sign, sign_now, verbs
from cast import Cast, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NoteDraft, NoteEntry, Visit


def treat(client: Client, visit: Visit) -> None:
    """A finding, a needle in and out."""
    palpate(client, visit, "taut_band familiar_pain")
    place(client, visit)
    act(client, visit, "removed", only_marker(visit), needles=1)


def save(client: Client, visit: Visit, text: str, revision: int) -> int:
    answer = client.post(
        reverse("note:draft", args=[visit.pk]),
        {"free_text": text, "revision": revision},
        headers={"Accept": "application/json"},
    )
    return answer.status_code


def test_signing_stores_the_note_its_record_and_its_versions(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    treat(client, cast.visit)
    note = sign(client, cast.visit, "Tolerated well.")
    assert note.status_code == 302
    entry = NoteEntry.objects.get()
    assert "Right infraspinatus: taut band" in entry.text
    assert "Needle count: 1 in, 1 out." in entry.text
    assert (entry.free_text, entry.version, entry.signed_by) == (
        "Tolerated well.",
        1,
        cast.practitioner,
    )
    assert (entry.record["in"], entry.record["out"]) == (1, 1)
    assert entry.knowledge_version
    assert entry.body_version
    assert verbs(cast.visit)[-1] == "note.signed"


def test_signing_is_refused_while_a_needle_is_in(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=2)
    answer = sign(client, cast.visit, "Words that must not be lost.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "2 needles are still in. Take them out and tap Out first." in page
    assert "Words that must not be lost." in page
    assert not NoteEntry.objects.exists()


def test_the_page_shows_the_reason_beside_the_disabled_button(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    page = client.get(reverse("note:note", args=[cast.visit.pk])).content.decode()
    assert "1 needle is still in." in page
    assert 'disabled aria-describedby="why-not-sign"' in page


def test_signing_is_refused_while_nothing_is_recorded(cast: Cast) -> None:
    answer = sign(signed_in(cast.practitioner), cast.visit)
    assert answer.status_code == 409
    assert "Nothing is recorded yet" in answer.content.decode()


def test_words_alone_can_be_signed(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert sign(client, cast.visit, "Talked it over; no needling today.").status_code == 302


def test_a_stale_tab_signs_nothing_and_loses_nothing(cast: Cast) -> None:
    from filiform.note import digest
    from filiform_clinic.records.noted import note_record_of

    client = signed_in(cast.practitioner)
    treat(client, cast.visit)
    seen = digest(note_record_of(cast.visit))
    palpate(signed_in(cast.colleague), cast.visit, "tender", muscle="soleus")
    answer = sign(client, cast.visit, "My words.", seen=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "has changed since you opened this page" in page
    assert "My words." in page
    assert "Right soleus: tender." in page
    assert not NoteEntry.objects.exists()


def test_a_double_tap_signs_once(cast: Cast) -> None:
    client, id = signed_in(cast.practitioner), new_id()
    palpate(client, cast.visit, "tender")
    for _ in range(2):
        assert sign(client, cast.visit, "Once.", id=id).status_code == 302
    assert NoteEntry.objects.count() == 1
    assert sign(client, cast.visit, "Other words.", id=id).status_code == 409


def test_two_practitioners_cannot_both_sign(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    sign_now(client, cast.visit)
    answer = sign(signed_in(cast.colleague), cast.visit, "Me too.")
    assert answer.status_code == 409
    assert "This visit is signed." in answer.content.decode()
    assert "Me too." in answer.content.decode()


def test_the_draft_saves_itself_and_survives(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert save(client, cast.visit, "First", 0) == 200
    assert save(client, cast.visit, "First and second", 1) == 200
    assert save(client, cast.visit, "First and second", 1) == 200
    draft = NoteDraft.objects.get()
    assert (draft.free_text, draft.revision) == ("First and second", 2)
    page = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=note")
    assert "First and second" in page.content.decode()


def test_a_draft_of_another_tab_is_never_overwritten(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    save(client, cast.visit, "Mine", 0)
    assert save(signed_in(cast.colleague), cast.visit, "Theirs", 0) == 409
    assert NoteDraft.objects.get().free_text == "Mine"
    palpate(client, cast.visit, "tender")
    answer = sign(client, cast.visit, "Theirs", revision=0)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs" in page
    assert "Mine" in page


@pytest.mark.parametrize(
    ("text", "revision", "status"),
    [("x" * 20_001, 0, 400), ("fine", -1, 400), ("fine", 7, 409), ("nul \x00 byte", 0, 400)],
)
def test_bad_drafts(cast: Cast, text: str, revision: int, status: int) -> None:
    assert save(signed_in(cast.practitioner), cast.visit, text, revision) == status
    assert not NoteDraft.objects.exists()


def test_text_of_every_script_is_kept(cast: Cast) -> None:
    client, text = (
        signed_in(cast.practitioner),
        "Überlastung 肩 كتف 🙂\r\n<script>alert(1)</script>",
    )
    palpate(client, cast.visit, "tender")
    sign(client, cast.visit, text)
    assert NoteEntry.objects.get().free_text == text.replace("\r\n", "\n")
    page = client.get(reverse("note:note", args=[cast.visit.pk])).content.decode()
    assert "<script>alert" not in page


def test_an_amendment_adds_a_version_and_both_are_readable(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    sign(client, cast.visit, "Left shoulder.")
    first = NoteEntry.objects.get()
    said = {"id": new_id(), "replaces": first.pk, "free_text": "Right shoulder."}
    answer = post(client, "note:amend", cast.visit, said | {"reason": "Wrong side written"})
    assert answer.status_code == 302
    page = client.get(reverse("note:note", args=[cast.visit.pk])).content.decode()
    for words in ("Left shoulder.", "Right shoulder.", "Wrong side written", "still readable"):
        assert words in page
    assert verbs(cast.visit)[-2:] == ["note.amended", "note.read"]


def test_an_amendment_needs_a_reason_a_signed_note_and_the_newest_version(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    said = {"id": new_id(), "replaces": new_id(), "free_text": "New.", "reason": "Because"}
    assert post(client, "note:amend", cast.visit, said).status_code == 409
    palpate(client, cast.visit, "tender")
    first = sign_now(client, cast.visit)
    without = said | {"replaces": first.pk, "reason": "  "}
    assert post(client, "note:amend", cast.visit, without).status_code == 400
    for _ in range(2):
        again = post(client, "note:amend", cast.visit, said | {"replaces": first.pk})
        assert again.status_code == 302
    stale = said | {"id": new_id(), "replaces": first.pk, "free_text": "Mine."}
    answer = post(client, "note:amend", cast.visit, stale)
    assert answer.status_code == 409
    assert "There is a newer version" in answer.content.decode()
    assert "Mine." in answer.content.decode()
    assert NoteEntry.objects.count() == 2


def test_who_may_not_read_or_sign(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    address = reverse("note:note", args=[cast.visit.pk])
    refused = signed_in(cast.front_desk).get(address)
    assert refused.status_code == 403
    assert "Only practitioners see the clinical record." in refused.content.decode()
    assert sign(signed_in(cast.front_desk), cast.visit).status_code == 403
    assert signed_in(cast.stranger).get(address).status_code == 404
    assert sign(signed_in(cast.stranger), cast.visit).status_code == 404
    assert save(signed_in(cast.stranger), cast.visit, "x", 0) == 404


def test_reading_the_note_leaves_an_audit_row(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    client.get(reverse("note:note", args=[cast.visit.pk]), headers=HTMX)
    assert verbs(cast.visit) == ["note.read"]
