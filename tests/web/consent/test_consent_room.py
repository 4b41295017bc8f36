"""Consent in the clinic: read, answered, signed or refused; kept; respected by the needles."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acts import act, counts, only_marker, place, sign_now, verbs
from cast import Cast, add_patient, add_visit, agree, signed_in
from filiform.consent import ConsentTexts
from filiform_clinic.access import links
from filiform_clinic.access.links import create_link
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    AnswerEntry,
    ClinicRulesEntry,
    ConsentEntry,
    NeedleEvent,
    PassportEntry,
    Visit,
)
from page_text import main_text
from pdf_parts import inflated
from reading_level import grade

pytestmark = pytest.mark.django_db
LINE = json.dumps([[[0.1, 0.5], [0.4, 0.2], [0.9, 0.6]]])
BORN = datetime.date(1979, 3, 9)
BIRTH = {"month": "3", "day": "9", "year": "1979"}


@pytest.fixture
def visit(cast: Cast) -> Visit:
    """A new patient, who has not been asked yet."""
    return add_visit(add_patient(cast.clinic, "Nora", "New", BORN), cast.practitioner)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


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


# --- no needle without consent ---


def test_a_needle_without_consent_is_refused_with_the_reason(client: Client, visit: Visit) -> None:
    answer = place(client, visit)
    assert answer.status_code == 409
    assert "No consent yet" in told(answer)
    assert not NeedleEvent.objects.filter(visit=visit).exists()
    assert "No needle may be placed" in step(client, visit, "needle")
    assert "No consent yet" in step(client, visit)


def test_after_a_yes_the_needle_goes_in_and_the_decision_is_kept(
    client: Client, visit: Visit
) -> None:
    assert decide(client, visit).status_code == 302
    entry = ConsentEntry.objects.get(patient=visit.episode.patient)
    assert (entry.decision, entry.parts, entry.number) == ("agreed", ["shoulder"], 1)
    assert entry.shown
    assert entry.digest == entry.shown.digest
    assert entry.signed
    assert entry.signed.drawn
    assert entry.text_version == ConsentTexts.load().version
    assert set(entry.answers) == {one.id for one in entry.shown.questions}
    assert place(client, visit).status_code == 204
    assert {"consent.shown", "consent.agreed"} <= set(verbs(visit))
    assert "Agreed" in step(client, visit)


def test_a_part_that_was_not_agreed_to_stays_closed(client: Client, visit: Visit) -> None:
    decide(client, visit, "shoulder", "neck")
    answer = place(client, visit, muscle="soleus")
    assert answer.status_code == 409
    assert "does not cover" in told(answer)
    decide(client, visit, "shoulder", "neck", "lower_leg")
    assert place(client, visit, muscle="soleus").status_code == 204


def test_a_refusal_is_recorded_and_respected(client: Client, cast: Cast, visit: Visit) -> None:
    said = decide(client, visit, decision="refused", name="", strokes="", words="Afraid")
    assert said.status_code == 302
    entry = ConsentEntry.objects.get(patient=visit.episode.patient)
    assert (entry.decision, entry.words, entry.signature) == ("refused", "Afraid", {})
    answer = place(client, visit)
    assert answer.status_code == 409
    assert "Nothing overrides that" in told(answer)
    colleague = signed_in(cast.colleague)
    assert place(colleague, visit).status_code == 409


def test_a_no_holds_for_the_next_visit_too(client: Client, cast: Cast, visit: Visit) -> None:
    decide(client, visit, decision="refused", name="", strokes="")
    later = add_visit(visit.episode.patient, cast.practitioner)
    assert "has refused" in told(place(client, later))
    decide(client, later)
    assert place(client, later).status_code == 204


def test_a_no_after_a_yes_ends_the_yes(client: Client, visit: Visit) -> None:
    decide(client, visit)
    decide(client, visit, decision="refused", name="", strokes="")
    assert place(client, visit).status_code == 409
    assert ConsentEntry.objects.filter(patient=visit.episode.patient).count() == 2


def test_withdrawal_with_needles_in_lets_them_out_and_none_in(client: Client, visit: Visit) -> None:
    decide(client, visit)
    place(client, visit, needles=2)
    marker = only_marker(visit)
    assert withdraw(client, visit).status_code == 302
    assert "withdrawn the consent" in told(place(client, visit))
    more = {"muscle": "infraspinatus", "side": "right", "mode": "left_in"}
    more |= {"gauge_mm": "0.30", "length_mm": "50"}
    assert act(client, visit, "adjusted", marker, needles=3, **more).status_code == 409
    assert act(client, visit, "adjusted", marker, needles=2, **more).status_code == 204
    assert act(client, visit, "removed", marker, needles=2).status_code == 204
    assert counts(visit) == (2, 2)
    assert "withdrawn" in step(client, visit, "needle")


def test_withdrawal_is_possible_after_signing(client: Client, visit: Visit) -> None:
    decide(client, visit)
    place(client, visit)
    act(client, visit, "removed", only_marker(visit), needles=1)
    sign_now(client, visit)
    assert withdraw(client, visit, words="Changed my mind").status_code == 302
    assert ConsentEntry.objects.get(decision="withdrawn").words == "Changed my mind"


def test_there_is_nothing_to_withdraw_before_a_yes(client: Client, visit: Visit) -> None:
    assert withdraw(client, visit).status_code == 409
    decide(client, visit, decision="refused", name="", strokes="")
    assert withdraw(client, visit).status_code == 409


def test_a_needle_cannot_be_moved_to_a_part_without_consent(client: Client, visit: Visit) -> None:
    decide(client, visit)
    place(client, visit)
    moved = {"muscle": "soleus", "side": "right", "mode": "left_in", "needles": 1}
    moved |= {"gauge_mm": "0.30", "length_mm": "50"}
    assert act(client, visit, "adjusted", only_marker(visit), **moved).status_code == 409


# --- asked again ---


@pytest.mark.parametrize(("days", "status"), [(364, 204), (365, 409)])
def test_consent_is_asked_again_after_the_interval(
    client: Client, cast: Cast, visit: Visit, days: int, status: int
) -> None:
    before = agree(visit)
    old = new_id()
    ConsentEntry.objects.bulk_create(
        [
            ConsentEntry(
                id=old,
                patient=before.patient,
                visit=visit,
                number=2,
                decision="agreed",
                decided_on=before.decided_on - datetime.timedelta(days=days),
                parts=before.parts,
                recorded_by=cast.practitioner,
            )
        ]
    )
    answer = place(client, visit)
    assert answer.status_code == status
    if status == 409:
        assert "too old" in told(answer)


def test_a_change_of_health_asks_again(client: Client, cast: Cast, visit: Visit) -> None:
    decide(client, visit)
    said = {"rule": "ci_anticoag", "value": "no"}
    AnswerEntry.objects.create(visit=visit, said={"answer": said}, recorded_by=cast.practitioner)
    assert place(client, visit).status_code == 204
    AnswerEntry.objects.create(
        visit=visit, said={"answer": said | {"value": "yes"}}, recorded_by=cast.practitioner
    )
    answer = place(client, visit)
    assert answer.status_code == 409
    assert "health record has changed" in told(answer)
    shown = page(client, visit)
    assert "you take a blood thinner" in main_text(shown)
    decide(client, visit)
    assert "health record has changed" not in told(place(client, visit))


def test_a_change_of_place_asks_again_and_names_the_law(
    client: Client, cast: Cast, visit: Visit
) -> None:
    decide(client, visit)
    ClinicRulesEntry.objects.create(organisation=cast.clinic, jurisdiction="US-FL")
    answer = place(client, visit)
    assert "law that applies here has changed" in told(answer)
    assert "Florida law asks for your consent" in main_text(page(client, visit))
    assert decide(client, visit).status_code == 302
    entry = ConsentEntry.objects.filter(patient=visit.episode.patient).order_by("number").last()
    assert entry
    assert entry.jurisdiction == "US-FL"


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


# --- who may ---


@pytest.mark.parametrize("name", ["ask", "done", "withdraw", "record", "record_pdf", "link"])
def test_another_clinics_visit_does_not_exist(cast: Cast, visit: Visit, name: str) -> None:
    stranger = signed_in(cast.stranger)
    address = reverse(f"consent:{name}", args=[visit.pk])
    post = name in {"withdraw", "link"}
    answer = (
        stranger.post(address, {"id": new_id()}) if post else stranger.get(address + "?part=neck")
    )
    assert answer.status_code == 404


def test_the_front_desk_takes_no_consent(cast: Cast, client: Client, visit: Visit) -> None:
    shown = page(client, visit).context["page"]
    said = {"id": shown.fresh_id, "seen": shown.text.digest, "part": ["shoulder"]}
    said |= {"decision": "refused"}
    desk = signed_in(cast.front_desk)
    assert desk.post(reverse("consent:ask", args=[visit.pk]), said).status_code == 403
    assert desk.get(reverse("consent:record", args=[visit.pk])).status_code == 403


# --- the copy ---


def link_for(client: Client, visit: Visit) -> str:
    made = client.post(reverse("consent:link", args=[visit.pk]))
    assert made.status_code == 200
    return str(re.sub(r"https?://[^/]+", "", made.context["address"]))


def test_the_patient_gets_a_copy_by_link_and_as_pdf(client: Client, visit: Visit) -> None:
    decide(client, visit, interpreter="Spanish, please")
    path, phone = link_for(client, visit), Client()
    assert "When were you born?" in main_text(phone.get(path))
    said = main_text(phone.post(path, BIRTH, follow=True))
    assert "Yes to needles here: shoulder." in said
    assert "Spanish, please" in said
    assert "This is not acupuncture" in said
    made = phone.get(path + "copy.pdf")
    assert made.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in inflated(made.content)


def test_a_link_to_the_copy_opens_only_the_copy(client: Client, visit: Visit) -> None:
    decide(client, visit)
    secret = link_for(client, visit).strip("/").split("/")[-1]
    for name in ("intake:start", "aftercare:start"):
        assert Client().get(reverse(name, args=[secret])).status_code == 404
    intake = create_link(visit)
    assert Client().get(reverse("consent:start", args=[intake])).status_code == 404


def test_wrong_birth_dates_close_the_link(client: Client, visit: Visit) -> None:
    decide(client, visit)
    path, phone = link_for(client, visit), Client()
    for _ in range(links.MOST_WRONG_ANSWERS):
        last = phone.post(path, BIRTH | {"day": "10"})
    assert last.status_code == 429


def test_no_decision_no_copy(client: Client, visit: Visit) -> None:
    assert client.post(reverse("consent:link", args=[visit.pk])).status_code == 409
    assert client.get(reverse("consent:record", args=[visit.pk])).status_code == 404


def test_the_record_of_a_withdrawal_says_so(client: Client, visit: Visit) -> None:
    decide(client, visit)
    withdraw(client, visit)
    said = main_text(client.get(reverse("consent:record", args=[visit.pk])))
    assert "The yes was taken back" in said
    assert client.get(reverse("consent:record_pdf", args=[visit.pk])).status_code == 200
