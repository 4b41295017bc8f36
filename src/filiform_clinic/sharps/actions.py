"""Record a whole count of the needles, and what is said once for all of them."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from filiform.journey import may_finish, may_record
from filiform.needling import Count, SessionDetails
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import CountEntry, SessionEntry, Visit
from filiform_clinic.records.visit_state import signing_of, state_of
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.reasons import refuse_unless, why_not


def record_count(
    *, actor: Actor, visit_id: UUID, id: UUID, opened: int, in_sharps: int, looked: bool
) -> list[str]:
    """Store a count, matching or not, and tell what it does not agree with (empty: all agrees).

    The same count sent again is the same act. Refused (409) while a needle is in.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        state = state_of(visit.pk)
        count = Count.of(state.needling, opened=opened, in_sharps=in_sharps, looked=looked)
        if not _is_repeated_count(visit, id, count):
            refuse_unless(may_record(state))
            _check_all_out(state.needling.still_in)
            _store_count(actor, visit, id, count)
            audit_visit(actor, "needles.counted", visit, count=str(id))
    return why_not(may_finish(replace(state, count=count)))


def _check_all_out(still_in: int) -> None:
    if still_in:
        raise Conflict(_("Needles are still recorded as in. Tap Out for each, then count."))


def _is_repeated_count(visit: Visit, id: UUID, count: Count) -> bool:
    known = CountEntry.objects.filter(pk=id).first()
    if known is None:
        return False
    if (known.visit_id, known.opened, known.in_sharps) != (visit.pk, count.opened, count.in_sharps):
        raise Conflict(_("This id already stands for another count. Nothing was changed."))
    return True


def _store_count(actor: Actor, visit: Visit, id: UUID, count: Count) -> None:
    CountEntry.objects.create(
        id=id,
        visit=visit,
        number=CountEntry.objects.filter(visit=visit).count() + 1,
        opened=count.opened,
        in_sharps=count.in_sharps,
        inserted=count.inserted,
        removed=count.removed,
        missing=count.missing,
        recorded_by_id=actor.user_id,
    )


def record_session(
    *, actor: Actor, visit_id: UUID, id: UUID, seen: int, details: SessionDetails
) -> None:
    """Store what is said for all needles; the newest entry stands, the earlier stay readable.

    `seen` is the number of the entry that the page showed: what somebody recorded since is never
    covered unread (409). An expired box is refused unless it is stated that its needles went in.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        said = details.to_json()
        if _is_repeated_session(visit, id, said):
            return
        refuse_unless(may_record(signing_of(visit.pk)))
        details.check_boxes(actor.today)
        _check_seen(actor, visit, seen)
        SessionEntry.objects.create(
            id=id,
            visit=visit,
            number=seen + 1,
            details=said,
            recorded_by_id=actor.user_id,
        )
        audit_visit(actor, "needling.described", visit, session=str(id))


def _check_seen(actor: Actor, visit: Visit, seen: int) -> None:
    newest = SessionEntry.objects.filter(visit=visit).order_by("number").last()
    if newest and newest.number != seen:
        told = _("%(name)s recorded other details at %(time)s. Read them before you record yours.")
        at = newest.created_at.astimezone(actor.zone)
        who = {"name": newest.recorded_by.name, "time": date_format(at, "H:i")}
        raise Conflict(told % who)
    if seen and not newest:
        raise Conflict(_("Nothing is recorded yet. Open the page again."))


def _is_repeated_session(visit: Visit, id: UUID, said: dict[str, object]) -> bool:
    known = SessionEntry.objects.filter(pk=id).first()
    if known is None:
        return False
    if (known.visit_id, known.details) != (visit.pk, said):
        raise Conflict(_("This id already stands for other details. Nothing was changed."))
    return True
