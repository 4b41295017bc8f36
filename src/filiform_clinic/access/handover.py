"""The tablet in the patient's hands: the session opens the pages that were handed over, no others.

What was handed over stands in the session, on the server. PIN or password takes the tablet back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from filiform_clinic.access import lock
from filiform_clinic.access.actor import StaffRequest
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.models import User
from filiform_clinic.ui.problems import Conflict

_KEY = "handed"


class Purpose(StrEnum):
    """What the patient is handed the tablet for."""

    CONSENT = "consent"
    AFTERCARE = "aftercare"


# The pages of the visit that each purpose opens, by the names of their views.
PAGES = {
    Purpose.CONSENT: frozenset({"consent:ask", "consent:done"}),
    Purpose.AFTERCARE: frozenset({"aftercare:show"}),
}
# Taking the tablet back, taking a needle out, and what the body chart is drawn from.
ALWAYS = frozenset({"lock:back", "needling:removed", "ui:body_areas"})


@dataclass(frozen=True, slots=True)
class Handed:
    """What the patient holds: the visit's pages of a purpose; `path` first, `back` afterwards."""

    visit: UUID
    purpose: Purpose
    path: str
    back: str

    def opens(self, name: str, kwargs: dict[str, Any]) -> bool:
        """Whether a view, by its name and arguments, is among the pages."""
        return name in PAGES[self.purpose] and kwargs.get("visit_id") == self.visit


def handed(request: HttpRequest) -> Handed | None:
    """What was handed over in this browser; None: nothing."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    said = request.session.get(_KEY)
    if not said:
        return None
    return Handed(UUID(said["visit"]), Purpose(said["purpose"]), said["path"], said["back"])


def why_not_hand_over(user_id: UUID) -> str:
    """Empty when the person can take the tablet back: with a PIN or a password."""
    user = User.objects.filter(pk=user_id).first()
    if user is not None and (user.has_usable_password() or lock.pin_usable(user_id)):
        return ""
    return _("Set your PIN first: it takes the tablet back from the patient.")


def hand_over(
    request: StaffRequest, visit_id: UUID, purpose: Purpose, path: str, back: str
) -> HttpResponse:
    """Limit the session to the pages of a purpose and lead to the first of them."""
    check_can_treat(request.actor)
    if reason := why_not_hand_over(request.actor.user_id):
        raise Conflict(reason)
    with transaction.atomic():
        visit = visit_of(request.actor, visit_id)
        audit_visit(request.actor, "visit.handed_over", visit, purpose=purpose)
    # Words for staff do not wait for the patient, and the old cookie opens no page kept by "back".
    list(messages.get_messages(request))
    request.session.cycle_key()
    said = {"visit": str(visit.pk), "purpose": purpose.value, "path": path, "back": back}
    request.session[_KEY] = said
    return redirect(path)


def take_back(request: StaffRequest, now: Handed) -> HttpResponse:
    """Open the session again, after PIN or password, and lead to where the practitioner was."""
    with transaction.atomic():
        visit = visit_of(request.actor, now.visit)
        audit_visit(request.actor, "visit.taken_back", visit, purpose=now.purpose)
    del request.session[_KEY]
    request.session.cycle_key()
    lock.open_again(request, request.actor.user_id)
    return redirect(now.back)


def way_back(request: HttpRequest, otherwise: str) -> dict[str, Any]:
    """Where a page that the patient may hold leads back to; with the needles that are in."""
    now = handed(request)
    if now is None:
        return {"back": otherwise}
    needles = lock.needles_in(cast(User, request.user).pk)
    return {"back": reverse("lock:back"), "handed": True, "needles": needles}


def ask_back(
    request: HttpRequest, now: Handed, problem: str = "", *, status: int = 200
) -> HttpResponse:
    """The page that everything else answers with while the patient holds the tablet."""
    user = cast(User, request.user)
    context = {
        "name": user.name,
        "path": now.path,
        "needles": lock.needles_in(user.pk),
        "pin_usable": lock.pin_usable(user.pk),
        "problem": problem,
        "unlock": reverse("lock:back"),
    }
    return render(request, "access/handed.html", context, status=status)
