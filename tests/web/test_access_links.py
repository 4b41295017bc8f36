"""Patient links: what opens them, what ends them."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from filiform_clinic.access import links
from filiform_clinic.records.models import (
    AuditRow,
    Episode,
    Organisation,
    Patient,
    PatientLink,
    User,
    Visit,
)
from filiform_clinic.ui.problems import Gone, TooMany

pytestmark = pytest.mark.django_db
BORN = datetime.date(1988, 5, 17)


@pytest.fixture
def visit() -> Visit:
    clinic = Organisation.objects.create(name="Elm Street Clinic (synthetic)")
    patient = Patient.objects.create(
        organisation=clinic, given_name="Pat", family_name="Synthetic", birth_date=BORN
    )
    therapist = User.objects.create_user(email="t@example.org", name="T. Synthetic")
    episode = Episode.objects.create(patient=patient, opened_on=datetime.date(2026, 1, 5))
    return Visit.objects.create(
        organisation=clinic, episode=episode, practitioner=therapist, starts_at=timezone.now()
    )


@pytest.fixture
def request_with_session() -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    return request


def test_the_right_birth_date_opens_the_link(
    visit: Visit, request_with_session: HttpRequest
) -> None:
    secret = links.create_link(visit)
    assert links.opened_link(request_with_session, secret) is None
    assert links.answer_birth_date(request_with_session, links.find_link(secret), BORN)
    opened = links.opened_link(request_with_session, secret)
    assert opened is not None
    assert opened.visit == visit
    assert AuditRow.objects.filter(verb="link.opened", actor=None).count() == 1


def test_the_secret_is_not_in_the_database(visit: Visit) -> None:
    secret = links.create_link(visit)
    assert secret not in str(PatientLink.objects.values().get())


def test_wrong_answers_close_the_link(visit: Visit, request_with_session: HttpRequest) -> None:
    secret = links.create_link(visit)
    for day in range(links.MOST_WRONG_ANSWERS):
        link = links.find_link(secret)
        wrong = datetime.date(1990, 1, 1 + day)
        assert not links.answer_birth_date(request_with_session, link, wrong)
    with pytest.raises(TooMany):
        links.find_link(secret)


def test_answers_sent_at_once_are_no_more_tries(
    visit: Visit, request_with_session: HttpRequest
) -> None:
    """Every one of them has found the link open before the first was counted."""
    link = links.find_link(links.create_link(visit))
    for day in range(links.MOST_WRONG_ANSWERS):
        wrong = datetime.date(1990, 1, 1 + day)
        assert not links.answer_birth_date(request_with_session, link, wrong)
    with pytest.raises(TooMany):
        links.answer_birth_date(request_with_session, link, BORN)


def test_staff_who_open_a_link_are_named_in_the_audit_row(visit: Visit) -> None:
    client = Client()
    client.force_login(visit.practitioner, "allauth.account.auth_backends.AuthenticationBackend")
    born = {"month": BORN.month, "day": BORN.day, "year": BORN.year}
    client.post(f"/p/{links.create_link(visit)}/", born)
    row = AuditRow.objects.get(verb="link.opened")
    assert row.details == {"signed_in": str(visit.practitioner_id)}


def test_an_unknown_secret_does_not_exist() -> None:
    with pytest.raises(Http404):
        links.find_link("no-such-secret")


def test_an_expired_link_says_so(visit: Visit) -> None:
    secret = links.create_link(visit)
    PatientLink.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    with pytest.raises(Gone):
        links.find_link(secret)


def test_revoking_ends_every_link_of_the_visit(visit: Visit) -> None:
    secrets = [links.create_link(visit), links.create_link(visit)]
    assert links.revoke_links(visit.pk) == 2
    for secret in secrets:
        with pytest.raises(Gone):
            links.find_link(secret)
