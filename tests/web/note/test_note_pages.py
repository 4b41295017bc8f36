"""The note as page, as PDF and as plain text; the code it suggests."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acts import act, only_marker, palpate, place, post, sign, sign_now, verbs
from cast import Cast, signed_in
from filiform.plan import Goal, GoalKind, Plan, to_json
from filiform_clinic.note.queries import read_note
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import CareEntry, NoteEntry, PlanEntry
from page_text import main_text
from pdf_parts import check_tagged


def signed(client: Client, cast: Cast, words: str = "Tolerated well.") -> NoteEntry:
    palpate(client, cast.visit, "taut_band familiar_pain")
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    sign(client, cast.visit, words)
    return NoteEntry.objects.get()


def test_the_page_shows_the_soap_and_the_procedure_note(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    entry = signed(client, cast)
    page = main_text(client.get(reverse("note:note", args=[cast.visit.pk])))
    for heading in ("SOAP note", "Subjective", "Objective", "Assessment", "Plan", "Procedure note"):
        assert heading in page
    assert "nothing was injected" in page
    assert entry.written.text == entry.text


def test_the_plain_text_holds_note_words_and_signature(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    signed(client, cast, "Words of my own.")
    page = client.get(reverse("note:note", args=[cast.visit.pk]))
    plain = page.context["step"].versions[0].plain
    for said in ("SOAP NOTE", "PROCEDURE NOTE", "Words of my own.", "Signed by Priya"):
        assert said in plain
    assert 'data-copy="plain-1"' in page.content.decode()


def test_the_plan_and_the_care_given_stand_in_the_signed_note(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    PlanEntry.objects.create(
        episode=cast.visit.episode, visit=cast.visit, number=1, knowledge_version="k",
        plan=to_json(Plan(goals=(Goal("Comb my hair", GoalKind.ACTIVITY, 4, 8),))),
        kept_by=cast.practitioner,
    )  # fmt: skip
    said = {"id": new_id(), "care": "manual_therapy", "words": "neck"}
    post(client, "plan:give", cast.visit, said)
    given = CareEntry.objects.get()
    entry = signed(client, cast)
    assert "Plan, version 1. Goals: Comb my hair, now 4/10, aim 8/10." in entry.text
    assert "Given at this visit beside needles: manual therapy (neck)." in entry.text
    assert entry.record["plan"]["version"] == 1
    assert entry.record["given"] == [{"name": "Manual therapy", "words": given.words}]


def test_care_taken_back_stands_in_no_note(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    post(client, "plan:give", cast.visit, {"id": new_id(), "care": "massage"})
    back = {"id": new_id(), "entry": CareEntry.objects.get().pk}
    post(client, "plan:take_back", cast.visit, back)
    assert "Given at this visit" not in signed(client, cast).text


def test_the_pdf_is_tagged_and_shows_both_versions(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    first = signed(client, cast, "Left.")
    said = {"id": new_id(), "replaces": first.pk, "free_text": "Right.", "reason": "Wrong side"}
    post(client, "note:amend", cast.visit, said)
    answer = client.get(reverse("note:pdf", args=[cast.visit.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert cast.patient.family_name not in answer["Content-Disposition"]
    check_tagged(answer.content)
    assert verbs(cast.visit)[-1] == "note.read"
    step = read_note(cast.actor, cast.visit.pk)
    text = render_to_string("note/note_pdf.html", {"step": step, "visit": cast.visit})
    for words in ("Left.", "Right.", "Wrong side", "Needle count: 1 in, 1 out.", "superseded"):
        assert words in text


def test_an_unsigned_note_is_not_printed_and_others_find_nothing(cast: Cast) -> None:
    address = reverse("note:pdf", args=[cast.visit.pk])
    assert signed_in(cast.practitioner).get(address).status_code == 404
    assert signed_in(cast.stranger).get(address).status_code == 404
    assert signed_in(cast.front_desk).get(address).status_code == 403


def test_a_code_is_suggested_with_the_payer_caution_and_is_no_part_of_the_note(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    entry = signed(client, cast)
    page = main_text(client.get(reverse("note:note", args=[cast.visit.pk])))
    assert "CPT 20560" in page
    assert "A suggestion, not billing advice: check the payer." in page
    assert "Original Medicare" in page
    assert "20560" not in entry.text


def test_without_a_needle_no_code_is_suggested(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    sign_now(client, cast.visit)
    assert "CPT" not in main_text(client.get(reverse("note:note", args=[cast.visit.pk])))


def test_a_note_stored_before_headings_is_shown_as_it_was(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    NoteEntry.objects.create(
        visit=cast.visit,
        version=1,
        text="Presenting. Shoulder pain.\n\nNeedle count: 2 in, 2 out.",
        record={},
        knowledge_version="k",
        body_version="b",
        signed_by=cast.practitioner,
        signed_at=timezone.now(),
    )
    for address in (
        reverse("note:note", args=[cast.visit.pk]),
        reverse("visit:visit", args=[cast.visit.pk]) + "?step=sign",
    ):
        assert "Needle count: 2 in, 2 out." in main_text(client.get(address))
    assert client.get(reverse("note:pdf", args=[cast.visit.pk])).status_code == 200


def test_free_text_stays_when_the_record_changes_beneath_it(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    draft = {"free_text": "My reasoning.", "revision": 0}
    post(client, "note:draft", cast.visit, draft)
    palpate(client, cast.visit, "tender", muscle="soleus")
    page = main_text(client.get(reverse("note:note", args=[cast.visit.pk])))
    assert "My reasoning." in page
    assert "Right soleus: tender." in page
