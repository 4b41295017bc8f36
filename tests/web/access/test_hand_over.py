"""A tablet in a patient's hands opens the pages it was handed over for, and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from acts import act, counts, only_marker, place, verbs
from addresses import Address, every_address
from cast import PASSWORD, Cast, add_visit, signed_in
from filiform_clinic.access.handover import ALWAYS, PAGES
from filiform_clinic.access.links import create_link
from filiform_clinic.records.models import ConsentEntry, User, Visit

pytestmark = pytest.mark.django_db

PIN = "8203"
BACK = "/lock/back/"
EVERY = every_address(get_resolver())
OPEN = {"consent": ("consent:ask", "consent:done"), "aftercare": ("aftercare:show",)}


@pytest.fixture
def client(cast: Cast) -> Client:
    browser = signed_in(cast.practitioner)
    assert browser.post("/lock/pin/", {"pin": PIN}).status_code == 302
    return browser


def hand(client: Client, visit: Visit, purpose: str = "consent") -> str:
    """Hand the tablet over; returns the page that the patient sees first."""
    said = {"part": ["shoulder"]} if purpose == "consent" else {}
    answer = client.post(reverse(f"{purpose}:hand", args=[visit.pk]), said)
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def is_refused(client: Client, address: str, method: str = "get") -> bool:
    """Whether the page that asks for the tablet comes instead; it names no patient."""
    answer = getattr(client, method)(address)
    return answer.status_code == 403 and b"Please give the tablet back" in answer.content


@pytest.mark.parametrize("purpose", sorted(OPEN))
def test_only_the_handed_pages_of_that_visit_open(cast: Cast, client: Client, purpose: str) -> None:
    first = hand(client, cast.visit, purpose)
    assert client.get(first).status_code == 200
    secret = create_link(cast.visit)
    left = {*OPEN[purpose], *ALWAYS, "lock:face", "account_logout"}
    for one in EVERY:
        address = one.filled(cast, secret)
        for method in ("get", "post"):
            if one.name not in left:
                assert is_refused(client, address, method), (one.name, method)


@pytest.mark.parametrize("purpose", sorted(OPEN))
def test_the_same_page_of_another_visit_is_refused(
    cast: Cast, client: Client, purpose: str
) -> None:
    hand(client, cast.visit, purpose)
    later = add_visit(cast.patient, cast.practitioner)
    for visit in (later, cast.other_visit):
        for name in OPEN[purpose]:
            assert is_refused(client, reverse(name, args=[visit.pk]))


def test_the_table_here_is_what_the_program_opens() -> None:
    assert {str(one): {*pages} for one, pages in PAGES.items()} == {
        one: {*names} for one, names in OPEN.items()
    }


def test_pin_or_password_takes_it_back(cast: Cast, client: Client) -> None:
    visit = reverse("visit:visit", args=[cast.visit.pk])
    for right, wrong in (
        ({"pin": PIN}, {"pin": "4711"}),
        ({"password": PASSWORD}, {"password": "x"}),
    ):
        hand(client, cast.visit)
        assert client.post(BACK, wrong).status_code == 403
        assert is_refused(client, visit)
        assert client.post(BACK, right).headers["Location"] == f"{visit}?step=consent"
        assert client.get(visit).status_code == 200
    assert verbs(cast.visit).count("visit.handed_over") == 2
    assert verbs(cast.visit).count("visit.taken_back") == 2


def test_scripts_are_told_and_the_cover_of_other_tabs_closes(cast: Cast, client: Client) -> None:
    hand(client, cast.visit)
    layers = reverse("visit:layers", args=[cast.visit.pk])
    assert client.get(layers, HTTP_ACCEPT="application/json").status_code == 423
    assert client.get(layers, headers={"HX-Request": "true"}).status_code == 423
    assert client.post("/lock/alive/", HTTP_ACCEPT="application/json").status_code == 423
    assert client.get("/lock/", follow=True).redirect_chain == [(BACK, 302)]


def test_the_session_gets_a_new_key_so_no_kept_page_opens(cast: Cast, client: Client) -> None:
    before = client.session.session_key
    hand(client, cast.visit)
    between = client.session.session_key
    client.post(BACK, {"pin": PIN})
    assert len({before, between, client.session.session_key}) == 3


def test_needles_stay_in_sight_and_can_be_taken_out(cast: Cast, client: Client) -> None:
    place(client, cast.visit, needles=2)
    first = hand(client, cast.visit, "aftercare")
    assert "2 needles in" in client.get(first).content.decode()
    face = client.get(BACK).content.decode()
    assert "2 needles in" in face
    assert "Paul" not in face
    marker = only_marker(cast.visit)
    assert act(client, cast.visit, "removed", marker, needles=2).status_code == 204
    assert counts(cast.visit) == (2, 2)
    assert "needles in" not in client.get(BACK).content.decode()


def test_no_lock_comes_between_while_the_patient_reads(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    first = hand(client, cast.visit)
    later = time.time() + 3600
    monkeypatch.setattr("filiform_clinic.access.lock.time.time", lambda: later)
    assert client.get(first).status_code == 200
    assert is_refused(client, "/today/")
    assert client.post(BACK, {"pin": PIN}).status_code == 302
    assert client.get("/today/").status_code == 200


def test_a_decision_can_be_sent_and_its_page_leads_back(cast: Cast, client: Client) -> None:
    first = hand(client, cast.visit)
    page = client.get(first)
    text = page.context["text"]
    said = {"id": page.context["page"].fresh_id, "seen": text.digest, "part": text.parts}
    answer = client.post(
        reverse("consent:ask", args=[cast.visit.pk]), said | {"decision": "refused"}
    )
    done = client.get(answer.headers["Location"])
    assert BACK in done.content.decode()
    assert ConsentEntry.objects.latest("number").decision == "refused"


def test_signing_out_ends_it_without_opening_anything(cast: Cast, client: Client) -> None:
    hand(client, cast.visit)
    client.post("/account/logout/")
    assert "/account/login/" in client.get("/today/").headers["Location"]


def test_nobody_hands_over_what_they_could_not_take_back(cast: Cast) -> None:
    person = User.objects.get(pk=cast.practitioner.pk)
    person.set_unusable_password()
    person.save()
    client = signed_in(person)
    address = reverse("consent:hand", args=[cast.visit.pk])
    assert client.post(address, {"part": ["shoulder"]}).status_code == 409
    step = reverse("visit:visit", args=[cast.visit.pk]) + "?step=consent"
    assert 'aria-describedby="why-not-hand"' in client.get(step).content.decode()
    client.post("/lock/pin/", {"pin": PIN})
    assert client.post(address, {"part": ["shoulder"]}).status_code == 302


@pytest.mark.parametrize("purpose", sorted(OPEN))
def test_who_may_not_treat_may_not_hand_over(cast: Cast, purpose: str) -> None:
    address = reverse(f"{purpose}:hand", args=[cast.visit.pk])
    said = {"part": ["shoulder"]}
    assert signed_in(cast.front_desk).post(address, said).status_code == 403
    assert signed_in(cast.stranger).post(address, said).status_code == 404
    assert (
        signed_in(cast.practitioner).post(reverse("consent:hand", args=[cast.visit.pk])).status_code
        == 400
    )


def test_addresses_are_filled(cast: Cast) -> None:
    assert Address("visit:visit", "visit/<uuid:visit_id>/").filled(cast, "s") == (
        f"/visit/{cast.visit.pk}/"
    )
