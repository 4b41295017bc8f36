"""How often one may ask: so that a script gone wild, or a stranger, does not slow everybody down.

All figures are our own choices; no source that was read names one. Sign-in, PIN and the birth date
of one link have limits of their own beside these (`lockout`, `lock`, `links`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import time
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from filiform_clinic.access.lockout import address_of
from filiform_clinic.ui.middleware import explain, wants_json
from filiform_clinic.ui.problems import TooMany

_MOST_KEYS = 20_000
_LARGEST_KEPT = 400_000


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many requests in so many seconds from one `by` (address, link or account).

    `shared`: counted in the database, over all processes, because a stranger is held off by it.
    Others are counted by each process alone: they only smooth bursts, and cost no query.
    """

    name: str
    most: int
    seconds: int
    by: str
    shared: bool = False


LINK = Limit("link", 120, 300, "address", shared=True)
BIRTH_DATE = Limit("birth_date", 30, 300, "address", shared=True)
PATIENT = Limit("patient", 120, 60, "link")
SIGNATURE = Limit("signature", 20, 60, "account")
SEARCH = Limit("search", 120, 60, "account")
STAFF = Limit("staff", 300, 60, "account")
PUBLIC = Limit("public", 60, 60, "address")
API = Limit("api", 600, 60, "address")
LIMITS = (LINK, BIRTH_DATE, PATIENT, SIGNATURE, SEARCH, STAFF, PUBLIC, API)

_SEARCHES = frozenset({"chart:patients", "screening:find", "screening:match"})
_counts: dict[str, int] = {}
_counting = Lock()


def limit_of(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> Limit | None:
    """Which limit a request to a view falls under; None: it is as free as reading."""
    sends = request.method == "POST"
    if "secret" in kwargs:
        if name.endswith(":start"):
            return BIRTH_DATE if sends else LINK
        return PATIENT if sends else None
    if not sends and name not in _SEARCHES:
        return None
    if not request.user.is_authenticated:
        return PUBLIC if name.startswith(("site:", "demo:")) else None
    if name in _SEARCHES:
        return SEARCH
    return SIGNATURE if name == "consent:ask" else STAFF


def spend(request: HttpRequest, limit: Limit, kwargs: dict[str, Any] | None = None) -> int:
    """Count a request; gives the seconds to wait when there were too many, else 0."""
    now = int(time())
    key = f"limit:{limit.name}:{_who(request, limit, kwargs or {})}:{now // limit.seconds}"
    count = _spend_shared(key, limit.seconds) if limit.shared else _spend_here(key)
    return limit.seconds - now % limit.seconds if count > limit.most else 0


def check(request: HttpRequest, limit: Limit) -> None:
    """The same for programs: `TooMany` with the seconds to wait."""
    if wait := spend(request, limit):
        raise TooMany(f"too many requests; try again in {wait} seconds", wait=wait)


def forget() -> None:
    """Start counting anew in this process."""
    with _counting:
        _counts.clear()


def slow_down(request: HttpRequest, wait: int) -> HttpResponse:
    """429 that keeps what was typed: a page with one button that sends it again."""
    told = _("That was too much at once. Wait %(seconds)d seconds, then go on.") % {"seconds": wait}
    if wants_json(request) or request.headers.get("HX-Request") == "true":
        response = explain(request, told, status=429)
    else:
        context = {"told": told, "path": request.get_full_path(), "fields": _typed(request)}
        response = render(request, "access/slow.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]] | None:
    """What a form sent; None when nothing was sent, or more than a page should carry."""
    if request.method != "POST":
        return None
    sent = [(key, value) for key in request.POST for value in request.POST.getlist(key)]
    kept = [pair for pair in sent if pair[0] != "csrfmiddlewaretoken"]
    return kept if sum(len(key) + len(value) for key, value in kept) <= _LARGEST_KEPT else None


def _who(request: HttpRequest, limit: Limit, kwargs: dict[str, Any]) -> str:
    found: dict[str, Callable[[], object]] = {
        "address": lambda: address_of(request) or "nowhere",
        "link": lambda: kwargs["secret"],
        "account": lambda: request.user.pk,
    }
    return hashlib.sha256(str(found[limit.by]()).encode()).hexdigest()[:32]


def _spend_here(key: str) -> int:
    with _counting:
        if len(_counts) > _MOST_KEYS:
            _counts.clear()
        _counts[key] = _counts.get(key, 0) + 1
        return _counts[key]


def _spend_shared(key: str, seconds: int) -> int:
    # Two requests at the same moment may count as one: that lets a few more through, no more.
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, timeout=seconds)
    return count
