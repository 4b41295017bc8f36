"""Too much at once is answered 429, says how long to wait, and loses nothing that was typed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from acts import HTMX
from cast import Cast, signed_in
from filiform_clinic.access import limits
from filiform_clinic.access.limits import LIMITS
from filiform_clinic.access.links import create_link
from filiform_clinic.records.models import NoteDraft

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[3] / "docs" / "how-to" / "run-a-clinic.md"
WRONG = {"month": "1", "day": "2", "year": "1990"}


@pytest.fixture(autouse=True)
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every limit is two, in a window that does not end during the test."""
    monkeypatch.setattr(limits, "time", lambda: 1_790_000_100)
    for limit in LIMITS:
        name = limit.name.upper()
        monkeypatch.setattr(limits, name, replace(limit, most=2, seconds=600))


def statuses(client: Client, method: str, address: str, said: object = None) -> list[int]:
    """Of three requests."""
    ask = getattr(client, method)
    return [ask(address, said).status_code for _one in range(3)]


def test_opening_links_and_answering_birth_dates_are_limited_by_address(
    cast: Cast, client: Client
) -> None:
    first, second = create_link(cast.visit), create_link(cast.visit)
    opened = [client.get(f"/p/{one}/").status_code for one in (first, second, "guessed")]
    assert opened == [200, 200, 429]
    answered = [client.post(f"/p/{one}/", WRONG).status_code for one in (first, second, first)]
    assert answered == [400, 400, 429]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(f"/p/{first}/").status_code == 200


def test_a_patients_link_is_limited_for_itself(cast: Cast, client: Client) -> None:
    first, second = create_link(cast.visit), create_link(cast.visit)
    address = reverse("drawing:save", args=[first])
    said = [client.post(address, {}, "application/json") for _one in range(3)]
    assert [one.status_code for one in said] == [403, 403, 429]
    assert said[2].json()["error"]
    assert int(said[2]["Retry-After"]) > 0
    other = reverse("drawing:save", args=[second])
    assert client.post(other, {}, "application/json").status_code == 403


def test_acts_of_staff_are_limited_by_account_and_what_was_typed_is_kept(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    draft = reverse("note:draft", args=[cast.visit.pk])
    said = {"free_text": "\nSoft  end feel\n<b>", "revision": 0}
    for _one in range(2):
        client.post("/lock/alive/")
    answer = client.post(draft, said)
    assert answer.status_code == 429
    assert not NoteDraft.objects.filter(visit=cast.visit).exists()
    page = answer.content.decode()
    assert f'action="{draft}"' in page
    assert '<textarea name="free_text" hidden>\n\nSoft  end feel\n&lt;b&gt;</textarea>' in page
    assert "csrfmiddlewaretoken" not in str(answer.context["fields"])
    assert signed_in(cast.colleague).post("/lock/alive/").status_code == 204
    assert client.get("/today/").status_code == 200


def test_a_script_gets_words_and_a_time(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    for _one in range(2):
        client.post("/lock/alive/")
    answer = client.post("/lock/alive/", headers=HTMX)
    assert (answer.status_code, answer["HX-Retarget"]) == (429, "#problem")
    assert answer["Retry-After"] == str(600 - 1_790_000_100 % 600)


def test_search_signature_and_public_page_have_limits(cast: Cast, client: Client) -> None:
    staff = signed_in(cast.practitioner)
    ask = reverse("consent:ask", args=[cast.visit.pk])
    assert statuses(staff, "post", ask) == [400, 400, 429]
    assert statuses(staff, "get", "/patients/", {"q": "pa"}) == [200, 200, 429]
    assert statuses(client, "post", "/explore/")[2] == 429


def test_programs_without_a_token_have_a_limit_unless_the_setting_lifts_it(
    client: Client, settings: Settings
) -> None:
    address, kind = "/cds-services/filiform-patient-view", "application/json"
    settings.CDS_CALLS = 2
    said = [client.post(address, content_type=kind) for _one in range(3)]
    assert [one.status_code for one in said] == [400, 400, 429]
    assert said[2].json()["issue"][0]["code"] == "throttled"
    assert int(said[2]["Retry-After"]) > 0
    settings.CDS_CALLS = 0
    assert client.post(address, content_type=kind).status_code == 400


def test_the_next_window_is_open_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(cast.practitioner)
    assert statuses(client, "post", "/lock/alive/") == [204, 204, 429]
    monkeypatch.setattr(limits, "time", lambda: 1_790_000_100 + 600)
    assert client.post("/lock/alive/").status_code == 204


def test_too_many_different_askers_do_not_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "_MOST_KEYS", 3)
    for number in range(20):
        limits._spend_here(f"limit:{number}")
    assert len(limits._counts) <= 4


def test_the_manual_tells_every_limit() -> None:
    told = dict(
        re.findall(r"^\| `(\w+)` \|.*\| (\d+ in \d+ s) ", DOCUMENT.read_text(), re.MULTILINE)
    )
    assert told == {one.name: f"{one.most} in {one.seconds} s" for one in LIMITS}
