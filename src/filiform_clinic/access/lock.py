"""The lock of the staff screen: after a time without a request, or by hand.

The times and limits here are our own choices; no source that was read names one.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from filiform.errors import InvalidInput
from filiform.knowledge.atlas import Atlas
from filiform.needling import MarkerState, named
from filiform_clinic.access.actor import Actor
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NeedleEvent, ScreenLockEntry, StaffPin, User
from filiform_clinic.records.visit_state import needlings_of

MOST_WRONG = 5
_SEEN, _LOCKED, _HELD, _MINUTES = "lock_seen", "lock_locked", "lock_held", "lock_minutes"
# The session is not written at every request.
_COARSE = 30
_LARGEST_HELD = 100_000
_NEEDLES_WITHIN = timedelta(hours=24)


def signed_in(sender: object, request: HttpRequest, user: User, **more: Any) -> None:
    """A fresh sign-in is activity, and not locked."""
    open_again(request, user.pk)


def minutes(request: HttpRequest) -> float:
    """After how many minutes this screen locks: the clinic's choice, else the installation's."""
    chosen: int | None = request.session.get(_MINUTES)
    return chosen or settings.IDLE_MINUTES


def _chosen(user: UUID) -> int | None:
    rows = ScreenLockEntry.objects.filter(
        organisation__memberships__user=user, organisation__memberships__is_active=True
    )
    return rows.order_by("created_at", "id").values_list("minutes", flat=True).last()


def is_locked(request: HttpRequest) -> bool:
    """Whether the screen was locked by hand, or nothing was asked for too long."""
    seen = request.session.get(_SEEN)
    idle = seen is not None and time.time() - seen > minutes(request) * 60
    return bool(request.session.get(_LOCKED)) or idle


def touch(request: HttpRequest) -> None:
    """Note activity."""
    if time.time() - request.session.get(_SEEN, 0) > _COARSE:
        _seen(request, cast(User, request.user).pk)


def _seen(request: HttpRequest, user: UUID) -> None:
    """With what the clinic has chosen by now: that is read as often as this is written."""
    request.session[_SEEN] = time.time()
    request.session[_MINUTES] = _chosen(user)


def close(request: HttpRequest) -> None:
    """Lock now."""
    request.session[_LOCKED] = True


def open_again(request: HttpRequest, user: UUID) -> None:
    request.session.pop(_LOCKED, None)
    _seen(request, user)


def hold(request: HttpRequest) -> None:
    """Keep where the person was going, and what a plain form would have sent.

    In the session, on the server: nothing of it stays in a page behind the lock.
    """
    if request.method == "POST":
        fields = [(k, v) for k in request.POST for v in request.POST.getlist(k)]
        kept = [pair for pair in fields if pair[0] != "csrfmiddlewaretoken"]
        if sum(len(key) + len(value) for key, value in kept) <= _LARGEST_HELD:
            request.session[_HELD] = {"path": request.get_full_path(), "fields": kept}
    elif _HELD not in request.session:
        request.session[_HELD] = {"path": request.get_full_path(), "fields": None}


def release(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept, once."""
    held: dict[str, Any] | None = request.session.pop(_HELD, None)
    return held


@dataclass(frozen=True, slots=True)
class NeedleIn:
    """A marker with needles in, as the face of the lock shows it: no patient's name."""

    visit: UUID
    state: MarkerState
    name: str
    act: UUID


def needles_in(user: UUID) -> list[NeedleIn]:
    """Needles in the skin at visits of this person, or placed by them."""
    placed = NeedleEvent.objects.filter(
        Q(recorded_by=user) | Q(visit__practitioner=user), at__gte=timezone.now() - _NEEDLES_WITHIN
    )
    found = needlings_of([*placed.values_list("visit", flat=True).distinct()])
    return [
        NeedleIn(visit, state, named(state.value.target, Atlas.load()), new_id())
        for visit, needling in found.items()
        for state in needling.markers
        if state.still_in
    ]


def set_pin(actor: Actor, pin: str) -> None:
    """Four to twelve digits, not all the same and not in a row."""
    plain = len(set(pin)) == 1 or pin in "01234567890123" or pin in "98765432109876"
    if not re.fullmatch(r"[0-9]{4,12}", pin) or plain:
        raise InvalidInput("pin", "4 to 12 digits, not all the same and not in a row")
    said = {"digest": make_password(pin), "wrong": 0}
    StaffPin.objects.update_or_create(user_id=actor.user_id, defaults=said)


def pin_usable(user: UUID) -> bool:
    """Whether a PIN is set and was not tried wrongly too often."""
    return StaffPin.objects.filter(user=user, wrong__lt=MOST_WRONG).exists()


def pin_opens(user: UUID, pin: str) -> bool:
    """Whether it is the PIN. Tries are counted one by one, a right one starts anew."""
    with transaction.atomic():
        row = StaffPin.objects.select_for_update().filter(user=user).first()
        if row is None or row.wrong >= MOST_WRONG:
            return False
        right = check_password(pin, row.digest)
        row.wrong = 0 if right else row.wrong + 1
        row.save(update_fields=["wrong"])
    return right


def forget_wrong_tries(user: UUID) -> None:
    """After the password has opened the screen the PIN works again."""
    StaffPin.objects.filter(user=user).update(wrong=0)
