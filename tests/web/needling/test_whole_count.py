"""Needles are counted a second time; what does not agree blocks signing, or is an incident."""

from __future__ import annotations

import pytest
from django.urls import reverse

from acts import act, count, counts, only_marker, palpate, place, post, sign, sign_now
from cast import Cast, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import CountEntry, IncidentEntry, NoteEntry, SessionEntry
from filiform_clinic.records.visit_state import needling_of

BOX = {"brand_0": "Acme", "lot_0": "L7", "expires_0": "2099-01-31", "seen": 0}


def test_a_mismatch_blocks_signing_until_it_is_counted_right(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=2)
    assert count(client, cast.visit).status_code == 409
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=2)
    assert count(client, cast.visit, looked="").status_code == 400
    same = {"id": new_id(), "in_sharps": 1}
    for _ in range(2):
        assert count(client, cast.visit, **same).status_code == 204
    assert count(client, cast.visit, id=same["id"], in_sharps=2).status_code == 409
    page = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=needle")
    assert "is not in the sharps box" in page.content.decode()
    page = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=sign")
    assert "is not in the sharps box" in page.content.decode()
    assert not NoteEntry.objects.exists()
    count(client, cast.visit)
    sign_now(client, cast.visit)
    assert CountEntry.objects.count() == 2


def test_a_lost_needle_is_an_incident_and_the_note_tells_it(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=2)
    marker = only_marker(cast.visit)
    act(client, cast.visit, "removed", marker, needles=1)
    address = reverse("incidents:incident", args=[cast.visit.pk])
    assert "Keep still, mark the spot" in client.get(address + "?kind=lost").content.decode()
    said = {"id": new_id(), "kind": "lost", "grade": "moderate", "words": "Not on the table."}
    said |= {"marker": marker, "missing": 1}
    for _ in range(2):
        assert client.post(address, said).status_code == 302
    assert IncidentEntry.objects.count() == 1
    needling = needling_of(cast.visit.pk)
    assert (needling.still_in, needling.missing) == (0, 1)
    count(client, cast.visit, in_sharps=1)
    assert "2 in, 1 out, 1 missing" in sign_now(client, cast.visit).text
    later = {"id": new_id(), "kind": "bleeding", "grade": "mild", "words": "A bruise."}
    assert client.post(address, later).status_code == 302
    assert client.post(address, later | {"id": new_id(), "words": ""}).status_code == 400


def test_all_out_needs_the_right_number(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, needles=2)
    place(client, cast.visit, needles=1)
    wrong = post(client, "needling:all_out", cast.visit, {"id": new_id(), "counted": 2})
    assert (wrong.status_code, counts(cast.visit)) == (409, (3, 0))
    said = {"id": new_id(), "counted": 3}
    for _ in range(2):
        assert post(client, "needling:all_out", cast.visit, said).status_code == 204
    assert counts(cast.visit) == (3, 3)


def test_answers_stand_in_the_note(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit, depth="deep", handling="rotated")
    marker = only_marker(cast.visit)
    act(client, cast.visit, "answered", marker, twitch="3")
    act(client, cast.visit, "answered", marker, response="well")
    assert act(client, cast.visit, "answered", marker, twitch="many").status_code == 400
    assert act(client, cast.visit, "answered", marker).status_code == 400
    act(client, cast.visit, "removed", marker, needles=1)
    act(client, cast.visit, "answered", marker, bleeding="none")
    text = sign_now(client, cast.visit).text
    assert "deep, rotated" in text
    assert "3 local twitch responses, borne well, no bleeding" in text


def test_an_expired_box_is_refused_or_told(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, "tender")
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    said = BOX | {"id": new_id(), "expires_0": "2020-01-31", "gloves": "examination"}
    refused = post(client, "sharps:session", cast.visit, said)
    assert (refused.status_code, SessionEntry.objects.count()) == (400, 0)
    assert "L7" in refused.content.decode()
    assert post(client, "sharps:session", cast.visit, BOX | {"id": new_id()}).status_code == 204
    used = said | {"used_expired": "on", "id": new_id(), "seen": 1}
    assert post(client, "sharps:session", cast.visit, used).status_code == 204
    assert SessionEntry.objects.count() == 2


@pytest.mark.parametrize("name", ["sharps:count", "sharps:session", "needling:all_out"])
def test_who_may_not_count(cast: Cast, name: str) -> None:
    said = BOX | {"id": new_id(), "opened": 0, "in_sharps": 0, "looked": "on", "counted": 1}
    assert post(signed_in(cast.front_desk), name, cast.visit, said).status_code == 403
    assert post(signed_in(cast.stranger), name, cast.visit, said).status_code == 404


def test_who_sees_no_incident(cast: Cast) -> None:
    address = reverse("incidents:incident", args=[cast.visit.pk])
    assert signed_in(cast.front_desk).get(address).status_code == 403
    assert signed_in(cast.stranger).get(address).status_code == 404


def test_a_needle_entered_after_the_count_asks_for_another(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    count(client, cast.visit)
    place(client, cast.visit)
    post(client, "needling:all_out", cast.visit, {"id": new_id(), "counted": 1})
    page = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=sign")
    assert "Needles have changed since the count" in page.content.decode()
    assert sign(client, cast.visit).status_code == 302
