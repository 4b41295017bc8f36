"""Who may call, when clients are configured: everything a stranger may try is refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from cds_clients import (
    BASE,
    EC_KEY,
    ISSUER,
    OTHER_KEY,
    RSA_KEY,
    WEAK_KEY,
    Server,
    claims,
    client,
    forget,
    key_set,
    public,
    serving,
    token,
)
from cds_requests import patient_view
from filiform_clinic.api.clients import trusted
from filiform_clinic.records.models import CdsFeedbackEntry, Organisation

pytestmark = pytest.mark.django_db

VIEW = "/cds-services/filiform-patient-view"
FEEDBACK = {
    "feedback": [
        {
            "card": "4e0a3a1e-3283-4575-ab82-028d55fe2719",
            "outcome": "overridden",
            "outcomeTimestamp": "2026-11-23T10:05:31Z",
        }
    ]
}


@pytest.fixture(autouse=True)
def _clients(settings: Settings) -> Iterator[Callable[..., None]]:
    def configure(*rows: dict[str, Any], url: str = BASE) -> None:
        settings.CDS_URL, settings.CDS_CLIENTS = url, json.dumps(rows)
        forget()

    configure(client())
    yield configure
    forget()


@pytest.fixture
def configure(_clients: Callable[..., None]) -> Callable[..., None]:
    return _clients


def call(web: Client, bearer: str, address: str = VIEW, body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    raw = json.dumps(body or patient_view())
    return web.post(address, raw, content_type="application/json", headers=headers)


def reason(response: Any) -> str:
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    return str(response.json()["issue"][0]["diagnostics"])


def part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def forged(header: dict[str, Any], said: dict[str, Any], secret: bytes = b"") -> str:
    """A token made by hand, signed with a shared secret or not at all."""
    signed = f"{part(header)}.{part(said)}"
    mac = hmac.new(secret, signed.encode(), hashlib.sha384).digest() if secret else b""
    return f"{signed}.{part(mac) if mac else ''}"


def pem(key: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization

    public_key: bytes = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return public_key


@pytest.mark.parametrize(
    "bearer",
    [
        lambda: token(),
        lambda: token(key=RSA_KEY, alg="RS384", kid="rsa"),
        lambda: token(claims(aud=["https://other.example", f"{BASE}{VIEW}"])),
        lambda: token(claims(tenant="2ddd6c3a-8e9a-44c6-a305-52111ad302a2")),
    ],
)
def test_a_known_client_is_answered(client: Client, bearer: Callable[[], str]) -> None:
    assert call(client, bearer()).status_code == 200


def test_discovery_is_open_and_services_are_not(client: Client) -> None:
    assert client.get("/cds-services").status_code == 200
    assert "Bearer" in reason(call(client, ""))


@pytest.mark.parametrize("header", ["Basic eHg6eXk=", "Bearer", "Bearer  ", "bearer x.y", "x"])
def test_another_authorization_is_refused(client: Client, header: str) -> None:
    raw = json.dumps(patient_view())
    sent = {"Authorization": header}
    response = client.post(VIEW, raw, content_type="application/json", headers=sent)
    assert reason(response)


def test_a_token_is_good_for_one_call(client: Client) -> None:
    bearer = token()
    assert call(client, bearer).status_code == 200
    assert "used before" in reason(call(client, bearer))


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"iss": "https://stranger.example"}, "issuer"),
        ({"iss": ...}, "issuer"),
        ({"iss": [ISSUER]}, "issuer"),
        ({"iss": ISSUER.rstrip("/")}, "issuer"),
        ({"aud": ...}, "lacks"),
        ({"aud": f"{BASE}/cds-services/filiform-order-sign"}, "another address"),
        ({"aud": f"{BASE}/cds-services"}, "another address"),
        ({"aud": "https://evil.example/cds-services/filiform-patient-view"}, "another address"),
        ({"exp": ...}, "lacks"),
        ({"exp": timedelta(seconds=-60)}, "ended"),
        ({"exp": timedelta(seconds=3_600)}, "seconds"),
        ({"exp": "9999999999"}, ""),
        ({"exp": float("inf")}, ""),
        ({"exp": [1]}, ""),
        ({"iat": ...}, "lacks"),
        ({"iat": timedelta(seconds=120)}, "not valid yet"),
        ({"iat": "now"}, ""),
        ({"nbf": timedelta(seconds=120)}, "not valid yet"),
        ({"jti": ...}, "lacks"),
        ({"jti": ""}, "jti"),
        ({"jti": 7}, ""),
        ({"jti": "x" * 600}, "jti"),
    ],
)
def test_what_a_token_says_must_hold(client: Client, more: dict[str, Any], told: str) -> None:
    # Times are worked out now: from collecting to here a long run may take minutes.
    said: dict[str, Any] = {
        k: from_now(v) if isinstance(v, timedelta) else v for k, v in more.items()
    }
    # Signed without the library's own checks of what is encoded.
    body = json.dumps(claims(**said)).encode()
    signed = jwt.api_jws.encode(body, EC_KEY, "ES384", {"kid": "ec", "typ": "JWT"})
    assert told in reason(call(client, signed))


def from_now(later: timedelta) -> int:
    return int(time.time() + later.total_seconds())


def test_a_token_without_a_signature_is_refused(client: Client) -> None:
    for name in ("none", "None", "NONE", ""):
        header = {"alg": name, "typ": "JWT", "kid": "ec"}
        assert reason(call(client, forged(header, claims())))


def test_a_public_key_is_never_taken_for_a_shared_secret(client: Client) -> None:
    for key, kid in ((EC_KEY, "ec"), (RSA_KEY, "rsa")):
        header = {"alg": "HS384", "typ": "JWT", "kid": kid}
        for secret in (pem(key), json.dumps(public(kid, key)).encode()):
            assert "signed by" in reason(call(client, forged(header, claims(), secret)))


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize(
    ("bearer", "told"),
    [
        (lambda: token(key=OTHER_KEY), "signature"),
        (lambda: token(kid="other"), "not known"),
        (lambda: token(kid=...), "kid"),
        (lambda: token(typ="at+jwt"), "typ"),
        (lambda: token(jku="https://evil.example/keys"), "jku"),
        (lambda: token(key=RSA_KEY, alg="RS384"), "another algorithm"),
        (lambda: token(key=RSA_KEY, alg="RS256", kid="rsa"), "signed by"),
        (lambda: token(key=WEAK_KEY, alg="RS384", kid="weak"), "not known"),
        (lambda: token(crit=["x"], x=1), ""),
        (lambda: f"{token()[:-6]}AAAAAA", "signature"),
        (lambda: token() + "x" * 9_000, "Bearer"),
        (lambda: "a.b.c", "cannot be read"),
        (lambda: forged({"alg": "ES384", "typ": "JWT", "kid": ["ec"]}, claims()), ""),
        (lambda: f"{part({'alg': 'ES384'})}.{part(b'[' * 5_000)}.x", "cannot be read"),
    ],
)
def test_how_a_token_is_signed_must_hold(
    client: Client, bearer: Callable[[], str], told: str
) -> None:
    assert told in reason(call(client, bearer()))


def test_a_key_in_the_token_itself_is_ignored(client: Client) -> None:
    own = token(key=OTHER_KEY, jwk=public("ec", OTHER_KEY), x5u="https://evil.example")
    assert "signature" in reason(call(client, own))


def test_a_known_client_may_send_more_and_is_told_the_limit(client: Client) -> None:
    request = patient_view()
    resource = {"resourceType": "Condition", "code": {"text": "Acne"}}
    entries = [{"resource": resource}] * 50_000
    request["prefetch"]["conditions"]["entry"] = entries
    response = call(client, token(), body=request)
    assert response.status_code == 400
    assert "10000 resources" in response.json()["issue"][0]["diagnostics"]


def test_a_refused_token_leaves_no_trace_in_the_count(client: Client) -> None:
    """Else a stranger who has heard of a token could use it up before its owner does."""
    said = claims()
    assert reason(call(client, token(said, key=OTHER_KEY)))
    assert call(client, token(said)).status_code == 200


def test_feedback_takes_either_address_and_names_the_client(client: Client) -> None:
    clinic = Organisation.objects.create(name="Elm Street Clinic (synthetic)")
    for address in (VIEW, f"{VIEW}/feedback"):
        bearer = token(claims(aud=f"{BASE}{address}"))
        assert call(client, bearer, f"{VIEW}/feedback", FEEDBACK).status_code == 200
    rows = CdsFeedbackEntry.objects.values_list("client", "organisation_id")
    assert list(rows) == [(ISSUER, clinic.pk)] * 2


def test_feedback_goes_to_the_clinic_of_the_client(
    client: Client, configure: Callable[..., None]
) -> None:
    from cds_clients import client as row

    Organisation.objects.create(name="Elm Street Clinic (synthetic)")
    oak = Organisation.objects.create(name="Oak Avenue Clinic (synthetic)")
    configure(row(organisation=str(oak.pk)))
    assert call(client, token(), f"{VIEW}/feedback", FEEDBACK).status_code == 200
    assert CdsFeedbackEntry.objects.get().organisation_id == oak.pk


def published(server: Server) -> dict[str, Any]:
    return {"issuer": ISSUER, "jwks_url": server.base}


def test_published_keys_are_fetched_once(client: Client, configure: Callable[..., None]) -> None:
    with serving(lambda _: (200, key_set())) as server:
        configure(published(server))
        assert call(client, token(jku=server.base)).status_code == 200
        assert call(client, token()).status_code == 200
        assert len(server.asked) == 1


def test_unknown_keys_do_not_make_us_ask_again_and_again(
    client: Client, configure: Callable[..., None]
) -> None:
    with serving(lambda _: (200, key_set())) as server:
        configure(published(server))
        for number in range(5):
            assert reason(call(client, token(kid=f"other-{number}")))
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}),
        (302, "http://127.0.0.1:1/"),
        (200, b"no json"),
        (200, b" " * 300_000),
        (404, {}),
    ],
)
def test_keys_that_cannot_be_had_are_503(
    client: Client, configure: Callable[..., None], answer: tuple[int, Any]
) -> None:
    with serving(lambda _: answer) as server:
        configure(published(server))
        assert call(client, token()).status_code == 503
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "document", [[], {"keys": 1}, {"keys": [1, {}, {"kty": "oct", "kid": "ec"}]}]
)
def test_keys_that_are_none_let_nobody_in(
    client: Client, configure: Callable[..., None], document: Any
) -> None:
    with serving(lambda _: (200, document)) as server:
        configure(published(server))
        assert "not known" in reason(call(client, token()))


@pytest.mark.parametrize(
    "rows",
    [
        [{}],
        [{"issuer": ISSUER}],
        [{"issuer": ISSUER, "jwks": key_set(), "jwks_url": "https://x.example"}],
        [{"issuer": ISSUER, "jwks_url": "http://x.example"}],
        [{"issuer": ISSUER, "jwks_url": "https://user:pass@x.example"}],
        [{"issuer": ISSUER, "jwks": {"keys": []}}],
        [{"issuer": ISSUER, "jwks": {"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "a"}]}}],
        [{"issuer": ISSUER, "jwks": key_set(), "algorithms": ["HS384"]}],
        [{"issuer": ISSUER, "jwks": key_set(), "algorithms": ["none"]}],
        [{"issuer": ISSUER, "jwks": key_set(), "algorithms": []}],
        [{"issuer": ISSUER, "jwks": key_set(), "fhir_servers": "https://ehr.example"}],
        [{"issuer": ISSUER, "jwks": key_set(), "fhir_servers": ["http://10.0.0.1/fhir"]}],
        [{"issuer": ISSUER, "jwks": key_set(), "organisation": "elm"}],
        [{"issuer": ISSUER, "jwks": key_set(), "secret": "x"}],
    ],
)
def test_settings_that_would_be_unsafe_are_refused(
    configure: Callable[..., None], rows: list[dict[str, Any]]
) -> None:
    from filiform_clinic.api.checks import services_are_configured

    configure(*rows)
    with pytest.raises(ImproperlyConfigured):
        trusted()
    (error,) = services_are_configured(None)
    assert error.id == "filiform.E002"


def test_clients_need_the_address_that_tokens_are_meant_for(
    configure: Callable[..., None],
) -> None:
    configure(client(), url="")
    with pytest.raises(ImproperlyConfigured, match="FILIFORM_CDS_URL"):
        trusted()
