"""Records that the client did not send along, from its FHIR server, if that server is allowed."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any
from urllib.parse import quote, urljoin

from filiform.cds_hooks import Config, Request, fill, missing
from filiform_clinic.api.network import Unreachable, get_json, is_below

_log = logging.getLogger(__name__)
_SECONDS = 6.0
_AT_ONCE = 4
_MOST_PAGES = 10
_MOST_BYTES = 10_000_000
_SAFE = "/?&=,:-._~"


def completed(request: Request, config: Config, allowed: Iterable[str]) -> Mapping[str, Any]:
    """The request's records and what could be fetched of the missing ones.

    The server's address is taken from the configuration; the request only says which of these it
    means, and must bring the token that the server gave for us.
    """
    wanted = [*missing(request, config), *_unfinished(request)]
    base = next((base for base in allowed if base == request.server.rstrip("/")), None)
    if not wanted or base is None or request.authorization is None:
        return request.prefetch
    return {**request.prefetch, **_fetched(wanted, base, request, config)}


def _unfinished(request: Request) -> list[str]:
    """Keys whose records go on on a further page: these are read anew, from the first page."""
    return [key for key, given in request.prefetch.items() if _next(given)]


def _fetched(keys: list[str], base: str, request: Request, config: Config) -> dict[str, Any]:
    deadline = time.monotonic() + _SECONDS
    token = request.authorization.token if request.authorization else ""
    pool = ThreadPoolExecutor(max_workers=_AT_ONCE)
    try:
        running = {
            key: pool.submit(_search, base, fill(key, request, config), token, deadline)
            for key in keys
        }
        wait(running.values(), timeout=_SECONDS)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    done = {key: future for key, future in running.items() if future.done()}
    return {key: future.result() for key, future in done.items() if future.result() is not None}


def _search(base: str, query: str, token: str, deadline: float) -> Any:
    """The answer to a query, further pages included; None when it cannot be had whole."""
    try:
        first = _get(f"{base}/{quote(query, safe=_SAFE)}", token, deadline)
        seen, page = 1, first
        while following := _next(page):
            address = urljoin(f"{base}/", following)
            if seen == _MOST_PAGES or not is_below(address, base):
                raise Unreachable("further pages that are not followed")
            page = _get(address, token, deadline)
            first.setdefault("entry", []).extend(page.get("entry") or [])
            seen += 1
        return _as_one(first)
    except Unreachable as error:
        _log.warning("records could not be fetched from %s: %s", base, error)
        return None


def _get(address: str, token: str, deadline: float) -> dict[str, Any]:
    found = get_json(address, limit=_MOST_BYTES, deadline=deadline, token=token)
    if not isinstance(found, dict) or not isinstance(found.get("entry", []), list):
        raise Unreachable("no resource")
    return found


def _as_one(bundle: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in bundle.items() if name != "link"}


def _next(bundle: Any) -> str:
    """The address of the next page; empty when there is none."""
    links = bundle.get("link") if isinstance(bundle, dict) else None
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("relation") == "next":
            return str(link.get("url") or "")
    return ""
