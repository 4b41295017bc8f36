"""What was typed and not sent is kept for its author alone, and given up once it is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acts import act, only_marker, place, sign_now, verbs
from cast import Cast, signed_in
from filiform_clinic.access.links import revoke_links
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import IncidentEntry, IntakeDraft, TypedDraft
from walk import Walk

pytestmark = pytest.mark.django_db

WORDS = [["id", "0"], ["words", "She felt faint 🙂 שלום"]]
JSON = {"Accept": "application/json"}


def url(cast: Cast, form: str = "incident") -> str:
    return reverse("drafts:typed", args=[cast.visit.pk, form])


def keep(client: Client, path: str, base: int = 0, page: str = "page-1", **more: Any) -> Any:
    said = {"token": page, "base": base, "typed": json.dumps(more.pop("fields", WORDS))}
    return client.post(path, said | more, headers=JSON)


def kept(client: Client, path: str) -> Any:
    return client.get(path, headers=JSON).json()


def test_words_are_kept_for_their_author_on_every_device(cast: Cast) -> None:
    assert keep(signed_in(cast.practitioner), url(cast)).json() == {"revision": 1}
    told = kept(signed_in(cast.practitioner), url(cast))
    assert (told["fields"], told["revision"]) == (WORDS, 1)
    assert kept(signed_in(cast.colleague), url(cast))["fields"] is None
    assert verbs(cast.visit)[-2:] == ["draft.begun", "draft.read"]


def test_another_window_is_never_overwritten(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    keep(client, url(cast))
    refused = keep(client, url(cast), base=0, page="page-2", fields=[["words", "other"]])
    assert refused.status_code == 409
    assert kept(client, url(cast))["fields"] == WORDS
    assert keep(client, url(cast), base=1, fields=[["words", "more"]]).json() == {"revision": 2}


def test_what_was_sent_is_offered_no_more(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    keep(client, url(cast))
    said = {"id": new_id(), "kind": "faint", "grade": "mild", "words": "She felt faint"}
    path = reverse("incidents:incident", args=[cast.visit.pk])
    assert client.post(path, said | {"_draft": "incident:page-1"}).status_code == 302
    told = kept(client, url(cast))
    assert (told["fields"], told["sent"]) == (None, "page-1")
    # and what comes late from the page that was sent is not kept again
    assert keep(client, url(cast), base=2).status_code == 409
    assert kept(client, url(cast))["fields"] is None
    assert IncidentEntry.objects.count() == 1


def test_what_was_refused_is_still_a_draft(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    keep(client, url(cast))
    path = reverse("incidents:incident", args=[cast.visit.pk])
    assert client.post(path, {"kind": "faint", "_draft": "incident:page-1"}).status_code == 400
    assert kept(client, url(cast))["fields"] == WORDS


def test_a_page_that_is_shown_again_tells_whose_words_it_holds(cast: Cast) -> None:
    path = reverse("incidents:incident", args=[cast.visit.pk])
    said = {"kind": "faint", "words": "half a sentence", "_draft": "incident:page-1"}
    page = signed_in(cast.practitioner).post(path, said).content.decode()
    assert 'data-posted="incident:page-1"' in page
    assert "half a sentence" in page


def test_words_of_another_window_stay_when_one_is_sent(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    keep(client, url(cast))
    said = {"id": new_id(), "kind": "faint", "grade": "mild", "words": "Another"}
    path = reverse("incidents:incident", args=[cast.visit.pk])
    client.post(path, said | {"_draft": "incident:page-2"})
    assert kept(client, url(cast))["fields"] == WORDS


def test_a_draft_is_thrown_away_once(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    keep(client, url(cast))
    assert client.post(url(cast), {"discard": "1", "base": "0"}, headers=JSON).status_code == 409
    for _twice in range(2):
        gone = client.post(url(cast), {"discard": "1", "base": "1"}, headers=JSON)
        assert gone.json() == {"revision": 2}
    assert kept(client, url(cast))["fields"] is None
    assert verbs(cast.visit).count("draft.discarded") == 1


def test_423_once_the_visit_is_signed(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    sign_now(client, cast.visit)
    refused = keep(client, url(cast, "sign"))
    assert refused.status_code == 423
    assert "amendment" in refused.json()["error"]
    assert not TypedDraft.objects.exists()
    # what may be written after signing goes on
    assert keep(client, url(cast, "amend")).status_code == 200


def test_423_while_the_screen_is_locked(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert client.post(reverse("lock:now")).status_code == 302
    assert keep(client, url(cast)).status_code == 423
    assert not TypedDraft.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"typed": "no json"}, "typed"),
        ({"typed": '{"words": "said"}'}, "typed"),
        ({"typed": '[["words", 1]]'}, "typed"),
        ({"typed": json.dumps([["words", "x" * 200_000]])}, "typed"),
        ({"typed": json.dumps([["a", "b"]] * 601)}, "typed"),
        ({"base": "-1"}, "base"),
        ({"page": "a b"}, "token"),
    ],
)
def test_bad_input_names_the_field(cast: Cast, fields: dict[str, Any], field: str) -> None:
    refused = keep(signed_in(cast.practitioner), url(cast), **fields)
    assert (refused.status_code, refused.json()["field"]) == (400, field)


def test_other_forms_and_other_clinics_do_not_exist(cast: Cast) -> None:
    assert keep(signed_in(cast.practitioner), url(cast, "nothing")).status_code == 404
    assert keep(signed_in(cast.stranger), url(cast)).status_code == 404
    assert keep(signed_in(cast.front_desk), url(cast)).status_code == 403


def test_a_null_character_is_dropped(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert keep(client, url(cast), fields=[["words", "a\x00b"]]).status_code == 200
    assert kept(client, url(cast))["fields"] == [["words", "ab"]]


def test_a_patients_words_stay_on_the_device_and_link(cast: Cast) -> None:
    walk = Walk(cast)
    walk.open()
    path = reverse("drafts:typed_by_patient", args=[walk.secret, "story"])
    assert keep(walk.client, path, fields=[["story", "Since"]]).json() == {"revision": 1}
    assert kept(walk.client, path)["fields"] == [["story", "Since"]]
    # the same link on another device
    other = Walk(cast, secret=walk.secret)
    assert other.client.get(path, headers=JSON).status_code == 403
    other.open()
    assert kept(other.client, path)["fields"] is None
    # and another link on the same device
    second = Walk(cast, client=walk.client)
    second.open()
    own = reverse("drafts:typed_by_patient", args=[second.secret, "story"])
    assert kept(walk.client, own)["fields"] is None


def test_a_patients_answer_ends_the_draft(cast: Cast) -> None:
    walk = Walk(cast)
    walk.open()
    path = reverse("drafts:typed_by_patient", args=[walk.secret, "story"])
    keep(walk.client, path, fields=[["story", "Since"]])
    walk.post("story/", story="Since I moved", _draft="story:page-1")
    assert kept(walk.client, path)["fields"] is None
    assert IntakeDraft.objects.get(visit=cast.visit).answers["story"] == "Since I moved"


def test_a_revoked_link_answers_410(cast: Cast) -> None:
    walk = Walk(cast)
    walk.open()
    path = reverse("drafts:typed_by_patient", args=[walk.secret, "story"])
    revoke_links(cast.visit.pk)
    assert keep(walk.client, path).status_code == 410
