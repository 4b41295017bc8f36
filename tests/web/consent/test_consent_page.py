"""The page that the patient reads: its words, the questions, the signature, what is refused."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from consent_acts import decide, new_visit, page, told
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, add_patient, add_visit, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    ClinicRulesEntry,
    ConsentEntry,
    PassportEntry,
    Visit,
)
from page_text import main_text
from reading_level import grade

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(cast: Cast) -> Visit:
    return new_visit(cast)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


# --- the page ---


def test_the_page_says_all_there_is_in_plain_words(client: Client, visit: Visit) -> None:
    said = main_text(page(client, visit, "shoulder", "neck"))
    for phrase in (
        "neck, shoulder",
        "This is not acupuncture",
        "do nothing for now",
        "say stop at any time",
        "Priya Practitioner does the needling. Ask what training",
        "interpreter",
    ):
        assert phrase in said
    assert grade(said) <= 7


def test_training_on_file_is_told(client: Client, cast: Cast, visit: Visit) -> None:
    PassportEntry.objects.create(
        organisation=cast.clinic,
        user=cast.practitioner,
        training_hours=52,
        supervised_sessions=30,
        recorded_by=cast.owner,
    )
    said = main_text(page(client, visit))
    assert "52 hours of training in dry needling, 30 sessions done under supervision." in said


def test_a_wrong_answer_is_said_again_and_nothing_is_lost(client: Client, visit: Visit) -> None:
    answer = decide(client, visit, **{"answer-ask_stop": "Only before the first needle"})
    assert answer.status_code == 409
    page_html = answer.content.decode()
    assert "The needle then comes out." in page_html
    assert 'value="Nora New"' in page_html
    assert "0.4" in page_html
    assert not ConsentEntry.objects.filter(patient=visit.episode.patient).exists()


def test_no_answer_at_all_is_no_yes(client: Client, visit: Visit) -> None:
    shown = page(client, visit).context["page"]
    said = {"id": shown.fresh_id, "seen": shown.text.digest, "part": ["shoulder"]}
    said |= {"decision": "agreed", "name": "Nora New"}
    answer = client.post(reverse("consent:ask", args=[visit.pk]), said)
    assert answer.status_code == 409
    assert len(answer.context["again"]) == len(shown.text.questions)


def test_a_typed_name_is_a_signature(client: Client, visit: Visit) -> None:
    assert decide(client, visit, strokes="", name="محمد 😀").status_code == 302
    entry = ConsentEntry.objects.get(patient=visit.episode.patient)
    assert entry.signed
    assert (entry.signed.name, entry.signed.drawn) == ("محمد 😀", False)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"name": ""}, "Please write your name"),
        ({"name": "   "}, "Please write your name"),
        ({"strokes": "[[[9,9]]]"}, "Please sign again"),
        ({"strokes": "drop table"}, "Please sign again"),
        ({"representative": "Mum"}, "who this person is to you"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(
    client: Client, visit: Visit, bad: dict[str, str], said: str
) -> None:
    answer = decide(client, visit, **bad)
    assert answer.status_code == 400
    assert said in main_text(answer)
    assert not ConsentEntry.objects.filter(patient=visit.episode.patient).exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "x"},
        {"part": ["tail"]},
        {"part": []},
        {"decision": "maybe"},
        {"decision": "withdrawn"},
        {"name": "A" * 3000},
        {"strokes": "[" * 400_000},
    ],
)
def test_a_forged_form_is_refused_and_stores_nothing(
    client: Client, visit: Visit, bad: dict[str, Any]
) -> None:
    answer = decide(client, visit, **bad)
    assert answer.status_code == 400
    assert not ConsentEntry.objects.filter(patient=visit.episode.patient).exists()


def test_a_signature_of_20_megabytes_is_refused_clearly(client: Client, visit: Visit) -> None:
    answer = decide(client, visit, strokes="9" * 20_000_000)
    assert answer.status_code == 413
    assert "more than this page can take" in told(answer)
    assert not ConsentEntry.objects.filter(patient=visit.episode.patient).exists()


def test_a_picture_file_in_the_place_of_strokes_is_refused(client: Client, visit: Visit) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    picture = SimpleUploadedFile("signature.png", b"\x89PNG" + b"0" * 1_000_000, "image/png")
    answer = decide(client, visit, strokes=picture)
    assert answer.status_code == 413
    assert not ConsentEntry.objects.filter(patient=visit.episode.patient).exists()


def test_a_text_that_has_changed_meanwhile_is_read_again(
    client: Client, cast: Cast, visit: Visit
) -> None:
    seen = page(client, visit).context["page"].text.digest
    ClinicRulesEntry.objects.create(organisation=cast.clinic, jurisdiction="US-FL")
    answer = decide(client, visit, seen=seen)
    assert answer.status_code == 409
    assert "Read it again" in told(answer)


def test_the_same_decision_twice_is_one(client: Client, visit: Visit) -> None:
    id = new_id()
    decide(client, visit, id=id)
    assert decide(client, visit, id=id).status_code == 302
    assert ConsentEntry.objects.filter(patient=visit.episode.patient).count() == 1
    assert decide(client, visit, id=id, decision="refused").status_code == 409


def test_a_patient_under_age_decides_with_somebody(client: Client, cast: Cast) -> None:
    today = timezone.localdate()
    child = add_patient(cast.clinic, "Kim", "Kid", today - datetime.timedelta(days=14 * 365))
    visit = add_visit(child, cast.practitioner)
    assert "You are under age" in main_text(page(client, visit))
    assert decide(client, visit).status_code == 400
    both = {"representative": "Mia Kid", "relation": "mother"}
    assert decide(client, visit, **both).status_code == 302
    assert ConsentEntry.objects.get(patient=child).representative == "Mia Kid"
