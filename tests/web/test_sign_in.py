"""Signing in: passwords, the second factor, and who is let in at all."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from filiform_clinic.access import lockout
from filiform_clinic.access.accounts import add_staff, open_clinic
from filiform_clinic.records.models import Membership, User

pytestmark = pytest.mark.django_db
PASSWORD = "seven green kettles"


@pytest.fixture
def therapist() -> User:
    clinic = open_clinic(name="Elm Street Clinic (synthetic)", time_zone="America/New_York")
    return add_staff(
        organisation=clinic,
        name="T. Synthetic",
        email="t@example.org",
        role="practitioner",
        password=PASSWORD,
    )


def sign_in(client: Client, password: str = PASSWORD, email: str = "t@example.org") -> bool:
    client.post("/account/login/", {"login": email, "password": password})
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in_whatever_the_case_of_the_address(
    client: Client, therapist: User
) -> None:
    assert sign_in(client, email="T@Example.org")


def test_a_wrong_password_does_not(client: Client, therapist: User) -> None:
    assert not sign_in(client, password="seven red kettles")


def test_nobody_can_make_an_account_from_outside(client: Client) -> None:
    fields = {"email": "x@example.org", "password1": PASSWORD}
    client.post("/account/signup/", fields)
    assert not User.objects.exists()


def test_without_a_second_factor_nothing_clinical_is_shown(
    client: Client, therapist: User, settings: Settings
) -> None:
    settings.REQUIRE_MFA = True
    sign_in(client)
    answer = client.get("/today/")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/2fa/"


def test_a_weak_password_is_refused(therapist: User) -> None:
    clinic = Membership.objects.get(user=therapist).organisation
    with pytest.raises(ValidationError):
        add_staff(
            organisation=clinic,
            name="W. Synthetic",
            email="w@example.org",
            role="practitioner",
            password="password1234",
        )
    assert not User.objects.filter(email="w@example.org").exists()


def test_a_forgotten_password_is_explained_and_sends_no_mail(
    client: Client, therapist: User, mailoutbox: list[object]
) -> None:
    answer = client.post("/account/password/reset/", {"email": "t@example.org"})
    assert b"Ask whoever runs this installation" in answer.content
    assert not mailoutbox
    assert b"password/reset" not in client.get("/account/login/").content


def test_failed_tries_lock_the_account_that_was_tried_and_no_other(
    client: Client, therapist: User, settings: Settings
) -> None:
    settings.AXES_ENABLED, settings.ACCOUNT_RATE_LIMITS = True, False
    clinic = Membership.objects.get(user=therapist).organisation
    add_staff(
        organisation=clinic,
        name="O. Synthetic",
        email="o@example.org",
        role="owner",
        password=PASSWORD,
    )
    for number in range(settings.AXES_FAILURE_LIMIT):
        spelled = "T@Example.org" if number % 2 else "t@example.org"
        assert not sign_in(Client(), password="seven red kettles", email=spelled)
    assert not sign_in(client)
    answer = client.post("/account/login/", {"login": "t@example.org", "password": PASSWORD})
    assert answer.status_code == 429
    assert b"Too many failed tries" in answer.content
    assert sign_in(Client(), email="o@example.org")


def test_an_address_that_the_visitor_made_up_is_not_believed(
    rf: RequestFactory, settings: Settings
) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.7"})
    assert lockout.address_of(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert lockout.address_of(request) == "203.0.113.7"


def test_limits_count_in_the_database_so_that_all_processes_share_them(
    client: Client, therapist: User
) -> None:
    sign_in(client, password="seven red kettles")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0
