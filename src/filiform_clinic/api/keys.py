"""Public keys of clients, from JSON Web Key Sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

# Only signatures by a key of the client's own: with a shared secret, either side could have signed.
_CURVES = {"P-256": "ES256", "P-384": "ES384", "P-521": "ES512"}
_RSA = ("RS384", "RS256", "RS512", "PS384", "PS256", "PS512")
ALGORITHMS = (*_CURVES.values(), *_RSA)
"""What a client may be allowed to sign with."""

_WEAKEST_RSA = 2048
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth"})


@dataclass(frozen=True)
class Key:
    """A public key and the algorithms that it may be used with."""

    id: str
    public: Any
    algorithms: frozenset[str]


def read_keys(document: object) -> Mapping[str, Key]:
    """The signing keys of a JSON Web Key Set by id; what cannot be used is left out."""
    rows = document.get("keys") if isinstance(document, dict) else None
    keys = [_key(row) for row in rows] if isinstance(rows, list) else []
    return {key.id: key for key in keys if key is not None}


def _key(row: object) -> Key | None:
    """An elliptic curve key, or an RSA key that is long enough; never a shared secret."""
    if not isinstance(row, dict) or not isinstance(row.get("kid"), str):
        return None
    algorithms = _algorithms(row)
    if not algorithms or row.get("use", "sig") != "sig":
        return None
    table = {name: value for name, value in row.items() if name not in {*_PRIVATE, "alg"}}
    try:
        public = jwt.PyJWK.from_dict(table, algorithm=min(algorithms)).key
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
        return None
    if row["kty"] == "RSA" and public.key_size < _WEAKEST_RSA:
        return None
    return Key(row["kid"], public, algorithms)


def _algorithms(row: Mapping[str, object]) -> frozenset[str]:
    """Those that fit the kind of key; the one it names, where it names one."""
    curve = row.get("crv") if row.get("kty") == "EC" else None
    fitting = {_CURVES[curve]} if isinstance(curve, str) and curve in _CURVES else set()
    fitting |= set(_RSA) if row.get("kty") == "RSA" else set()
    named = row.get("alg")
    return frozenset(fitting if named is None else fitting & {str(named)})
