"""Missing records are fetched from servers that are allowed, with the client's token, or not."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from cds_clients import Server, forget, serving
from cds_requests import KEYS, muscle, needling, order_sign, prefetch, searchset
from filiform_clinic.api.network import Unreachable, get_json, is_below

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
SIGN = "/cds-services/filiform-order-sign"
TOKEN = "opaque-token"
AUTHORIZATION = {
    "access_token": TOKEN,
    "token_type": "Bearer",
    "expires_in": 300,
    "scope": "patient/*.read",
    "subject": "filiform",
    "patient": "example",
}
RECORD = prefetch("apixaban-psoas")
KINDS = {kind: key for key, kind in KEYS.items()}


def record(path: str) -> tuple[int, Any]:
    """A FHIR server with one patient."""
    kind = path.removeprefix("/fhir/").split("/")[0].split("?")[0]
    return 200, RECORD["patient" if kind == "Patient" else KINDS[kind]]


@pytest.fixture
def ehr(settings: Settings) -> Iterator[Server]:
    with serving(record) as server:
        settings.CDS_FHIR_SERVERS = [server.base]
        forget()
        yield server
    forget()


def call(client: Client, base: str, without: list[str] | None = None, **more: Any) -> Any:
    request = order_sign(needling(muscle("psoas_major:left")), record="apixaban-psoas")
    for key in without if without is not None else list(request["prefetch"]):
        del request["prefetch"][key]
    request |= {"fhirServer": base, "fhirAuthorization": AUTHORIZATION, **more}
    given = {name: value for name, value in request.items() if value is not None}
    return client.post(SIGN, json.dumps(given), content_type="application/json")


def test_missing_records_are_fetched(client: Client, ehr: Server) -> None:
    response = call(client, ehr.base)
    assert response.status_code == 200
    (card,) = response.json()["cards"]
    assert card["indicator"] == "critical"
    assert "was not given" not in card["detail"]
    assert len(ehr.asked) == 9
    assert {path for path, _ in ehr.asked} >= {"/fhir/Patient/example"}
    assert {token for _, token in ehr.asked} == {f"Bearer {TOKEN}"}


def test_only_what_is_missing_is_fetched(client: Client, ehr: Server) -> None:
    assert call(client, f"{ehr.base}/", without=["devices"]).status_code == 200
    assert [path for path, _ in ehr.asked] == ["/fhir/Device?patient=example"]


def test_without_a_token_nothing_is_fetched(client: Client, ehr: Server) -> None:
    assert call(client, ehr.base, fhirAuthorization=None).status_code == 412
    assert ehr.asked == []


@pytest.mark.parametrize(
    "change",
    [
        lambda base: base.removesuffix("/fhir"),
        lambda base: f"{base}/../fhir",
        lambda base: f"{base}2",
        lambda base: base.replace("127.0.0.1", "localhost"),
        lambda base: base.replace("http://", "https://"),
        lambda base: base.replace("127.0.0.1", "127.0.0.1.evil.example"),
        lambda _: "http://169.254.169.254/latest",
    ],
)
def test_a_server_that_is_not_listed_is_never_asked(
    client: Client, ehr: Server, change: Callable[[str], str]
) -> None:
    assert call(client, change(ehr.base)).status_code == 412
    assert ehr.asked == []


def test_without_a_list_nobody_is_asked(client: Client, ehr: Server, settings: Settings) -> None:
    settings.CDS_FHIR_SERVERS = []
    assert call(client, ehr.base).status_code == 412
    assert ehr.asked == []


def failing(answer: tuple[int, Any], kinds: tuple[str, ...]) -> Callable[[str], tuple[int, Any]]:
    return lambda path: answer if any(f"/fhir/{kind}" in path for kind in kinds) else record(path)


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}),
        (404, {}),
        (302, "http://127.0.0.1:1/"),
        (200, b"no json"),
        (200, []),
        (200, {"resourceType": "Bundle", "type": "searchset", "entry": {}}),
    ],
)
def test_what_cannot_be_had_is_412_when_it_is_needed(
    client: Client, ehr: Server, answer: tuple[int, Any]
) -> None:
    ehr.answers = failing(answer, ("Condition",))
    response = call(client, ehr.base)
    assert response.status_code == 412
    assert "prefetch.conditions" in response.json()["issue"][0]["diagnostics"]


def test_what_cannot_be_had_keeps_the_answer_at_caution_when_it_is_not(
    client: Client, ehr: Server
) -> None:
    ehr.answers = failing((403, {}), ("Device", "MedicationStatement"))
    response = call(client, ehr.base)
    assert response.status_code == 200
    assert "prefetch.devices: was not given" in response.json()["cards"][0]["detail"]


def test_a_redirect_is_not_followed_and_the_token_not_carried_away(
    client: Client, ehr: Server
) -> None:
    with serving(record) as elsewhere:
        ehr.answers = lambda path: (307, f"{elsewhere.base}{path}")
        assert call(client, ehr.base).status_code == 412
        assert elsewhere.asked == []


def pages(server: Server, following: str) -> Callable[[str], tuple[int, Any]]:
    def answer(path: str) -> tuple[int, Any]:
        if "/fhir/MedicationStatement" not in path:
            return record(path)
        if "page=2" in path:
            return 200, RECORD["medicationStatements"]
        link = [{"relation": "next", "url": following}]
        return 200, {**searchset(), "link": link}

    return answer


def test_further_pages_are_read(client: Client, ehr: Server) -> None:
    ehr.answers = pages(ehr, f"{ehr.base}/MedicationStatement?page=2")
    (card,) = call(client, ehr.base).json()["cards"]
    assert "MedicationStatement/" in card["detail"]


def test_a_page_that_goes_on_for_ever_ends(client: Client, ehr: Server) -> None:
    ehr.answers = pages(ehr, f"{ehr.base}/MedicationStatement?page=1")
    assert call(client, ehr.base).status_code == 200
    assert len([path for path, _ in ehr.asked if "MedicationStatement" in path]) == 10


def test_further_pages_elsewhere_are_not_read(client: Client, ehr: Server) -> None:
    with serving(record) as elsewhere:
        ehr.answers = pages(ehr, f"{elsewhere.base}/MedicationStatement?page=2")
        assert call(client, ehr.base).status_code == 200
        assert elsewhere.asked == []


def test_a_prefetch_with_further_pages_is_read_anew(client: Client, ehr: Server) -> None:
    request = order_sign(needling(muscle("psoas_major:left")), record="apixaban-psoas")
    link = [{"relation": "next", "url": "http://169.254.169.254/"}]
    request["prefetch"]["medicationStatements"] = {**searchset(), "link": link}
    request |= {"fhirServer": ehr.base, "fhirAuthorization": AUTHORIZATION}
    response = client.post(SIGN, json.dumps(request), content_type="application/json")
    assert response.json()["cards"][0]["indicator"] == "critical"
    assert [path for path, _ in ehr.asked] == ["/fhir/MedicationStatement?patient=example"]


@pytest.mark.parametrize(
    ("address", "below"),
    [
        ("https://ehr.example/fhir/Condition?x=y", True),
        ("https://ehr.example/fhir?page=2", True),
        ("https://ehr.example/fhirevil/x", False),
        ("https://ehr.example/other", False),
        ("https://ehr.example/fhir/../admin", False),
        ("https://ehr.example/fhir/%2e%2e/admin", False),
        ("https://ehr.example/fhir/%252e%252e/admin", False),
        ("https://ehr.example/fhir/..\\admin", False),
        ("https://ehr.example:8443/fhir/x", False),
        ("http://ehr.example/fhir/x", False),
        ("https://ehr.example@evil.example/fhir/x", False),
        ("https://evil.example/fhir/x", False),
        ("file:///fhir/x", False),
    ],
)
def test_only_what_lies_below_the_base_is_followed(address: str, below: bool) -> None:
    assert is_below(address, "https://ehr.example/fhir") is below


def test_an_answer_that_trickles_in_is_given_up() -> None:
    """Each byte comes in time, and the whole never would."""

    def trickle(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(10_000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
            for _ in range(60):
                try:
                    connection.sendall(b" ")
                except OSError:
                    return
                time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=trickle, args=(listener,), daemon=True).start()
        start = time.monotonic()
        with pytest.raises(Unreachable):
            get_json(
                f"http://127.0.0.1:{listener.getsockname()[1]}/", limit=9_000, deadline=start + 0.3
            )
        assert time.monotonic() - start < 2.5
