"""The one-click login opens invented accounts, and only those."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cast import Cast, join
from filiform_clinic.demo.people import PIN, STAFF
from filiform_clinic.records.models import Organisation

LOGIN = "/demo/login/"


@pytest.fixture
def seeded(db: None) -> None:
    clinic = Organisation.objects.create(name="Demo (synthetic)", is_demo=True)
    join(clinic, "Maya Torres", "practitioner")
    account = clinic.memberships.get().user
    account.email = STAFF[0].email
    account.save()


def test_the_sign_in_page_offers_everyone(db: None, client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert all(person.name in page for person in STAFF)


def test_labels_have_no_stray_colon(db: None, client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert ">Email</label>" in page
    assert ":</label>" not in page


def test_everyone_of_the_demo_belongs_to_a_clinic_by_name() -> None:
    assert {one.clinic_name for one in STAFF} == {
        "Riverbend Physical Therapy",
        "Hillcrest Physical Therapy",
    }


def test_one_click_signs_in(seeded: None, client: Client, settings: Any) -> None:
    settings.LOGIN_REDIRECT_URL = "site:home"
    response = client.post(LOGIN, {"person": STAFF[0].key})
    assert response.status_code == 302
    assert "_auth_user_id" in client.session


def test_the_pin_that_is_told_unlocks_and_takes_the_tablet_back(
    seeded: None, client: Client, settings: Any
) -> None:
    assert PIN in client.get("/account/login/").content.decode()
    client.post(LOGIN, {"person": STAFF[0].key})
    client.post("/lock/now/")
    assert PIN in client.get("/lock/").content.decode()
    assert client.post("/lock/", {"pin": PIN}).status_code == 302
    assert client.get("/today/").status_code == 200


def test_get_does_not_sign_in(seeded: None, client: Client) -> None:
    assert client.get(LOGIN).status_code == 405


@pytest.mark.parametrize("who", ["", "nobody", "priya@example.test"])
def test_an_unknown_person_does_not_exist(seeded: None, client: Client, who: str) -> None:
    assert client.post(LOGIN, {"person": who}).status_code == 404


def test_before_seeding_it_says_what_to_do(db: None, client: Client) -> None:
    response = client.post(LOGIN, {"person": STAFF[0].key})
    assert response.status_code == 410
    assert b"filiform demo" in response.content


def test_a_real_account_is_never_opened(cast: Cast, client: Client) -> None:
    """Even an account with the demo's address, in a clinic that is not the demo."""
    cast.practitioner.email = STAFF[0].email
    cast.practitioner.save()
    assert client.post(LOGIN, {"person": STAFF[0].key}).status_code == 410
    assert "_auth_user_id" not in client.session


def test_without_the_demo_setting_it_does_not_exist(
    seeded: None, client: Client, settings: Any
) -> None:
    settings.DEMO = False
    assert client.post(LOGIN, {"person": STAFF[0].key}).status_code == 404
