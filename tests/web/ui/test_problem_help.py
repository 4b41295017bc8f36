"""Who is told what, and whom to call, when a page cannot be shown."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast, signed_in
from filiform_clinic.access.links import MOST_WRONG_ANSWERS, create_link
from filiform_clinic.records.models import PatientLink
from filiform_clinic.ui.templatetags.phones import phone


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("(904) 555-0142", '<a class="phone" href="tel:9045550142">(904) 555-0142</a>'),
        ("+44 20 7946 0000", '<a class="phone" href="tel:+442079460000">+44 20 7946 0000</a>'),
        (911, '<a class="phone" href="tel:911">911</a>'),
        ("5<b>", '<a class="phone" href="tel:5">5&lt;b&gt;</a>'),
        ("", ""),
        (None, ""),
        ("ask us", "ask us"),
    ],
)
def test_a_number_can_be_tapped(number: object, link: str) -> None:
    assert phone(number) == link


def test_an_ended_link_says_whom_to_call(cast: Cast, client: Client) -> None:
    secret = create_link(cast.visit)
    PatientLink.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    page = client.get(reverse("intake:start", args=[secret]))
    assert page.status_code == 410
    text = page.content.decode()
    assert "This link has ended" in text
    assert cast.clinic.name in text
    assert 'href="tel:5550100"' in text
    assert "back button" not in text


def test_a_link_closed_by_wrong_answers_says_whom_to_call(cast: Cast, client: Client) -> None:
    secret = create_link(cast.visit)
    PatientLink.objects.update(wrong_answers=MOST_WRONG_ANSWERS)
    page = client.get(reverse("intake:start", args=[secret]))
    assert page.status_code == 429
    assert 'href="tel:5550100"' in page.content.decode()


def test_an_unknown_link_leads_to_where_clinics_are_listed(client: Client, db: None) -> None:
    page = client.get(reverse("intake:start", args=["nothing"]))
    assert page.status_code == 404
    assert f'href="{reverse("site:home")}"' in page.content.decode()


def test_the_thanks_and_the_footer_can_be_tapped(cast: Cast, client: Client) -> None:
    text = client.get(reverse("intake:start", args=[create_link(cast.visit)])).content.decode()
    assert 'href="tel:5550100"' in text
    assert 'href="tel:911"' in text


@pytest.mark.parametrize(("who", "may"), [("front_desk", "front desk"), ("owner", "clinic owner")])
def test_who_may_not_see_the_record_is_told_what_they_may(cast: Cast, who: str, may: str) -> None:
    user = getattr(cast, who)
    page = signed_in(user).get(reverse("visit:visit", args=[cast.visit.pk]))
    assert page.status_code == 403
    text = page.content.decode()
    assert "This is not open to you" in text
    assert f"You are signed in as {user.name}, {may}. You can see who comes when" in text
    assert f'href="{reverse("day:today")}"' in text
    assert cast.patient.family_name not in text
