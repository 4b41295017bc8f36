"""Anyone can read what dry needling is, what studies found, and whom to call."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from cast import Cast
from page_text import main_text
from reading_level import grade

HOME, EVIDENCE = "/", "/evidence/"


@pytest.mark.parametrize("address", [HOME, EVIDENCE, "/explore/"])
def test_it_works_without_signing_in(db: None, client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_home_says_what_it_is_and_what_it_is_not(db: None, client: Client) -> None:
    text = main_text(client.get(HOME))
    assert "It is not acupuncture." in text
    assert "Experts do not agree" in text
    assert text.count("How sure is this?") == 3


def test_home_names_the_clinic_to_call(cast: Cast, client: Client) -> None:
    response = client.get(HOME)
    assert 'href="tel:5550100"' in response.content.decode()
    assert cast.clinic.name in main_text(response)


def test_home_without_a_clinic_says_whom_to_ask(db: None, client: Client) -> None:
    assert "Ask your physical therapist" in main_text(client.get(HOME))


def test_weakly_backed_cards_are_not_shown(db: None, client: Client) -> None:
    text = main_text(client.get(EVIDENCE))
    assert "Fibromyalgia" in text
    assert "Scars" not in text


def test_every_citation_leads_to_its_source(db: None, client: Client) -> None:
    page = client.get(EVIDENCE).content.decode()
    listed = set(re.findall(r'<li id="(\w+)"', page))
    cited = set(re.findall(r'href="/evidence/#(\w+)"', client.get(HOME).content.decode()))
    assert cited - set(re.findall(r'<article class="card evidence" id="(\w+)"', page)) <= listed
    assert len(cited & listed) > 10


@pytest.mark.parametrize("address", [HOME, "/explore/"])
def test_a_reader_of_twelve_follows(db: None, client: Client, address: str) -> None:
    assert grade(main_text(client.get(address))) <= 7


def test_the_sample_picture_is_kept_by_browsers_until_the_body_changes(
    db: None, client: Client
) -> None:
    addresses = re.findall(r'src="(/sample/[^"]+)"', client.get(HOME).content.decode())
    assert len(addresses) == 2
    for address in addresses:
        response = client.get(address)
        assert response["Content-Type"] == "image/png"
        assert "immutable" in response["Cache-Control"]
    assert client.get("/sample/old/front.png").status_code == 404
    assert client.get(addresses[0].replace("front", "inside")).status_code == 404
