"""The progress letter: written from the record, edited, signed, kept word for word."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acts import act, only_marker, palpate, place, verbs
from cast import Cast, add_visit, signed_in
from filiform.intake import Activities, Activity, PainScores
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import IntakeEntry, LetterEntry, ScoreEntry
from page_text import main_text
from pdf_parts import check_tagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    """The practitioner, with a needle in and out, and the patient's answers."""
    client = signed_in(cast.practitioner)
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="shoulder", group="desk", strongest_pain=6, sent_by="patient"
    )
    palpate(client, cast.visit, "familiar_pain")
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    return client


def draft(client: Client, cast: Cast, audience: str = "referrer") -> Any:
    return client.get(reverse("plan:letter", args=[cast.visit.pk, audience]))


def sign(client: Client, cast: Cast, **more: Any) -> Any:
    form = draft(client, cast).context["form"]
    said = {"id": form["id"].value(), "recipient": "Dr Green", "text": form["text"].value()}
    return client.post(reverse("plan:letter", args=[cast.visit.pk, "referrer"]), said | more)


def test_the_draft_says_what_was_recorded_and_no_more(client: Client, cast: Cast) -> None:
    text = draft(client, cast).context["form"]["text"].value()
    assert "Re: Paul Patient, born 12 April 1988" in text
    assert "in our care for shoulder pain and had dry needling on" in text
    assert "right infraspinatus" in text
    assert "strongest 6 on" in text
    assert "One score shows no course." in text
    assert "No plan is on record." in text


def test_scores_of_every_visit_are_told_with_their_difference(client: Client, cast: Cast) -> None:
    later = add_visit(cast.patient, cast.practitioner)
    for visit, average, reach in ((cast.visit, 6, 3), (later, 4, 7)):
        said = {"version": "1", "sent_by": "patient", "visit": visit}
        pain, hard = PainScores(5, average, 8), Activities((Activity("reach up", reach),))
        ScoreEntry.objects.create(instrument="nprs", answers=pain.to_json(), **said)
        ScoreEntry.objects.create(instrument="psfs", answers=hard.to_json(), **said)
    text = client.get(reverse("plan:letter", args=[later.pk, "payer"])).context["form"]
    letter = text["text"].value()
    assert re.search(r"on average 6 on [^;]*, 4 on [^;]* \(-2\)", letter)
    assert re.search(r"reach up 3 on .*, 7 on .* \(\+4\)\.", letter)


def test_signed_words_are_kept_as_edited(client: Client, cast: Cast) -> None:
    answer = sign(client, cast, text="My own words.\r\n\r\nمرحبا <script>")
    assert answer.status_code == 302
    entry = LetterEntry.objects.get()
    assert entry.text == "My own words.\n\nمرحبا <script>"
    assert entry.record["needled"] == ["right infraspinatus"]
    page = client.get(answer["Location"])
    assert "Letter to Dr Green" in main_text(page)
    assert "<script>" not in page.content.decode().split("<main")[1]
    printed = client.get(reverse("plan:letter_pdf", args=[cast.visit.pk, 1]))
    assert printed.content.startswith(b"%PDF")
    check_tagged(printed.content)
    assert {"letter.drafted", "letter.signed", "letter.read"} <= set(verbs(cast.visit))


def test_a_second_letter_is_a_second_version(client: Client, cast: Cast) -> None:
    sign(client, cast)
    sign(client, cast, recipient="Dr Brown")
    assert [e.version for e in LetterEntry.objects.order_by("version")] == [1, 2]


def test_the_same_letter_twice_is_one(client: Client, cast: Cast) -> None:
    id = str(new_id())
    assert [sign(client, cast, id=id).status_code for _ in range(2)] == [302, 302]
    assert sign(client, cast, id=id, text="Other words").status_code == 409
    assert LetterEntry.objects.count() == 1


@pytest.mark.parametrize("bad", [{"recipient": ""}, {"recipient": "a" * 201}, {"text": " "}])
def test_bad_input_keeps_what_was_typed(client: Client, cast: Cast, bad: dict[str, str]) -> None:
    answer = sign(client, cast, **({"text": "Kept words"} | bad))
    assert answer.status_code == 400
    assert answer.context["form"].errors
    if "text" not in bad:
        assert "Kept words" in answer.content.decode()
    assert not LetterEntry.objects.exists()


def test_a_letter_is_one_tap_away_also_without_a_plan(client: Client, cast: Cast) -> None:
    step = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=plan")
    for audience in ("referrer", "payer"):
        assert reverse("plan:letter", args=[cast.visit.pk, audience]) in step.content.decode()


def test_there_are_two_kinds_of_letter(client: Client, cast: Cast) -> None:
    assert draft(client, cast, "payer").status_code == 200
    assert draft(client, cast, "neighbour").status_code == 404


def test_strangers_and_the_front_desk_sign_nothing(client: Client, cast: Cast) -> None:
    address = reverse("plan:letter", args=[cast.visit.pk, "referrer"])
    said = {"id": str(new_id()), "recipient": "Dr Green", "text": "Words"}
    assert signed_in(cast.stranger).post(address, said).status_code == 404
    assert signed_in(cast.front_desk).post(address, said).status_code == 403
    assert not LetterEntry.objects.exists()
