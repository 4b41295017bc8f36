"""A page that was overtaken changes nothing: it keeps what was typed and tells who changed what."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acts import act, only_marker, place, post, sign_now
from cast import Cast, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NoteDraft, SessionEntry

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
SESSION = {"brand_0": "Acme", "lot_0": "L7", "expires_0": "2099-01-31", "seen": 0}


def write(client: Client, cast: Cast, text: str, revision: int, **headers: str) -> Any:
    said = {"free_text": text, "revision": revision}
    return client.post(reverse("note:draft", args=[cast.visit.pk]), said, headers=headers)


def test_words_of_the_note_are_shown_beside_those_of_a_colleague(cast: Cast) -> None:
    write(signed_in(cast.colleague), cast, "Theirs", 0, **JSON)
    refused = write(signed_in(cast.practitioner), cast, "Mine", 0, **JSON)
    told = refused.json()
    assert (refused.status_code, told["revision"]) == (409, 1)
    assert told["theirs"]["free_text"] == "Theirs"
    assert "Cole Colleague" in told["error"]
    assert write(signed_in(cast.practitioner), cast, "Theirs and mine", 1).status_code == 302
    assert NoteDraft.objects.get().free_text == "Theirs and mine"


def test_without_a_script_the_page_shows_both(cast: Cast) -> None:
    write(signed_in(cast.colleague), cast, "Theirs", 0)
    refused = write(signed_in(cast.practitioner), cast, "Mine", 0)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Cole Colleague" in page
    assert "Mine" in page
    assert "Theirs" in page


def test_words_for_a_note_that_is_signed_are_refused_with_423(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    sign_now(client, cast.visit)
    refused = write(client, cast, "Late", 0, **JSON)
    assert refused.status_code == 423
    assert "amendment" in refused.json()["error"]
    assert not NoteDraft.objects.exists()


def test_details_of_the_needles_are_not_covered_unread(cast: Cast) -> None:
    mine, theirs = signed_in(cast.practitioner), signed_in(cast.colleague)
    place(mine, cast.visit)
    assert post(theirs, "sharps:session", cast.visit, SESSION | {"id": new_id()}).status_code == 204
    stale = SESSION | {"id": new_id(), "lot_0": "L8"}
    refused = post(mine, "sharps:session", cast.visit, stale)
    assert refused.status_code == 409
    assert "Cole Colleague" in refused.content.decode()
    assert SessionEntry.objects.count() == 1
    assert post(mine, "sharps:session", cast.visit, stale | {"seen": 1}).status_code == 204
    assert post(mine, "sharps:session", cast.visit, stale | {"seen": 1}).status_code == 204
    assert SessionEntry.objects.get(number=2).details["boxes"][0]["lot"] == "L8"
