"""The only way out: GET from an address that the configuration names, with every limit set."""

from __future__ import annotations

import time
from functools import cache
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3

from filiform.cli.documents import parse_json
from filiform.errors import InvalidInput

_CONNECT, _READ = 2.0, 3.0
_PIECE = 65_536


class Unreachable(Exception):
    """The other side did not answer as it should; the message holds no address and no data."""


def get_json(address: str, *, limit: int, deadline: float, token: str = "") -> Any:
    """The JSON document at an address of at most `limit` bytes, before `deadline` (monotonic).

    Follows no redirect, repeats nothing, uses no proxy of the surroundings. `Unreachable` for
    anything else than a whole JSON document with status 200.
    """
    headers = {"Accept": "application/fhir+json, application/json", "User-Agent": "Filiform"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        response = _pool().request(
            "GET", address, headers=headers, redirect=False, retries=False, preload_content=False,
            timeout=urllib3.Timeout(connect=_CONNECT, read=_READ), decode_content=False,
        )  # fmt: skip
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    try:
        return _read(response, limit, deadline)
    finally:
        # Not given back: what is left of an answer that was too long must not be read as the next.
        response.close()


def _read(response: urllib3.BaseHTTPResponse, limit: int, deadline: float) -> Any:
    if response.status != 200:
        raise Unreachable(f"status {response.status}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise Unreachable("a packed answer")
    whole = bytearray()
    try:
        while piece := response.read1(_PIECE):  # not read: that waits for all of a piece
            whole += piece
            if len(whole) > limit or time.monotonic() > deadline:
                raise Unreachable("too long")
        return parse_json(bytes(whole), limit)
    except urllib3.exceptions.HTTPError as error:
        raise Unreachable(type(error).__name__) from None
    except InvalidInput:
        raise Unreachable("no JSON") from None


@cache
def _pool() -> urllib3.PoolManager:
    """Certificates are checked against those that the machine trusts."""
    return urllib3.PoolManager(num_pools=20, maxsize=4, cert_reqs="CERT_REQUIRED")


def is_below(address: str, base: str) -> bool:
    """Whether an address lies under a base: same scheme, host and port, no way up and out."""
    one, other = urlsplit(address), urlsplit(base)
    if (one.scheme, one.netloc) != (other.scheme, other.netloc) or "\\" in address:
        return False
    steps = unquote(unquote(one.path)).split("/")
    under = one.path == other.path or one.path.startswith(f"{other.path.rstrip('/')}/")
    return under and not {".", ".."} & set(steps)
