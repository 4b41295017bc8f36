"""Who is asking: a member of staff in an organisation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform_clinic.records.models import Membership
from filiform_clinic.ui.problems import Refused

Role = Membership.Role
P = ParamSpec("P")
# Roles that treat patients and read the clinical record.
TREATING = (Role.PRACTITIONER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in member of staff; every query and action takes one first."""

    user_id: UUID
    name: str
    role: str
    organisation_id: UUID
    organisation_name: str
    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone: days and times on pages and notes are local to it."""
        return ZoneInfo(self.time_zone)

    @property
    def today(self) -> date:
        """The day it is in the clinic."""
        return timezone.now().astimezone(self.zone).date()

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def is_practitioner(self) -> bool:
        """Whether the person treats patients: practitioners do, and supervisors."""
        return self.role in TREATING

    @property
    def is_supervisor(self) -> bool:
        return self.role == Role.SUPERVISOR


class StaffRequest(HttpRequest):
    """A request that `staff` has let through."""

    actor: Actor


def actor_of(user_id: UUID) -> Actor:
    """The actor behind a user; refused when the person belongs to no clinic any more."""
    membership = (
        Membership.objects.select_related("user", "organisation")
        .filter(user_id=user_id, is_active=True, user__is_active=True)
        .first()
    )
    if membership is None:
        raise Refused(_("Your account belongs to no clinic. Ask the clinic owner to add you."))
    return Actor(
        membership.user_id,
        membership.user.name,
        membership.role,
        membership.organisation_id,
        membership.organisation.name,
        membership.organisation.time_zone,
    )


def staff(
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only members of staff in whose role may enter, and show the clinic's time.

    Puts `request.actor` on the request.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        staff_request = cast(StaffRequest, request)
        staff_request.actor = actor_of(cast(Any, request.user).pk)
        _check_door(staff_request)
        with timezone.override(staff_request.actor.zone):
            return view(staff_request, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", login_required(guarded))


def _check_door(request: StaffRequest) -> None:
    from filiform_clinic.access.doors import why_not_enter  # its rules are about actors

    name = request.resolver_match.view_name if request.resolver_match else ""
    if reason := why_not_enter(request.actor, name):
        raise Refused(reason)
