"""The aftercare sheet in the clinic: given, kept word for word, shown, printed, behind a link."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acts import act, only_marker, place, post, sign_now, verbs
from cast import Cast, add_patient, add_visit, agree, signed_in
from filiform_clinic.access import links
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AftercareEntry, PatientLink, Visit
from page_text import main_text
from pdf_parts import check_tagged, inflated
from reading_level import grade

pytestmark = pytest.mark.django_db
BORN = {"month": "4", "day": "12", "year": "1988"}


@pytest.fixture
def client(cast: Cast) -> Client:
    """The practitioner, with one needle in and out of the right infraspinatus."""
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    return client


def step(client: Client, visit: Visit) -> Any:
    return client.get(reverse("visit:visit", args=[visit.pk]) + "?step=aftercare")


def give(client: Client, visit: Visit, **more: Any) -> Any:
    """Give what a fresh page shows; `more` changes fields."""
    shown = step(client, visit).context["step"]
    said = {"id": shown.fresh_id, "seen": shown.seen, "words": ""}
    return client.post(reverse("aftercare:give", args=[visit.pk]), said | more)


def link_for(client: Client, visit: Visit) -> str:
    """The path of a fresh link."""
    made = client.post(reverse("aftercare:link", args=[visit.pk]))
    assert made.status_code == 200
    return str(re.sub(r"https?://[^/]+", "", made.context["address"]))


def test_the_step_shows_what_would_be_given(client: Client, cast: Cast) -> None:
    said = main_text(step(client, cast.visit))
    assert "right shoulder" in said
    assert "Trouble with a lung" in said
    assert "Call 911" in said
    assert "Gentle stretching of the muscle is fine." in said  # held back, told as such


def test_without_a_needle_there_is_nothing_to_give(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert "nothing to hand out" in main_text(step(client, cast.visit))
    assert give(client, cast.visit).status_code == 409
    assert not AftercareEntry.objects.exists()


def test_a_sheet_is_kept_with_every_word(client: Client, cast: Cast) -> None:
    assert give(client, cast.visit, words="Arm circles,\r\nten times.").status_code == 302
    entry = AftercareEntry.objects.get()
    assert entry.words == "Arm circles,\nten times."
    assert entry.to_value().places == ("right shoulder",)
    assert entry.knowledge_version == entry.to_value().version
    page = client.get(reverse("aftercare:sheet", args=[cast.visit.pk]))
    assert "Arm circles" in main_text(page)
    assert "Version 1, given on" in main_text(page)
    assert f"by {cast.practitioner.name}." in main_text(page)
    assert {"aftercare.given", "aftercare.read"} <= set(verbs(cast.visit))


def test_stretches_that_were_shown_stand_on_the_sheet_and_in_the_note(
    client: Client, cast: Cast
) -> None:
    assert give(client, cast.visit, stretch=["infraspinatus:right"]).status_code == 302
    page = main_text(client.get(reverse("aftercare:sheet", args=[cast.visit.pk])))
    assert "Your stretches" in page
    assert "right shoulder (infraspinatus)" in page
    assert "checked" in step(client, cast.visit).content.decode().split('name="stretch"')[1][:60]
    assert "Stretches shown: right shoulder (infraspinatus)." in sign_now(client, cast.visit).text


@pytest.mark.parametrize("stretch", [["soleus:left"], ["x" * 200], ["<b>"], ["a:b"] * 300])
def test_a_stretch_of_another_muscle_is_refused(
    client: Client, cast: Cast, stretch: list[str]
) -> None:
    assert give(client, cast.visit, stretch=stretch).status_code == 400
    assert not AftercareEntry.objects.exists()


def test_the_same_sheet_twice_is_one_and_another_under_its_id_is_refused(
    client: Client, cast: Cast
) -> None:
    id = new_id()
    give(client, cast.visit, id=id)
    give(client, cast.visit, id=id)
    assert AftercareEntry.objects.count() == 1
    assert give(client, cast.visit, id=id, words="Else").status_code == 409
    other = give(client, cast.visit, id=id, stretch=["infraspinatus:right"])
    assert other.status_code == 409


def test_a_stale_page_gives_nothing(client: Client, cast: Cast) -> None:
    seen = step(client, cast.visit).context["step"].seen
    place(client, cast.visit, muscle="soleus")
    answer = give(client, cast.visit, seen=seen)
    assert answer.status_code == 409
    assert "changed" in main_text(answer)
    assert not AftercareEntry.objects.exists()


def test_a_further_needle_asks_for_a_new_version_and_both_stay(client: Client, cast: Cast) -> None:
    give(client, cast.visit)
    place(client, cast.visit, muscle="soleus")
    assert "Give a new one" in main_text(step(client, cast.visit))
    give(client, cast.visit)
    assert [e.version for e in AftercareEntry.objects.order_by("version")] == [1, 2]
    assert "right lower leg" in AftercareEntry.objects.get(version=2).to_value().places


def test_a_sheet_can_be_given_after_signing(client: Client, cast: Cast) -> None:
    sign_now(client, cast.visit)
    assert give(client, cast.visit).status_code == 302


@pytest.mark.parametrize("bad", [{"id": "x"}, {"id": ""}, {"seen": ""}, {"words": "a" * 3000}])
def test_bad_input_is_named_and_nothing_is_stored(
    client: Client, cast: Cast, bad: dict[str, str]
) -> None:
    answer = give(client, cast.visit, **bad)
    assert answer.status_code == 400
    assert next(iter(bad)) in main_text(answer)
    assert not AftercareEntry.objects.exists()


def test_words_of_any_script_are_kept_and_never_run(client: Client, cast: Cast) -> None:
    words = "مرحبا 😀 <script>alert(1)</script>"
    give(client, cast.visit, words=words)
    assert AftercareEntry.objects.get().words == words
    page = client.get(reverse("aftercare:sheet", args=[cast.visit.pk])).content.decode()
    assert "<script>alert" not in page
    assert client.get(reverse("aftercare:sheet_pdf", args=[cast.visit.pk])).status_code == 200


@pytest.mark.parametrize("page", ["give", "link", "show", "sheet", "sheet_pdf"])
def test_another_clinics_visit_does_not_exist(client: Client, cast: Cast, page: str) -> None:
    give(client, cast.visit)
    stranger = signed_in(cast.stranger)
    address = reverse(f"aftercare:{page}", args=[cast.visit.pk])
    said = {"id": str(new_id()), "seen": "x"}
    asked = stranger.post(address, said) if page in {"give", "link"} else stranger.get(address)
    assert asked.status_code == 404
    assert AftercareEntry.objects.count() == 1


def test_the_front_desk_neither_gives_nor_reads(client: Client, cast: Cast) -> None:
    give(client, cast.visit)
    desk = signed_in(cast.front_desk)
    said = {"id": str(new_id()), "seen": "x"}
    assert desk.post(reverse("aftercare:give", args=[cast.visit.pk]), said).status_code == 403
    assert desk.get(reverse("aftercare:sheet", args=[cast.visit.pk])).status_code == 403
    assert desk.get(reverse("aftercare:show", args=[cast.visit.pk])).status_code == 403


def test_the_patient_sees_places_and_three_sentences_and_nothing_clinical(
    client: Client, cast: Cast
) -> None:
    shown = client.get(reverse("aftercare:show", args=[cast.visit.pk]))
    said = main_text(shown)
    assert "We needled here: right shoulder." in said
    assert "You may be sore for 1 to 3 days." in said
    assert "call 911" in said
    assert set(shown.context["chart"].layers) == {"needles"}
    assert "infraspinatus" not in said
    assert shown.context["chart"].layers["needles"][0]["cell"] is not None


# --- the patient's own link -----------------------------------------------------------------------


def test_the_link_asks_the_birth_date_and_then_shows_the_sheet(client: Client, cast: Cast) -> None:
    give(client, cast.visit, words="Arm circles.")
    path, phone = link_for(client, cast.visit), Client()
    asked = phone.get(path)
    assert "When were you born?" in main_text(asked)
    assert "shoulder" not in main_text(asked)
    assert phone.get(path + "sheet/").status_code == 302
    opened = phone.post(path, BORN, follow=True)
    said = main_text(opened)
    assert "right shoulder" in said
    assert "Arm circles." in said
    assert grade(said) <= 6
    assert phone.get(path + "sheet.pdf").content.startswith(b"%PDF-")
    assert "no-store" in opened.headers["Cache-Control"]


def test_a_wrong_birth_date_is_counted_until_the_link_closes(client: Client, cast: Cast) -> None:
    give(client, cast.visit)
    path, phone = link_for(client, cast.visit), Client()
    for _ in range(links.MOST_WRONG_ANSWERS - 1):
        assert phone.post(path, BORN | {"day": "13"}).status_code == 400
    assert phone.post(path, BORN | {"day": "13"}).status_code == 429
    assert phone.post(path, BORN).status_code == 429


def test_a_link_opens_only_what_it_was_made_for(client: Client, cast: Cast) -> None:
    give(client, cast.visit)
    sheet = link_for(client, cast.visit).strip("/").split("/")[-1]
    intake = links.create_link(cast.visit)
    phone = Client()
    assert phone.get(reverse("intake:start", args=[sheet])).status_code == 404
    assert phone.get(reverse("drawing:where", args=[sheet])).status_code == 404
    assert phone.get(reverse("aftercare:start", args=[intake])).status_code == 404
    phone.post(reverse("intake:start", args=[intake]), BORN)
    assert phone.get(reverse("aftercare:patient_sheet", args=[intake])).status_code == 404


def test_an_expired_link_and_a_replaced_one_are_gone(client: Client, cast: Cast) -> None:
    give(client, cast.visit)
    first, second = link_for(client, cast.visit), link_for(client, cast.visit)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200
    PatientLink.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert Client().get(second).status_code == 410


def test_a_link_for_the_sheet_does_not_end_that_of_the_intake(client: Client, cast: Cast) -> None:
    intake = links.create_link(cast.visit)
    give(client, cast.visit)
    link_for(client, cast.visit)
    assert Client().get(reverse("intake:start", args=[intake])).status_code == 200


def test_no_sheet_no_link(client: Client, cast: Cast) -> None:
    assert client.post(reverse("aftercare:link", args=[cast.visit.pk])).status_code == 409
    assert client.get(reverse("aftercare:sheet", args=[cast.visit.pk])).status_code == 404


def test_one_patients_open_link_opens_no_other(client: Client, cast: Cast) -> None:
    give(client, cast.visit)
    mine = link_for(client, cast.visit)
    twin = add_visit(
        add_patient(cast.clinic, "Tim", "Twin", datetime.date(1988, 4, 12)), cast.practitioner
    )
    agree(twin)
    place(client, twin)
    give(client, twin)
    other, phone = link_for(client, twin), Client()
    phone.post(mine, BORN)
    assert phone.get(other + "sheet/").status_code == 302


def test_the_pdf_is_tagged_and_names_its_language(client: Client, cast: Cast) -> None:
    give(client, cast.visit)
    made = client.get(reverse("aftercare:sheet_pdf", args=[cast.visit.pk]))
    assert made.headers["Content-Type"] == "application/pdf"
    assert "Paul" not in made.headers["Content-Disposition"]
    inside = inflated(made.content)
    check_tagged(made.content)
    assert b"/Lang (en)" in inside
    assert b"pdfuaid" in inside


def test_posts_by_htmx_answer_too(client: Client, cast: Cast) -> None:
    shown = step(client, cast.visit).context["step"]
    said = {"id": shown.fresh_id, "seen": "stale", "words": ""}
    assert post(client, "aftercare:give", cast.visit, said).status_code == 409
