"""Which record systems may call: their keys, and what they may be asked for in turn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from filiform.cds_hooks import Config
from filiform.errors import InvalidInput
from filiform_clinic.api.keys import ALGORITHMS, Key, read_keys

# What the specification recommends.
DEFAULT_ALGORITHMS = ("ES384", "RS384")
_NAMES = frozenset({"issuer", "jwks_url", "jwks", "algorithms", "fhir_servers", "organisation"})
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_SETTING = "FILIFORM_CDS_CLIENTS"


@dataclass(frozen=True)
class Trusted:
    """One client. `keys` by key id, or `jwks_url` where they are published; never both.

    `fhir_servers` are the bases that may be read when records are missing; `organisation` the
    clinic that keeps the client's feedback, where the installation has several.
    """

    issuer: str
    jwks_url: str = ""
    keys: Mapping[str, Key] | None = None
    algorithms: tuple[str, ...] = DEFAULT_ALGORITHMS
    fhir_servers: tuple[str, ...] = ()
    organisation: UUID | None = None


@cache
def configured() -> Config:
    """What the answers say about this installation."""
    base = settings.CDS_URL
    try:
        return Config(
            canonical=settings.CDS_CANONICAL or (f"{base}/fhir" if base else Config().canonical),
            about=f"{base}/" if base else "",
            jurisdiction=settings.CDS_JURISDICTION or None,
        )
    except InvalidInput as error:
        raise ImproperlyConfigured(
            f"FILIFORM_CDS_URL, _CANONICAL, _JURISDICTION: {error}"
        ) from None


@cache
def trusted() -> Mapping[str, Trusted]:
    """The clients by issuer; none: whoever reaches the service may call it."""
    if not settings.CDS_CLIENTS:
        return {}
    if not settings.CDS_URL:
        raise ImproperlyConfigured(
            f"{_SETTING} needs FILIFORM_CDS_URL, the address that tokens must be meant for"
        )
    try:
        rows = json.loads(settings.CDS_CLIENTS)
    except ValueError as error:
        raise ImproperlyConfigured(f"{_SETTING} must be JSON ({error})") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ImproperlyConfigured(f"{_SETTING} must be a JSON list of objects")
    return {client.issuer: client for client in map(_client, rows)}


def allowed_servers(client: Trusted | None) -> tuple[str, ...]:
    """The FHIR servers that may be read for a caller."""
    return client.fhir_servers if client else tuple(map(_server, settings.CDS_FHIR_SERVERS))


def is_safe_address(address: str) -> bool:
    """https, or http on this machine where no real patient's data are."""
    parts = urlsplit(address)
    local = parts.hostname in _LOCAL and (settings.DEBUG or settings.DEMO)
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return bool(parts.hostname) and plain and (parts.scheme == "https" or local)


def _client(row: Mapping[str, object]) -> Trusted:
    issuer = row.get("issuer")
    if not isinstance(issuer, str) or not issuer:
        raise ImproperlyConfigured(f"{_SETTING}: each client needs an issuer")
    if strange := set(row) - _NAMES:
        raise ImproperlyConfigured(f"{_SETTING}: {issuer}: unknown {', '.join(sorted(strange))}")
    keys, address = row.get("jwks"), row.get("jwks_url")
    if (keys is None) is (address is None):
        raise ImproperlyConfigured(f"{_SETTING}: {issuer}: either jwks or jwks_url")
    return Trusted(
        issuer=issuer,
        jwks_url=_address(address) if address is not None else "",
        keys=_own_keys(issuer, keys) if keys is not None else None,
        algorithms=_algorithms(issuer, row.get("algorithms", DEFAULT_ALGORITHMS)),
        fhir_servers=tuple(map(_server, _list(row.get("fhir_servers", ())))),
        organisation=_organisation(issuer, row.get("organisation")),
    )


def _own_keys(issuer: str, keys: object) -> Mapping[str, Key]:
    found = read_keys(keys)
    if not found:
        raise ImproperlyConfigured(f"{_SETTING}: {issuer}: jwks holds no key that can be used")
    return found


def _algorithms(issuer: str, given: object) -> tuple[str, ...]:
    named = _list(given)
    if not named or not set(named) <= set(ALGORITHMS):
        raise ImproperlyConfigured(
            f"{_SETTING}: {issuer}: algorithms among {', '.join(ALGORITHMS)}"
        )
    return tuple(named)


def _organisation(issuer: str, given: object) -> UUID | None:
    try:
        return UUID(str(given)) if given is not None else None
    except ValueError:
        raise ImproperlyConfigured(f"{_SETTING}: {issuer}: organisation is no UUID") from None


def _list(given: object) -> list[str]:
    if not isinstance(given, Iterable) or isinstance(given, str):
        raise ImproperlyConfigured(f"{_SETTING}: a list is expected, got {given!r}")
    return [str(one) for one in given]


def _server(base: str) -> str:
    return _address(base).rstrip("/")


def _address(address: object) -> str:
    if not isinstance(address, str) or not is_safe_address(address):
        raise ImproperlyConfigured(
            f"FILIFORM_CDS_*: {address!r} must be an https:// address without query"
        )
    return address
