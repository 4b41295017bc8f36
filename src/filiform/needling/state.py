"""From events to the state of the needles: a pure fold.

The one promise that everything rests on: for each marker 0 <= out + missing <= needles, so the
number still in is never negative, and every needle that went in is still in, out, or missing with
an incident that says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from uuid import UUID

from filiform.errors import InvalidInput
from filiform.knowledge.technique import Mode
from filiform.needling.answers import Answers, Bleeding, merge
from filiform.needling.events import (
    NOT_IN_SKIN,
    Adjusted,
    Answered,
    Event,
    Found,
    Missing,
    Move,
    NotOut,
    Placed,
    Planned,
    Removed,
    Withdrawn,
)
from filiform.needling.values import Marker


@dataclass(frozen=True, slots=True)
class MarkerState:
    """One marker now. `since` is when its present mode began: the start of the timer.

    `latest` is the id of the last event that changed it, answers aside: who acts on what they saw
    names it. `out_at` is the moment the last needle came out, None while any is in. `planned`:
    taken over from the marker `copied_from` of an earlier visit, and nothing is in yet. `bled_at`:
    when bleeding was first told, None while none is.
    """

    id: UUID
    value: Marker
    placed_at: datetime
    since: datetime
    latest: UUID
    out: int = 0
    out_at: datetime | None = None
    withdrawn: bool = False
    planned: bool = False
    missing: int = 0
    answers: Answers = field(default_factory=Answers)
    copied_from: UUID | None = None
    bled_at: datetime | None = None

    def __post_init__(self) -> None:
        gone = self.out + self.missing
        if not 0 <= gone <= self.value.settings.needles:
            raise InvalidInput("needles", f"at least {gone}, which are out or missing already")

    @property
    def inserted(self) -> int:
        """Needles that went in; none when it is only planned or was entered by mistake."""
        return 0 if self.withdrawn or self.planned else self.value.settings.needles

    @property
    def was_in(self) -> bool:
        """Whether it was ever recorded as in, also by mistake."""
        return not self.planned

    @property
    def pressing(self) -> bool:
        """Whether it bled, and nobody has said yet how long it was pressed."""
        return self.bled_at is not None and self.answers.pressed_min is None

    @property
    def removed(self) -> int:
        """Needles that came out."""
        return 0 if self.withdrawn else self.out

    @property
    def still_in(self) -> int:
        """Needles in the patient now, as far as anyone knows."""
        return 0 if self.withdrawn else self.inserted - self.removed - self.missing


@dataclass(frozen=True, slots=True)
class Needling:
    """All markers of a visit in the order of placing, and the events already taken in."""

    markers: tuple[MarkerState, ...] = ()
    seen: tuple[Event, ...] = ()

    @property
    def inserted(self) -> int:
        return sum(marker.inserted for marker in self.markers)

    @property
    def removed(self) -> int:
        return sum(marker.removed for marker in self.markers)

    @property
    def missing(self) -> int:
        """Needles that cannot be accounted for."""
        return sum(marker.missing for marker in self.markers)

    @property
    def still_in(self) -> int:
        return self.inserted - self.removed - self.missing

    @property
    def current(self) -> tuple[MarkerState, ...]:
        """The markers that count: neither only planned nor entered by mistake."""
        return tuple(marker for marker in self.markers if not (marker.withdrawn or marker.planned))

    @property
    def planned(self) -> tuple[MarkerState, ...]:
        """The markers taken over from an earlier visit that nobody has inserted yet."""
        return tuple(marker for marker in self.markers if marker.planned and not marker.withdrawn)

    def marker(self, id: UUID) -> MarkerState:
        """The marker, or `InvalidInput` when this visit has none of that id."""
        for marker in self.markers:
            if marker.id == id:
                return marker
        raise InvalidInput("marker", "the id of a marker of this visit", got=str(id))


def replay(events: Iterable[Event]) -> Needling:
    """The state that the events add up to, in their order."""
    return reduce(apply, events, Needling())


def apply(needling: Needling, event: Event) -> Needling:
    """The state after one more event; the same event again changes nothing.

    Raises `InvalidInput` for an event that cannot happen: an unknown marker, more needles out than
    in, another event under the same id.
    """
    for earlier in needling.seen:
        if earlier.id == event.id:
            if earlier == event:
                return needling
            raise InvalidInput("id", "a new id for a new act", got=str(event.id))
    known = any(marker.id == event.marker for marker in needling.markers)
    if isinstance(event, Planned) or (isinstance(event, Placed) and not known):
        return _begin(needling, event, known=known)
    before = needling.marker(event.marker)
    after = _after(before, event)
    markers = tuple(after if marker is before else marker for marker in needling.markers)
    return Needling(markers, (*needling.seen, event))


def _begin(needling: Needling, event: Planned | Placed, *, known: bool) -> Needling:
    if known:
        raise _not_new(event)
    marker = MarkerState(event.marker, event.value, event.at, since=event.at, latest=event.id)
    if isinstance(event, Planned):
        marker = replace(marker, planned=True, copied_from=event.copied_from)
    return Needling((*needling.markers, marker), (*needling.seen, event))


def _not_new(event: Planned | Placed) -> InvalidInput:
    return InvalidInput("marker", "a new id for a new marker", got=str(event.marker))


def _after(marker: MarkerState, event: Answered | Move) -> MarkerState:
    if marker.withdrawn:
        raise InvalidInput("marker", "a marker that was not withdrawn", got=str(marker.id))
    if isinstance(event, Answered):
        return _answer(marker, event)
    return replace(_change(marker, event), latest=event.id)


def _answer(marker: MarkerState, event: Answered) -> MarkerState:
    if marker.planned:
        raise InvalidInput("marker", "a marker that went in", got=str(marker.id))
    answers = merge(marker.answers, event.said)
    bleeds = answers.bleeding not in (None, Bleeding.NONE)
    return replace(marker, answers=answers, bled_at=marker.bled_at or event.at if bleeds else None)


def _change(marker: MarkerState, event: Move) -> MarkerState:
    match event:
        case Placed():
            return _insert(marker, event)
        case Adjusted():
            return _adjust(marker, event)
        case Removed():
            return _remove(marker, event)
        case NotOut():
            return _put_back(marker, event)
        case Missing():
            return _miss(marker, event)
        case Found():
            return _find(marker, event)
        case Withdrawn():
            return _withdraw(marker)


def _insert(marker: MarkerState, event: Placed) -> MarkerState:
    if not marker.planned:
        raise _not_new(event)
    return replace(marker, value=event.value, planned=False, placed_at=event.at, since=event.at)


def _adjust(marker: MarkerState, event: Adjusted) -> MarkerState:
    needles = event.value.settings.needles
    if needles < marker.inserted and not event.not_in_skin:
        raise InvalidInput("not_in_skin", NOT_IN_SKIN)
    was, now = marker.value.settings.mode, event.value.settings.mode
    restarted = now is Mode.LEFT_IN and was is not now
    more = marker.planned or needles > marker.out + marker.missing
    return replace(
        marker,
        value=event.value,
        since=event.at if restarted else marker.since,
        out_at=None if more else marker.out_at or event.at,
    )


def _remove(marker: MarkerState, event: Removed) -> MarkerState:
    _at_most(event.needles, marker.still_in, "which are still in")
    return replace(marker, out=marker.out + event.needles, out_at=_out_at(marker, event))


def _put_back(marker: MarkerState, event: NotOut) -> MarkerState:
    _at_most(event.needles, marker.out, "which are marked as out")
    return replace(marker, out=marker.out - event.needles, out_at=None)


def _miss(marker: MarkerState, event: Missing) -> MarkerState:
    """A needle that was marked as out may turn out to be missing: what is in goes first."""
    _at_most(event.needles, marker.still_in + marker.out, "which went in")
    from_out = max(0, event.needles - marker.still_in)
    out_at = marker.out_at or (event.at if event.needles >= marker.still_in else None)
    missing = marker.missing + event.needles
    return replace(marker, missing=missing, out=marker.out - from_out, out_at=out_at)


def _find(marker: MarkerState, event: Found) -> MarkerState:
    _at_most(event.needles, marker.missing, "which are missing")
    return replace(marker, missing=marker.missing - event.needles, out=marker.out + event.needles)


def _withdraw(marker: MarkerState) -> MarkerState:
    if marker.missing:
        raise InvalidInput("marker", "a marker of which no needle is missing", got=str(marker.id))
    return replace(marker, withdrawn=True)


def _out_at(marker: MarkerState, event: Removed) -> datetime | None:
    return event.at if event.needles == marker.still_in else marker.out_at


def _at_most(needles: int, most: int, which: str) -> None:
    if needles > most:
        raise InvalidInput("needles", f"at most {most}, {which}", got=needles)
