"""A refusal shows what was typed, but nothing that is secret or was made by the page."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from cast import Cast, signed_in
from filiform_clinic.ui.posted import typed_words


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("words", "Walk a little", True),
        ("words", "שלום", True),
        ("words", "x" * 61, True),
        ("words", "   ", False),
        ("marker", "01a20d91-94db-7a53-b19a-af25d0d9ffeb", False),
        ("on", "2026-01-05", False),
        ("strokes", "[[[0.1, 0.5], [0.4, 0.2]]]", False),
        ("drawing", '{"paint": "a b"}', False),
        ("password", "correct horse battery", False),
        ("pin", "82 03", False),
        ("_draft", "a b", False),
    ],
)
def test_only_what_a_person_typed(name: str, text: str, shown: bool) -> None:
    request = RequestFactory().post("/", {name: text})
    assert typed_words(request) == ([text] if shown else [])


def test_nothing_is_shown_of_a_page_that_was_only_asked_for() -> None:
    assert typed_words(RequestFactory().get("/", {"words": "Walk a little"})) == []


@pytest.mark.django_db
def test_a_refused_form_can_be_copied(cast: Cast) -> None:
    said = {"id": "none", "care": "exercise", "words": "Bend and <b>stretch</b>"}
    refused = signed_in(cast.practitioner).post(reverse("plan:give", args=[cast.visit.pk]), said)
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "Bend and &lt;b&gt;stretch" in page


@pytest.mark.django_db
def test_twenty_megabytes_are_refused_in_words(cast: Cast) -> None:
    client, path = signed_in(cast.practitioner), reverse("consent:ask", args=[cast.visit.pk])
    large, plain = "x" * 20_000_000, "application/x-www-form-urlencoded"
    picture = SimpleUploadedFile("signature.png", b"\x89PNG" + large.encode(), "image/png")
    for refused in (
        client.post(path, {"strokes": large}),
        client.post(path, f"strokes={large}", content_type=plain),
        client.post(path, {"strokes": picture}),
    ):
        assert refused.status_code == 413
        assert "more than this page can take" in refused.content.decode()
