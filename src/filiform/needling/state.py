"""From events to the state of the needles: a pure fold.

The one promise that everything rests on: for each marker 0 <= out <= needles, so the number still
in is never negative, and zero means that every needle recorded as in was recorded as out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from uuid import UUID

from filiform.errors import InvalidInput
from filiform.needling.events import (
    NOT_IN_SKIN,
    Adjusted,
    Event,
    NotOut,
    Placed,
    Removed,
    Withdrawn,
)
from filiform.needling.values import Marker, Mode


@dataclass(frozen=True, slots=True)
class MarkerState:
    """One marker now. `since` is when its present mode began: the start of the timer.

    `latest` is the id of the last event about it: who acts on what they saw names it.
    `out_at` is the moment the last needle came out, None while any is in.
    """

    id: UUID
    value: Marker
    placed_at: datetime
    since: datetime
    latest: UUID
    out: int = 0
    out_at: datetime | None = None
    withdrawn: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.out <= self.value.settings.needles:
            raise InvalidInput("needles", f"at least {self.out}, which are out already")

    @property
    def inserted(self) -> int:
        """Needles that went in; none when the marker was entered by mistake."""
        return 0 if self.withdrawn else self.value.settings.needles

    @property
    def removed(self) -> int:
        """Needles that came out."""
        return 0 if self.withdrawn else self.out

    @property
    def still_in(self) -> int:
        """Needles in the patient now."""
        return self.inserted - self.removed


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
    def still_in(self) -> int:
        return self.inserted - self.removed

    @property
    def current(self) -> tuple[MarkerState, ...]:
        """The markers that count: all but those entered by mistake."""
        return tuple(marker for marker in self.markers if not marker.withdrawn)

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
    if isinstance(event, Placed):
        return _place(needling, event)
    before = needling.marker(event.marker)
    after = replace(_change(before, event), latest=event.id)
    markers = tuple(after if marker is before else marker for marker in needling.markers)
    return Needling(markers, (*needling.seen, event))


def _place(needling: Needling, event: Placed) -> Needling:
    if any(marker.id == event.marker for marker in needling.markers):
        raise InvalidInput("marker", "a new id for a new marker", got=str(event.marker))
    marker = MarkerState(event.marker, event.value, event.at, since=event.at, latest=event.id)
    return Needling((*needling.markers, marker), (*needling.seen, event))


def _change(marker: MarkerState, event: Adjusted | Removed | NotOut | Withdrawn) -> MarkerState:
    if marker.withdrawn:
        raise InvalidInput("marker", "a marker that was not withdrawn", got=str(marker.id))
    match event:
        case Adjusted():
            return _adjust(marker, event)
        case Removed():
            return _remove(marker, event)
        case NotOut():
            return _put_back(marker, event)
        case Withdrawn():
            return replace(marker, withdrawn=True)


def _adjust(marker: MarkerState, event: Adjusted) -> MarkerState:
    if event.value.settings.needles < marker.inserted and not event.not_in_skin:
        raise InvalidInput("not_in_skin", NOT_IN_SKIN)
    was, now = marker.value.settings.mode, event.value.settings.mode
    restarted = now is Mode.LEFT_IN and was is not now
    more = event.value.settings.needles > marker.out
    return replace(
        marker,
        value=event.value,
        since=event.at if restarted else marker.since,
        out_at=None if more else marker.out_at or event.at,
    )


def _remove(marker: MarkerState, event: Removed) -> MarkerState:
    if event.needles > marker.still_in:
        raise InvalidInput(
            "needles", f"at most {marker.still_in}, which are still in", got=event.needles
        )
    last = event.needles == marker.still_in
    return replace(
        marker, out=marker.out + event.needles, out_at=event.at if last else marker.out_at
    )


def _put_back(marker: MarkerState, event: NotOut) -> MarkerState:
    if event.needles > marker.out:
        raise InvalidInput(
            "needles", f"at most {marker.out}, which are marked as out", got=event.needles
        )
    return replace(marker, out=marker.out - event.needles, out_at=None)
