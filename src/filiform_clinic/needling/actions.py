"""Record what happens to needles: entries never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.body import Body
from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.journey import VisitState, may_record
from filiform.knowledge.atlas import Atlas
from filiform.needling import (
    Adjusted,
    Answered,
    Event,
    Marker,
    MarkerState,
    Needling,
    Placed,
    Planned,
    Removed,
    Withdrawn,
    apply,
    check_target,
    copied,
    event_from_json,
    left_to_copy,
)
from filiform.needling.answers import read_answers
from filiform.screening import Technique
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.judged import judge
from filiform_clinic.records.models import NeedleEvent, Visit
from filiform_clinic.records.needled import last_session, next_moment, store_act
from filiform_clinic.records.verdicts import keep_verdict
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
        event = event_from_json(id, marker, act, next_moment(visit), details)
        _check(event, state.needling, after)
        apply(state.needling, event)
        judged = _check_safety(actor, visit, state, event)
        store_act(visit, event, actor.user_id)
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
        if _done_before(visit, id, _ids(state.needling)):
            return
        refuse_unless(may_record(state))
        _check_counted(counted, state.needling.still_in)
        for marker in still_in:
            out = Removed(_derived(id, marker.id), marker.id, next_moment(visit), marker.still_in)
            store_act(visit, out, actor.user_id)
        audit_visit(actor, "needles.all_out", visit, needles=counted)


def copy_last(*, actor: Actor, visit_id: UUID, id: UUID) -> None:
    """Take over the markers of the patient's last session as planned: nothing goes in by that.

    Only those muscles into which a needle may go today; the others stay listed with the reason.
    Refused (409) when that leaves none. Sent again it is one act.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        state = state_of(visit.pk)
        last = last_session(visit)
        found = last.needling.current if last else ()
        if _done_before(visit, id, (marker.id for marker in found)):
            return
        refuse_unless(may_record(state))
        left = left_to_copy(last.needling, state.needling) if last else ()
        judged = judge(visit, state, actor.today, (one.value.target for one in left))
        fit = [marker for marker in left if judged.of(marker.value.target).yes]
        if not fit:
            raise Conflict(_("No marker of the last session can be taken over today."))
        for marker in fit:
            store_act(visit, _taken_over(id, marker, visit), actor.user_id)
        keep_verdict(visit, judged.verdict, "needles.copied", actor.user_id)
        audit_visit(actor, "needles.copied", visit, markers=len(fit), left_out=len(left) - len(fit))


def _taken_over(id: UUID, marker: MarkerState, visit: Visit) -> Planned:
    at, value = next_moment(visit), copied(marker.value)
    try:
        _check_marker(value)
    except InvalidInput:  # a point on an older body
        value = replace(value, position=None)
    return Planned(_derived(id, marker.id), new_id(), at, value, marker.id)


def place_all(*, actor: Actor, visit_id: UUID, id: UUID) -> None:
    """Every planned marker went in, except where a needle may not go in now: those stay planned.

    Refused (409) when none may. Sent again it is one act.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        state = state_of(visit.pk)
        if _done_before(visit, id, _ids(state.needling)):
            return
        refuse_unless(may_record(state))
        waiting = state.needling.planned
        judged = judge(visit, state, actor.today, (one.value.target for one in waiting))
        fit = [marker for marker in waiting if judged.of(marker.value.target).yes]
        if not fit:
            raise Conflict(_("No planned needle may go in now."))
        for marker in fit:
            placed = Placed(_derived(id, marker.id), marker.id, next_moment(visit), marker.value)
            store_act(visit, placed, actor.user_id)
        kept = keep_verdict(visit, judged.verdict, "needles.placed", actor.user_id)
        audit_visit(actor, "needles.all_placed", visit, markers=len(fit), verdict=str(kept.pk))


def drop_planned(*, actor: Actor, visit_id: UUID, id: UUID) -> None:
    """Take back every planned marker: nothing of it was ever in."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        state = state_of(visit.pk)
        if _done_before(visit, id, _ids(state.needling)):
            return
        refuse_unless(may_record(state))
        for marker in state.needling.planned:
            at = next_moment(visit)
            gone = Withdrawn(_derived(id, marker.id), marker.id, at, not_in_skin=True)
            store_act(visit, gone, actor.user_id)
        audit_visit(actor, "needles.plan_dropped", visit, markers=len(state.needling.planned))


def take_back(*, actor: Actor, visit_id: UUID, id: UUID, of: UUID, not_in_skin: bool) -> None:
    """Withdraw the markers that `place_all` placed as the act `of`: none of them is in the skin.

    Refused (409) when every one of them was changed since. Sent again it is one act.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        state = state_of(visit.pk)
        if _done_before(visit, id, _ids(state.needling)):
            return
        refuse_unless(may_record(state))
        placed = {marker.id: _derived(of, marker.id) for marker in state.needling.current}
        untouched = [one for one in state.needling.current if one.latest == placed[one.id]]
        if not untouched:
            raise Conflict(_("Nothing that was placed by that tap can be taken back."))
        for marker in untouched:
            gone = Withdrawn(_derived(id, marker.id), marker.id, next_moment(visit), not_in_skin)
            store_act(visit, gone, actor.user_id)
        audit_visit(actor, "needles.taken_back", visit, markers=len(untouched))


def answer_rest(*, actor: Actor, visit_id: UUID, id: UUID, said: Mapping[str, object]) -> None:
    """The same answers for every marker about which they are not said yet.

    Bleeding is only said of markers of which no needle is in any more.
    """
    check_can_treat(actor)
    read_answers(said)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        state = state_of(visit.pk)
        if _done_before(visit, id, _ids(state.needling)):
            return
        refuse_unless(may_record(state))
        for marker in state.needling.current:
            open_ones = {name: said[name] for name in said if _is_open(marker, name)}
            if open_ones:
                at = next_moment(visit)
                event = Answered(_derived(id, marker.id), marker.id, at, open_ones)
                store_act(visit, event, actor.user_id)
        audit_visit(actor, "needles.answered", visit, answers=sorted(said))


def _is_open(marker: MarkerState, name: str) -> bool:
    asked = not marker.still_in if name in ("bleeding", "pressed_min") else True
    return asked and getattr(marker.answers, name) is None


def _derived(id: UUID, marker: UUID) -> UUID:
    """An act on many markers is an event on each, with an id made from its own and the marker's."""
    return uuid5(id, str(marker))


def _done_before(visit: Visit, id: UUID, markers: Iterable[UUID]) -> bool:
    """Whether an act on many markers is on file."""
    ids = {_derived(id, marker) for marker in markers}
    return NeedleEvent.objects.filter(visit=visit, pk__in=ids).exists()


def _ids(needling: Needling) -> list[UUID]:
    return [marker.id for marker in needling.markers]


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

    Only what puts a needle into a muscle, or a current through it, is asked: taking out, and
    putting a count right, is not.
    """
    if not isinstance(event, Placed | Adjusted) or not _goes_in(event, state.needling):
        return {}
    target = event.value.target
    current = event.value.settings.stimulation
    technique = Technique.ELECTRICAL if current else Technique.MANUAL
    judged = judge(visit, state, actor.today, [target], technique)
    refuse_unless(judged.of(target))
    cause = f"needle.{event.act}"
    return {"verdict": str(keep_verdict(visit, judged.verdict, cause, actor.user_id).pk)}


def _goes_in(event: Placed | Adjusted, needling: Needling) -> bool:
    """Whether needles or a current come into a muscle in which the marker had none, or fewer."""
    if isinstance(event, Placed):
        return True
    before, now = needling.marker(event.marker).value, event.value
    moved = (before.target.muscle, before.target.side) != (now.target.muscle, now.target.side)
    more = now.settings.needles > before.settings.needles
    current = now.settings.stimulation
    return moved or more or current not in (None, before.settings.stimulation)


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


def _check(event: Event, needling: Needling, after: UUID | None) -> None:
    if isinstance(event, Placed | Adjusted):
        _check_marker(event.value)
    if isinstance(event, Placed) and not _is_planned(needling, event.marker):
        if NeedleEvent.objects.filter(marker=event.marker).exists():
            raise InvalidInput("marker", "a new id for a new marker", got=str(event.marker))
    elif needling.marker(event.marker).latest != after:
        raise Conflict(
            _("This marker has changed since the page showed it. You see the newest now.")
        )


def _is_planned(needling: Needling, marker: UUID) -> bool:
    return any(one.id == marker for one in needling.planned)


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
