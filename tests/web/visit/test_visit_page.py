"""The visit on one screen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from acts import HTMX, act, count, only_marker, palpate, place, sign_now, verbs
from cast import Cast, signed_in
from filiform_clinic.records.models import Visit


def page(client: Client, visit: Visit, query: str = "", *, alone: bool = False) -> str:
    address = reverse("visit:visit", args=[visit.pk]) + query
    return client.get(address, headers=HTMX if alone else {}).content.decode()


def test_it_says_who_and_that_health_is_not_known_yet(cast: Cast) -> None:
    text = page(signed_in(cast.practitioner), cast.visit)
    assert "Paul Patient" in text
    assert "ribbon--caution" in text
    assert "open questions" in text
    assert verbs(cast.visit) == ["visit.read"]


def test_the_step_alone_for_htmx(cast: Cast) -> None:
    text = page(signed_in(cast.practitioner), cast.visit, "?step=needle", alone=True)
    assert "<html" not in text
    assert 'hx-swap-oob="true"' in text


@pytest.mark.parametrize("step", ["examine", "needle", "note", "sign", "nonsense"])
def test_every_step_opens(cast: Cast, step: str) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    place(client, cast.visit)
    text = page(client, cast.visit, f"?step={step}")
    assert f'data-step="{"needle" if step == "nonsense" else step}"' in text


def test_it_opens_where_the_work_is(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert 'data-step="examine"' in page(client, cast.visit)
    place(client, cast.visit)
    assert 'data-step="needle"' in page(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    assert 'data-step="needle"' in page(client, cast.visit)
    count(client, cast.visit)
    assert 'data-step="note"' in page(client, cast.visit)
    sign_now(client, cast.visit)
    assert 'data-step="sign"' in page(client, cast.visit)


def test_another_muscle_can_be_palpated(cast: Cast) -> None:
    text = page(signed_in(cast.practitioner), cast.visit, "?step=examine&muscle=soleus&side=left")
    assert 'id="card-soleus-left"' in text


@pytest.mark.parametrize("also", ["?also=nothing:left", "?also=soleus:midline", "?also=%00:x"])
def test_an_unknown_muscle_in_the_address_is_left_out(cast: Cast, also: str) -> None:
    assert 'id="card-' not in page(signed_in(cast.practitioner), cast.visit, also)


def test_findings_come_first_among_the_muscles_to_needle(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "nothing", muscle="soleus")
    palpate(client, cast.visit, "tender")
    text = page(client, cast.visit, "?step=needle")
    assert 'value="infraspinatus:right"' in text
    assert 'value="soleus:right"' not in text


def test_the_last_settings_are_offered_again_but_never_a_first_one(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert 'value="0.25" selected' not in page(client, cast.visit, "?step=needle")
    assert "Choose size and mode once" in page(client, cast.visit, "?step=needle")
    place(client, cast.visit, gauge_mm="0.25", length_mm=40)
    assert 'value="0.25" selected' in page(client, cast.visit, "?step=needle")


def test_a_signed_visit_is_read_only(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    sign_now(client, cast.visit)
    assert "This visit is signed." in page(client, cast.visit, "?step=examine")
    assert 'id="place-form"' not in page(client, cast.visit, "?step=needle")


def test_who_may_not(cast: Cast) -> None:
    address = reverse("visit:visit", args=[cast.visit.pk])
    refused = signed_in(cast.front_desk).get(address)
    assert refused.status_code == 403
    assert "Only practitioners see the clinical record." in refused.content.decode()
    assert signed_in(cast.stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
