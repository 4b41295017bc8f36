"""Record an incident; needles that went missing leave the count with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.needling import Missing, apply
from filiform.needling.incidents import Incidents
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import IncidentEntry, Visit
from filiform_clinic.records.needled import next_moment, store_act
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.problems import Conflict


def record_incident(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    kind: str,
    grade: str,
    words: str,
    at: datetime | None = None,
    marker: UUID | None = None,
    missing: int | None = None,
) -> None:
    """Store what happened, also after signing; the same entry sent again is the same act.

    `at`: when it happened, from the day of the visit until now; now when nothing is said.
    `missing` needles of `marker` are no longer counted as in or out: they are missing.
    """
    check_can_treat(actor)
    known = Incidents.load()
    known.check(kind, grade)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if _is_repeated(visit, id, kind, words):
            return
        happened = _happened(visit, at)
        IncidentEntry.objects.create(
            id=id,
            visit=visit,
            kind=kind,
            grade=grade,
            words=words,
            happened_at=happened,
            marker=marker,
            needles_missing=missing or 0,
            knowledge_version=known.version,
            recorded_by_id=actor.user_id,
        )
        if missing:
            _miss(actor, visit, id, marker, missing)
        audit_visit(actor, "incident.recorded", visit, incident=str(id), kind=kind)


def _happened(visit: Visit, at: datetime | None) -> datetime:
    """Now, or the stated moment if it can be."""
    now = timezone.now()
    if at is None:
        return now
    zone = ZoneInfo(visit.organisation.time_zone)
    day = visit.starts_at.astimezone(zone).date()
    if at > now or at.astimezone(zone).date() < day:
        said = f"{at.astimezone(zone):%d %B %Y, %H:%M}"
        raise InvalidInput("at", "a time from the day of the visit until now", got=said)
    return at


def follow_up(
    *, actor: Actor, visit_id: UUID, id: UUID, follows: UUID, grade: str, words: str
) -> None:
    """Store how an incident went on, also after signing; sent again it is the same act."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        first = IncidentEntry.objects.filter(visit=visit, pk=follows, follows=None).first()
        if first is None:
            raise InvalidInput("follows", "an incident of this visit", got=str(follows))
        known = Incidents.load()
        known.check(first.kind, grade)
        if _is_repeated(visit, id, first.kind, words):
            return
        IncidentEntry.objects.create(
            id=id,
            visit=visit,
            kind=first.kind,
            grade=grade,
            words=words,
            happened_at=timezone.now(),
            follows=first,
            knowledge_version=known.version,
            recorded_by_id=actor.user_id,
        )
        audit_visit(actor, "incident.followed_up", visit, incident=str(follows))


def _is_repeated(visit: Visit, id: UUID, kind: str, words: str) -> bool:
    known = IncidentEntry.objects.filter(pk=id).first()
    if known and (known.visit_id, known.kind, known.words) != (visit.pk, kind, words):
        raise Conflict(_("This id already stands for another incident. Nothing was changed."))
    return known is not None


def _miss(actor: Actor, visit: Visit, incident: UUID, marker: UUID | None, needles: int) -> None:
    """The needles leave the count, after all that happened to needles before."""
    if marker is None:
        raise InvalidInput("marker", "the muscle whose needle is missing")
    state = state_of(visit.pk)
    if state.signed:
        raise Conflict(_("This visit is signed. Record the incident without a missing needle."))
    event = Missing(uuid5(incident, "missing"), marker, next_moment(visit), needles, incident)
    apply(state.needling, event)
    store_act(visit, event, actor.user_id)
