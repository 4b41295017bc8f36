"""Record what happens to needles: entries never change."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.body import Body
from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.journey import (
    Answer,
    VisitState,
    may_needle,
    may_place,
    may_record,
)
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.parts import Parts
from filiform.needling import (
    Adjusted,
    Event,
    Marker,
    Needling,
    Placed,
    Removed,
    apply,
    check_target,
    event_from_json,
)
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import NeedleEvent, Visit
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.verdicts import keep_verdict, needled_in, planned, unique
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.reasons import refuse_unless


def record_needles(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    marker: UUID,
    act: str,
    details: dict[str, Any],
    after: UUID | None = None,
) -> None:
    """Record one act on one marker; the same act sent again changes nothing.

    `after` is the last event of the marker that the page showed. If there is a later one by now the
    act is refused (409), so that two tabs cannot take the same needle out twice.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if _is_repeated(visit, id, marker, act, details):
            return
        state = state_of(visit.pk)
        refuse_unless(may_record(state))
        event = event_from_json(id, marker, act, _next_moment(visit), details)
        _check(event, state.needling, after)
        apply(state.needling, event)
        judged = _check_safety(actor, visit, state, event)
        _store(actor, visit, event)
        audit_visit(actor, f"needle.{act}", visit, marker=str(marker), **judged)


def remove_all(*, actor: Actor, visit_id: UUID, id: UUID, counted: int) -> None:
    """Record every needle as out that is in; `counted` is how many were taken out by hand.

    Refused (409) when that is another number: then nothing is recorded. Sent again it is one act.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        state = state_of(visit.pk)
        still_in = [marker for marker in state.needling.markers if marker.still_in]
        if _taken_out_before(visit, id):
            return
        refuse_unless(may_record(state))
        _check_counted(counted, state.needling.still_in)
        for marker in still_in:
            at = _next_moment(visit)
            _store(actor, visit, Removed(uuid5(id, str(marker.id)), marker.id, at, marker.still_in))
        audit_visit(actor, "needles.all_out", visit, needles=counted)


def _taken_out_before(visit: Visit, id: UUID) -> bool:
    """Whether this act is on file: its events have ids made from its own and the markers'."""
    markers = NeedleEvent.objects.filter(visit=visit).values_list("marker", flat=True)
    ids = {uuid5(id, str(marker)) for marker in markers}
    return NeedleEvent.objects.filter(visit=visit, pk__in=ids).exists()


def _check_counted(counted: int, still_in: int) -> None:
    if counted != still_in:
        said = {"counted": counted, "recorded": still_in}
        raise Conflict(
            _(
                "You counted %(counted)d, but %(recorded)d are recorded as in. "
                "Nothing was changed: look again, and tap Out needle by needle."
            )
            % said
        )


def _check_safety(actor: Actor, visit: Visit, state: VisitState, event: Event) -> dict[str, str]:
    """Refuse a needle that the patient has not agreed to, or where screening holds it back.

    Every reason is told at once; the verdict that let a needle in is kept.

    Only what puts a needle into a muscle is asked: taking out, and putting a count right, is not.
    """
    if not isinstance(event, Placed | Adjusted) or not _goes_in(event, state.needling):
        return {}
    target = planned(event.value.target.muscle, event.value.target.side)
    verdict = verdict_of(visit, actor.today, unique((target, *needled_in(visit))))
    part = Parts.load().of(Atlas.load().muscles[target.muscle])
    agreed, safe = may_needle(state, part.id), may_place(state, verdict, target)
    refuse_unless(Answer(tuple(dict.fromkeys((*agreed.reasons, *safe.reasons)))))
    return {"verdict": str(keep_verdict(visit, verdict, f"needle.{event.act}", actor.user_id).pk)}


def _goes_in(event: Placed | Adjusted, needling: Needling) -> bool:
    """Whether needles come into a muscle in which the marker had none, or fewer."""
    if isinstance(event, Placed):
        return True
    before, now = needling.marker(event.marker).value, event.value
    moved = (before.target.muscle, before.target.side) != (now.target.muscle, now.target.side)
    return moved or now.settings.needles > before.settings.needles


def _is_repeated(visit: Visit, id: UUID, marker: UUID, act: str, details: dict[str, Any]) -> bool:
    known = NeedleEvent.objects.filter(pk=id).first()
    if known is None:
        return False
    if (known.visit_id, known.marker, known.act, known.details) != (
        visit.pk,
        marker,
        act,
        _as_stored(id, marker, act, details),
    ):
        raise Conflict(_("This id already stands for another act. Nothing was changed."))
    return True


def _as_stored(id: UUID, marker: UUID, act: str, details: dict[str, Any]) -> dict[str, Any]:
    return event_from_json(id, marker, act, timezone.now(), details).details()


def _next_moment(visit: Visit) -> datetime.datetime:
    """Now, but always after the last event: the clocks of two servers may differ a little."""
    last = NeedleEvent.objects.filter(visit=visit).order_by("at").last()
    now = timezone.now()
    return max(now, last.at + datetime.timedelta(microseconds=1)) if last else now


def _check(event: Event, needling: Needling, after: UUID | None) -> None:
    if isinstance(event, Placed | Adjusted):
        _check_marker(event.value)
    if isinstance(event, Placed):
        if NeedleEvent.objects.filter(marker=event.marker).exists():
            raise InvalidInput("marker", "a new id for a new marker", got=str(event.marker))
    elif needling.marker(event.marker).latest != after:
        raise Conflict(
            _("This marker has changed since the page showed it. You see the newest now.")
        )


def _check_marker(marker: Marker) -> None:
    """The muscle must be known, and the point must lie on its side of the body."""
    check_target(marker.target, Atlas.load())
    if marker.position is None:
        return
    Body.load().view(marker.position.view)
    cell = Body.load().cell(marker.position.cell)
    if marker.target.side is not Side.MIDLINE and cell.side is not marker.target.side:
        raise InvalidInput(
            "side", f"{cell.side}, where the point on the body is", got=str(marker.target.side)
        )


def _store(actor: Actor, visit: Visit, event: Event) -> None:
    NeedleEvent.objects.create(
        id=event.id,
        visit=visit,
        marker=event.marker,
        act=event.act.value,
        details=event.details(),
        at=event.at,
        recorded_by_id=actor.user_id,
    )
