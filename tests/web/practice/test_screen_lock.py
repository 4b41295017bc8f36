"""The owner chooses after how many minutes the clinic's screens lock; every choice stays."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cast import Cast, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AuditRow, ScreenLockEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(cast: Cast) -> Client:
    return signed_in(cast.owner)


def choose(client: Client, minutes: object, **more: Any) -> HttpResponse:
    newest = ScreenLockEntry.objects.order_by("created_at", "id").last()
    said = {"id": new_id(), "seen": newest.pk if newest else "", "minutes": minutes}
    answer = client.post(reverse("practice:screen"), said | more)
    assert isinstance(answer, HttpResponse)
    return answer


def locks_after(client: Client, minutes: float, monkeypatch: pytest.MonkeyPatch) -> bool:
    later = time.time() + minutes * 60
    with monkeypatch.context() as patch:
        patch.setattr("filiform_clinic.access.lock.time.time", lambda: later)
        return client.get("/today/").status_code == 302


def test_screens_of_the_clinic_follow_and_those_of_others_do_not(
    cast: Cast, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert choose(owner, 3).status_code == 302
    assert locks_after(signed_in(cast.practitioner), 3.1, monkeypatch)
    assert not locks_after(signed_in(cast.practitioner), 2.9, monkeypatch)
    assert not locks_after(signed_in(cast.stranger), 9, monkeypatch)
    assert 'data-minutes="3"' in signed_in(cast.practitioner).get("/today/").content.decode()


def test_a_screen_in_use_follows_too(
    cast: Cast, owner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.practitioner)
    choose(owner, 3)
    assert not locks_after(client, 1, monkeypatch)  # a touch, with which the choice is read
    assert locks_after(client, 4.5, monkeypatch)


def test_the_rules_page_tells_it_and_leads_there(cast: Cast, owner: Client) -> None:
    choose(owner, 3)
    page = signed_in(cast.owner).get(reverse("practice:rules")).content.decode()
    assert f'<a href="{reverse("practice:screen")}">Screens lock after 3 minutes</a>' in page


def test_every_choice_stays_with_name_and_is_audited(cast: Cast, owner: Client) -> None:
    choose(owner, 3)
    choose(owner, 20)
    page = owner.get(reverse("practice:screen"))
    assert [one.minutes for one in page.context["lock"].history] == [20, 3]
    assert page.content.decode().count("Olga Owner") >= 2
    rows = AuditRow.objects.filter(verb="clinic.screen_lock").order_by("created_at", "id")
    assert [row.details["minutes"] for row in rows] == [3, 20]


@pytest.mark.parametrize("minutes", ["", "1", "31", "2.5", "-3", "ten", "9" * 400])
def test_other_numbers_are_refused_and_stay_in_the_field(owner: Client, minutes: str) -> None:
    answer = choose(owner, minutes)
    assert answer.status_code == 400
    assert f'value="{minutes}"' in answer.content.decode()
    assert not ScreenLockEntry.objects.exists()


def test_a_stale_page_changes_nothing_and_a_repeat_is_one_act(owner: Client) -> None:
    id = new_id()
    assert choose(owner, 3, id=id).status_code == 302
    assert choose(owner, 3, id=id, seen="").status_code == 302
    assert choose(owner, 4, id=id).status_code == 409
    assert choose(owner, 4, seen="").status_code == 409
    assert ScreenLockEntry.objects.get().minutes == 3
