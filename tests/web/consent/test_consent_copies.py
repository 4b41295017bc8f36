"""Who may see a decision, and the patient's copy."""

from __future__ import annotations

import pytest
from consent_acts import BIRTH, decide, link_for, new_visit, page, withdraw
from django.test import Client
from django.urls import reverse

from cast import Cast, signed_in
from filiform_clinic.access import links
from filiform_clinic.access.links import create_link
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    Visit,
)
from page_text import main_text
from pdf_parts import check_tagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(cast: Cast) -> Visit:
    return new_visit(cast)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


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
    check_tagged(made.content)


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
