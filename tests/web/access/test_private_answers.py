"""What no cache may keep, what no form may carry, and what nobody may change by themselves."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cast import Cast, signed_in
from filiform_clinic.access.links import create_link

pytestmark = pytest.mark.django_db


def test_no_page_about_a_patient_is_kept_in_a_cache(cast: Cast) -> None:
    client, visit = signed_in(cast.practitioner), cast.visit.pk
    for address in (
        "/today/",
        "/booking/walk-in/",
        f"/visit/{visit}/",
        f"/visit/{visit}/layers.json",
        f"/note/{visit}/",
        f"/visit/{cast.other_visit.pk}/",
    ):
        assert "no-store" in client.get(address)["Cache-Control"], address
    link = client.post(f"/booking/{visit}/link/")
    assert link.status_code == 200
    assert "no-store" in link["Cache-Control"]


def test_no_answer_to_a_patient_link_is_kept_in_a_cache(client: Client, cast: Cast) -> None:
    secret = create_link(cast.visit)
    assert "no-store" in client.get(f"/p/{secret}/")["Cache-Control"]
    cast.visit.links.update(revoked_at=cast.visit.starts_at)
    gone = client.get(f"/p/{secret}/")
    assert gone.status_code == 410
    assert "no-store" in gone["Cache-Control"]


def test_what_is_not_about_a_patient_may_be_kept(client: Client) -> None:
    from filiform.body import Body

    kept = client.get(f"/body/{Body.load().version}/areas.json")
    assert "immutable" in kept["Cache-Control"]


def test_a_form_with_a_file_is_refused(client: Client) -> None:
    file = SimpleUploadedFile("big.bin", b"x" * 5_000_000)
    assert client.post("/explore/", {"drawing": file}).status_code == 413


def test_staff_cannot_change_the_address_they_sign_in_with(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    for act in ("action_add", "action_primary"):
        client.post("/account/email/", {act: "", "email": "elsewhere@example.test"})
    cast.practitioner.refresh_from_db()
    assert cast.practitioner.email == "priya@example.test"
