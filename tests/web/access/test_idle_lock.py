"""The staff screen locks on the server; needles that are in stay in sight and can be taken out."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from django.urls import reverse

from acts import act, counts, only_marker, place
from cast import PASSWORD, Cast, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NoteDraft, StaffPin

pytestmark = pytest.mark.django_db

PIN = "8203"
FACE = "/lock/"


@pytest.fixture
def client(cast: Cast) -> Client:
    browser = signed_in(cast.practitioner)
    assert browser.post("/lock/pin/", {"pin": PIN}).status_code == 302
    return browser


def lock(client: Client) -> None:
    assert client.post("/lock/now/").status_code == 302


def page(cast: Cast) -> str:
    return reverse("visit:visit", args=[cast.visit.pk])


def test_without_activity_the_record_closes(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(page(cast)).status_code == 200
    later = time.time() + 10 * 60 + 31
    monkeypatch.setattr("filiform_clinic.access.lock.time.time", lambda: later)
    assert client.get(page(cast)).headers["Location"] == FACE
    layers = client.get(
        reverse("visit:layers", args=[cast.visit.pk]), HTTP_ACCEPT="application/json"
    )
    assert layers.status_code == 423
    back = client.post(FACE, {"pin": PIN})
    assert back.headers["Location"] == page(cast)
    assert client.get(page(cast)).status_code == 200


def test_the_face_names_no_patient_but_shows_needles_and_takes_them_out(
    cast: Cast, client: Client
) -> None:
    assert place(client, cast.visit, needles=2).status_code == 204
    lock(client)
    text = client.get(FACE).content.decode()
    assert "2 needles in" in text
    assert "Paul" not in text
    assert place(client, cast.visit).status_code == 423
    assert act(client, cast.visit, "removed", only_marker(cast.visit), needles=2).status_code == 204
    assert counts(cast.visit) == (2, 2)
    assert "needles in" not in client.get(FACE).content.decode()


def test_a_form_that_came_too_late_is_kept_and_sent_after(cast: Cast, client: Client) -> None:
    lock(client)
    draft = reverse("note:draft", args=[cast.visit.pk])
    said = {"free_text": "Soft  end feel\n<b>", "revision": 0}
    assert client.post(draft, said).headers["Location"] == FACE
    assert "Soft" not in client.get(FACE).content.decode()
    text = client.post(FACE, {"pin": PIN}).content.decode()
    assert draft in text
    assert "Soft  end feel\n&lt;b&gt;" in text
    assert client.post(draft, said).status_code == 302
    assert NoteDraft.objects.get(visit=cast.visit).free_text == "Soft  end feel\n<b>"


def test_five_wrong_pins_leave_only_the_password(cast: Cast, client: Client) -> None:
    lock(client)
    for _try in range(5):
        assert client.post(FACE, {"pin": "0000"}).status_code == 403
    assert client.post(FACE, {"pin": PIN}).status_code == 403
    assert 'name="pin"' not in client.get(FACE).content.decode()
    assert client.post(FACE, {"password": "wrong"}).status_code == 403
    assert client.post(FACE, {"password": PASSWORD}).status_code == 302
    assert client.get(page(cast)).status_code == 200
    assert StaffPin.objects.get().wrong == 0


@pytest.mark.parametrize("pin", ["", "123", "1111", "1234", "4321", "12a4", "1" * 13, "٤٣٢٥"])
def test_a_weak_pin_is_refused(cast: Cast, pin: str) -> None:
    answer = signed_in(cast.practitioner).post("/lock/pin/", {"pin": pin})
    assert answer.status_code == 400
    assert not StaffPin.objects.exists()


def test_the_pin_is_kept_as_a_hash_and_cannot_be_changed_while_locked(
    cast: Cast, client: Client
) -> None:
    kept = StaffPin.objects.get().digest
    assert PIN not in kept
    lock(client)
    assert client.post("/lock/pin/", {"pin": "9157"}).status_code == 403
    assert StaffPin.objects.get().digest == kept


def test_one_persons_pin_opens_no_other_screen(cast: Cast, client: Client) -> None:
    other = signed_in(cast.colleague)
    lock(other)
    assert other.post(FACE, {"pin": PIN}).status_code == 403


def test_a_touch_is_activity_but_does_not_unlock(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = time.time()
    for minutes in (6, 12):
        now = start + minutes * 60
        monkeypatch.setattr("filiform_clinic.access.lock.time.time", lambda now=now: now)
        assert client.post("/lock/alive/").status_code == 204
    lock(client)
    assert client.post("/lock/alive/").status_code == 423
    assert client.get(page(cast)).headers["Location"] == FACE


def test_anonymous_is_asked_to_sign_in(cast: Cast) -> None:
    for address in (FACE, "/lock/pin/"):
        assert "/account/login/" in Client().get(address).headers["Location"]
    assert Client().post("/lock/now/").status_code == 302


def test_another_clinics_needle_cannot_be_taken_out_of_a_locked_screen(
    cast: Cast, client: Client
) -> None:
    lock(client)
    said = {"id": new_id(), "marker": new_id(), "after": new_id(), "needles": 1}
    removed = reverse("needling:removed", args=[cast.other_visit.pk])
    assert client.post(removed, said).status_code == 404
