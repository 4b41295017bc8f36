"""How an incident went on is an entry of its own: nothing is rewritten, the newest grade stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from acts import act, count, only_marker, place, sign_now
from cast import Cast, signed_in
from filiform_clinic.incidents.queries import incident_page
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import IncidentEntry, Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


def happen(client: Client, visit: Visit, **said: object) -> IncidentEntry:
    """A faint, but for what is said."""
    fields = {"id": new_id(), "kind": "faint", "grade": "mild", "words": "Felt faint."} | said
    address = reverse("incidents:incident", args=[visit.pk])
    assert client.post(address, fields).status_code == 302
    return IncidentEntry.objects.get(pk=str(fields["id"]))


def go_on(client: Client, visit: Visit, **said: object) -> int:
    address = reverse("incidents:follow_up", args=[visit.pk])
    fields = {"id": new_id(), "grade": "moderate", "words": "Well again after an hour."} | said
    return client.post(address, fields).status_code


def test_it_goes_on_after_signing_and_the_note_tells_both(cast: Cast, client: Client) -> None:
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    count(client, cast.visit)
    first = happen(client, cast.visit)
    assert go_on(client, cast.visit, follows=first.pk) == 302
    text = " ".join(sign_now(client, cast.visit).text.split())
    assert "Faint, or about to faint (minor or mild), happened on" in text
    assert "Follow-up of faint, or about to faint (moderate), recorded on" in text
    assert go_on(client, cast.visit, follows=first.pk, words="Called the next day.") == 302
    (row,) = incident_page(cast.actor, cast.visit.pk, "").rows
    assert (row.entry.grade, row.grade.id, len(row.later)) == ("mild", "moderate", 2)


def test_the_same_follow_up_again_is_the_same(cast: Cast, client: Client) -> None:
    first, same = happen(client, cast.visit), new_id()
    for _ in range(2):
        assert go_on(client, cast.visit, follows=first.pk, id=same) == 302
    assert IncidentEntry.objects.filter(follows=first).count() == 1
    assert go_on(client, cast.visit, follows=first.pk, id=same, words="Other words.") == 409


def test_what_is_missing_or_foreign_is_refused_and_kept(cast: Cast, client: Client) -> None:
    first = happen(client, cast.visit)
    assert go_on(client, cast.visit, follows=new_id()) == 400
    assert go_on(client, cast.visit, follows=first.pk, grade="awful") == 400
    address = reverse("incidents:follow_up", args=[cast.visit.pk])
    half = {"id": new_id(), "follows": first.pk, "words": "Half a sentence"}
    refused = client.post(address, half)
    assert refused.status_code == 400
    assert "Half a sentence" in refused.content.decode()
    assert not IncidentEntry.objects.exclude(pk=first.pk).exists()


def test_an_incident_of_another_clinic_is_not_followed(cast: Cast, client: Client) -> None:
    theirs = happen(signed_in(cast.stranger), cast.other_visit)
    assert go_on(client, cast.visit, follows=theirs.pk) == 400
    assert go_on(client, cast.other_visit, follows=theirs.pk) == 404


def test_a_follow_up_is_not_followed_itself(cast: Cast, client: Client) -> None:
    first = happen(client, cast.visit)
    assert go_on(client, cast.visit, follows=first.pk) == 302
    later = IncidentEntry.objects.get(follows=first)
    assert go_on(client, cast.visit, follows=later.pk, words="And on.") == 400


def test_an_incident_has_the_time_that_was_said(cast: Cast, client: Client) -> None:
    at = max(timezone.localtime() - timedelta(minutes=20), timezone.localtime(cast.visit.starts_at))
    assert abs(happen(client, cast.visit).happened_at - timezone.now()) < timedelta(minutes=1)
    zone = cast.actor.zone
    said = happen(client, cast.visit, at=f"{at.astimezone(zone):%Y-%m-%dT%H:%M}")
    assert said.happened_at == at.replace(second=0, microsecond=0)


def test_what_has_no_name_is_recorded_as_other(cast: Cast, client: Client) -> None:
    page = client.get(reverse("incidents:incident", args=[cast.visit.pk]) + "?kind=other")
    assert "No source on file gives first steps" in page.content.decode()
    assert happen(client, cast.visit, kind="other", words="Ringing ears.").kind == "other"
