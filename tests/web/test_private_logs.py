"""No patient data in logs: neither the secret of a link nor what a failed statement held."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cast import Cast
from filiform_clinic.access.links import create_link
from filiform_clinic.drawing import queries
from filiform_clinic.logs import PrivateFormatter
from walk import Walk


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the clinic's handler writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PrivateFormatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def test_the_clinic_logs_with_the_private_formatter() -> None:
    config: Any = settings.LOGGING
    for handler in config["handlers"].values():
        made = config["formatters"][handler["formatter"]]["()"]
        assert made == f"{PrivateFormatter.__module__}.{PrivateFormatter.__qualname__}"


def test_the_secret_of_a_link_is_not_logged(
    client: Client, cast: Cast, written: io.StringIO
) -> None:
    secret = create_link(cast.visit)
    client.post(f"/p/{secret}/", {"month": "1"})
    client.post(f"/drawing/p/{secret}/save/", "{", content_type="application/json")
    assert "Bad Request: /p/…/" in written.getvalue()
    assert secret not in written.getvalue()


def test_what_the_database_quotes_is_not_logged(
    cast: Cast, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = "my {} hurts".format("back")  # in no line of this file, which frames may quote

    def fail(link: object) -> None:
        try:
            raise ValueError(story)
        except ValueError as error:
            raise RuntimeError(story) from error

    walk = Walk(cast)
    walk.open()
    monkeypatch.setattr(queries, "draft_of", fail)
    walk.client.raise_request_exception = False
    assert walk.get("where").status_code == 500
    told = written.getvalue()
    assert "builtins.ValueError" in told
    assert "builtins.RuntimeError" in told
    assert "in fail" in told
    assert story not in told
    assert walk.secret not in told


def test_a_line_without_an_exception_is_as_it_was() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "Listening on %s", ("8000",), None)
    assert PrivateFormatter().format(record) == "Listening on 8000"
