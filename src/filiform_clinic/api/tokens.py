"""Who calls: a JSON Web Token signed by a client we know (CDS Hooks 2.0, Trusting CDS Clients)."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping
from typing import Any

import jwt
from django.conf import settings
from django.http import HttpRequest

from filiform_clinic.api.clients import Trusted, trusted
from filiform_clinic.api.keys import Key, read_keys
from filiform_clinic.api.network import Unreachable, get_json
from filiform_clinic.api.problems import Unauthorized
from filiform_clinic.api.replay import first_use
from filiform_clinic.ui.problems import NotReady

LEEWAY = 30
"""Seconds by which clocks may differ."""
LONGEST_LIFE = 300
"""Seconds between issue and end: for so long a token must be remembered, to be used once."""

_NEEDED = ["iss", "aud", "exp", "iat", "jti"]
_LONGEST_TOKEN, _LONGEST_ID = 8_192, 512
_FRESH, _STALE, _PAUSE = 600.0, 3_600.0, 30.0
_KEYS_BYTES = 262_144


def caller(request: HttpRequest, *addresses: str) -> Trusted | None:
    """The client behind a request; None when clients are not told apart here.

    `addresses` are the paths of ours that the token may be meant for. `Unauthorized` otherwise.
    """
    known = trusted()
    if not known:
        return None
    token = _bearer(request)
    client = _named(token, known)
    header = _header(token, client)
    key = _key_of(client, header["kid"])
    claims = _verified(token, key, header["alg"], client, addresses)
    _use_once(client, claims)
    return client


def _bearer(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not 0 < len(token) <= _LONGEST_TOKEN:
        raise Unauthorized("an Authorization header with a Bearer token is needed")
    return token.strip()


def _named(token: str, known: Mapping[str, Trusted]) -> Trusted:
    """Whom the token says it comes from: only to know whose key to ask for."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError, TypeError, ArithmeticError, RecursionError):
        raise Unauthorized("the token cannot be read") from None
    issuer = claims.get("iss")
    client = known.get(issuer) if isinstance(issuer, str) else None
    if client is None:
        raise Unauthorized("the token's issuer is not known here")
    return client


def _header(token: str, client: Trusted) -> Mapping[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        raise Unauthorized("the token cannot be read") from None
    if header.get("alg") not in client.algorithms:
        raise Unauthorized(f"the token must be signed by one of {', '.join(client.algorithms)}")
    if header.get("typ") not in ("JWT", "jwt"):
        raise Unauthorized("the token's typ must be JWT")
    if not isinstance(header.get("kid"), str):
        raise Unauthorized("the token must name its key (kid)")
    # Never fetched: keys come from the configured address only.
    if header.get("jku") is not None and header["jku"] != client.jwks_url:
        raise Unauthorized("the token's jku is not the address known here")
    return header


def _verified(
    token: str, key: Key, algorithm: str, client: Trusted, addresses: tuple[str, ...]
) -> Mapping[str, Any]:
    if algorithm not in key.algorithms:
        raise Unauthorized("the key is for another algorithm")
    try:
        claims = jwt.decode(
            token,
            key.public,
            algorithms=[algorithm],
            audience=[f"{settings.CDS_URL}{address}" for address in addresses],
            issuer=client.issuer,
            leeway=LEEWAY,
            options={"require": _NEEDED},
        )
    except (jwt.PyJWTError, ValueError, TypeError, ArithmeticError) as error:
        raise Unauthorized(_told(error)) from None
    _check_life(claims)
    return dict(claims)


def _told(error: Exception) -> str:
    told = {
        jwt.ExpiredSignatureError: "the token has ended",
        jwt.InvalidAudienceError: "the token is meant for another address",
        jwt.ImmatureSignatureError: "the token is not valid yet",
        jwt.MissingRequiredClaimError: f"the token lacks one of {', '.join(_NEEDED)}",
    }
    return told.get(type(error), "the token's signature or content is not valid")


def _check_life(claims: Mapping[str, Any]) -> None:
    issued, ends, name = claims["iat"], claims["exp"], claims["jti"]
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
        raise Unauthorized("the token's jti must be a text")
    if not all(type(moment) in (int, float) for moment in (issued, ends)):
        raise Unauthorized("the token's iat and exp must be numbers")
    if ends - issued > LONGEST_LIFE or ends > time.time() + LONGEST_LIFE + LEEWAY:
        raise Unauthorized(f"the token must end at most {LONGEST_LIFE} seconds after it is issued")


def _use_once(client: Trusted, claims: Mapping[str, Any]) -> None:
    """All web processes share the count: a token that was heard on the way is worth nothing."""
    digest = hashlib.sha256(f"{client.issuer}\0{claims['jti']}".encode()).hexdigest()
    left = int(claims["exp"] - time.time()) + 2 * LEEWAY + 1
    if not first_use(digest, left):
        raise Unauthorized("the token was used before")


def _key_of(client: Trusted, kid: str) -> Key:
    keys = client.keys if client.keys is not None else _PUBLISHED.keys(client, kid)
    if kid not in keys:
        raise Unauthorized("the token's key is not known here")
    return keys[kid]


class _Published:
    """Keys that clients publish, fetched again when they are old or a new one is named."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[Mapping[str, Key], float]] = {}
        self._tried: dict[str, float] = {}

    def keys(self, client: Trusted, kid: str) -> Mapping[str, Key]:
        now = time.monotonic()
        keys, since = self._known.get(client.issuer, ({}, -_STALE))
        if kid in keys and now - since < _FRESH:
            return keys
        with self._lock:
            # A stranger who names keys that do not exist makes us ask no more than twice a minute.
            if now - self._tried.get(client.issuer, -_PAUSE) >= _PAUSE:
                self._tried[client.issuer] = now
                self._fetch(client, now)
        keys, since = self._known.get(client.issuer, ({}, -_STALE))
        if now - since >= _STALE:
            raise NotReady("the keys of the token's issuer cannot be had now")
        return keys

    def _fetch(self, client: Trusted, now: float) -> None:
        try:
            found = get_json(client.jwks_url, limit=_KEYS_BYTES, deadline=now + 5)
        except Unreachable:
            return
        self._known[client.issuer] = (read_keys(found), now)

    def forget(self) -> None:
        self._known.clear()
        self._tried.clear()


_PUBLISHED = _Published()
