"""Patient links: a long secret in the address, and the birth date as the second thing to know."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform_clinic.access.audit import audit_visit
from filiform_clinic.records.models import PatientLink, Visit
from filiform_clinic.ui.problems import Gone, TooMany

LIFETIME = datetime.timedelta(days=7)
# A birth date is one of some 30,000 days: eight tries leave a stranger no real chance.
MOST_WRONG_ANSWERS = 8
_SESSION_KEY = "patient_links"


def create_link(visit: Visit, purpose: str = PatientLink.Purpose.INTAKE) -> str:
    """Make a link for a visit and return its secret, which is stored nowhere."""
    secret = secrets.token_urlsafe(24)
    PatientLink.objects.create(
        visit=visit,
        purpose=purpose,
        digest=_digest(secret),
        expires_at=timezone.now() + LIFETIME,
    )
    return secret


def find_link(secret: str, purpose: str = PatientLink.Purpose.INTAKE) -> PatientLink:
    """The link of a purpose behind a secret: 404 when there is none, Gone when it has ended.

    A link opens what it was made for and nothing else.
    """
    link = (
        PatientLink.objects.select_related("visit__episode__patient", "visit__practitioner")
        .filter(digest=_digest(secret), purpose=purpose)
        .first()
    )
    if link is None:
        raise Http404("no such link")
    _check_usable(link)
    return link


def _check_usable(link: PatientLink) -> None:
    clinic = link.visit.organisation
    if link.revoked_at or link.expires_at <= timezone.now():
        ended = _("This link has ended. Please ask the clinic for a new one.")
        raise Gone(ended, clinic=clinic.name, phone=clinic.phone)
    if link.wrong_answers >= MOST_WRONG_ANSWERS:
        closed = _("Too many wrong answers. For your safety this link is closed.")
        told = f"{closed} {_('Please ask the clinic for a new one.')}"
        raise TooMany(told, clinic=clinic.name, phone=clinic.phone)


def answer_birth_date(request: HttpRequest, link: PatientLink, answer: datetime.date) -> bool:
    """Compare the answer; a right one opens the link in this browser session.

    Answers to one link are counted one by one: many sent at once are no more tries than eight. A
    member of staff who is signed in in the same browser is named in the audit row.
    """
    with transaction.atomic():
        _check_usable(PatientLink.objects.select_for_update().get(pk=link.pk))
        right = answer == link.visit.episode.patient.birth_date
        if not right:
            PatientLink.objects.filter(pk=link.pk).update(wrong_answers=F("wrong_answers") + 1)
        verb = "link.opened" if right else "link.wrong_birth_date"
        audit_visit(None, verb, link.visit, **_beside(request))
    if right:
        opened = request.session.get(_SESSION_KEY, [])
        request.session.cycle_key()
        request.session[_SESSION_KEY] = [*opened, str(link.pk)]
    return right


def _beside(request: HttpRequest) -> dict[str, str]:
    user = getattr(request, "user", None)
    return {"signed_in": str(user.pk)} if user and user.is_authenticated else {}


def is_open(request: HttpRequest, link: PatientLink) -> bool:
    """Whether this browser session has answered the birth date of the link."""
    return str(link.pk) in request.session.get(_SESSION_KEY, [])


def opened_link(
    request: HttpRequest, secret: str, purpose: str = PatientLink.Purpose.INTAKE
) -> PatientLink | None:
    """The link when it may be used now, None when the birth date has to be asked first."""
    link = find_link(secret, purpose)
    return link if is_open(request, link) else None


def revoke_links(visit_id: UUID, purpose: str = PatientLink.Purpose.INTAKE) -> int:
    """End every link of a visit for a purpose; returns how many were still open."""
    return PatientLink.objects.filter(visit_id=visit_id, purpose=purpose, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def replace_link(visit: Visit, purpose: str) -> str:
    """End the earlier links of a purpose and make a new one; returns its secret."""
    revoke_links(visit.pk, purpose)
    return create_link(visit, purpose)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
