"""What can happen to a marker. An event has its own id, so that the same act sent twice is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from filiform.errors import InvalidInput
from filiform.needling.answers import read_answers
from filiform.needling.read import text, whole
from filiform.needling.values import MOST_NEEDLES, Marker

NOT_IN_SKIN = "your statement that what you take from the count is not in the skin"


class Act(StrEnum):
    """The kinds of event."""

    PLANNED = "planned"
    PLACED = "placed"
    ADJUSTED = "adjusted"
    ANSWERED = "answered"
    REMOVED = "removed"
    NOT_OUT = "not_out"
    MISSING = "missing"
    FOUND = "found"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class _Event:
    id: UUID
    marker: UUID
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise InvalidInput("at", "a time with its zone", got=self.at)

    def details(self) -> dict[str, object]:
        """What the act says, as a plain table."""
        return {}


@dataclass(frozen=True, slots=True)
class Planned(_Event):
    """Taken over from the marker `copied_from` of an earlier visit: nothing is in yet."""

    act: ClassVar[Act] = Act.PLANNED
    value: Marker
    copied_from: UUID

    def details(self) -> dict[str, object]:
        return self.value.to_json() | {"copied_from": str(self.copied_from)}


@dataclass(frozen=True, slots=True)
class Placed(_Event):
    """The needles of a marker went in: a new marker, or one that was planned."""

    act: ClassVar[Act] = Act.PLACED
    value: Marker

    def details(self) -> dict[str, object]:
        return self.value.to_json()


@dataclass(frozen=True, slots=True)
class Adjusted(_Event):
    """What was recorded about the marker is now this.

    Fewer needles than before is a statement that the others never went in (`not_in_skin`).
    """

    act: ClassVar[Act] = Act.ADJUSTED
    value: Marker
    not_in_skin: bool = False

    def details(self) -> dict[str, object]:
        stated: dict[str, object] = {"not_in_skin": True} if self.not_in_skin else {}
        return self.value.to_json() | stated


@dataclass(frozen=True, slots=True)
class Answered(_Event):
    """Answers about the marker, by name; each takes the place of what was said before."""

    act: ClassVar[Act] = Act.ANSWERED
    said: Mapping[str, object]

    def __post_init__(self) -> None:
        _Event.__post_init__(self)
        read_answers(self.said)

    def details(self) -> dict[str, object]:
        return dict(self.said)


@dataclass(frozen=True, slots=True)
class _Counted(_Event):
    needles: int

    def __post_init__(self) -> None:
        _Event.__post_init__(self)
        if not 1 <= self.needles <= MOST_NEEDLES:
            raise InvalidInput(
                "needles", f"a whole number from 1 to {MOST_NEEDLES}", got=self.needles
            )

    def details(self) -> dict[str, object]:
        return {"needles": self.needles}


@dataclass(frozen=True, slots=True)
class Removed(_Counted):
    """So many needles of the marker came out."""

    act: ClassVar[Act] = Act.REMOVED


@dataclass(frozen=True, slots=True)
class NotOut(_Counted):
    """So many needles were marked as out by mistake: they are still in."""

    act: ClassVar[Act] = Act.NOT_OUT


@dataclass(frozen=True, slots=True)
class Missing(_Counted):
    """So many needles went in and cannot be accounted for: the incident says what is done."""

    act: ClassVar[Act] = Act.MISSING
    incident: UUID

    def details(self) -> dict[str, object]:
        return {"needles": self.needles, "incident": str(self.incident)}


@dataclass(frozen=True, slots=True)
class Found(_Counted):
    """So many needles that were missing are found and out of the skin."""

    act: ClassVar[Act] = Act.FOUND


@dataclass(frozen=True, slots=True)
class Withdrawn(_Event):
    """The marker was entered by mistake; the practitioner states that nothing of it is in."""

    act: ClassVar[Act] = Act.WITHDRAWN
    not_in_skin: bool

    def __post_init__(self) -> None:
        _Event.__post_init__(self)
        if self.not_in_skin is not True:
            raise InvalidInput("not_in_skin", NOT_IN_SKIN)

    def details(self) -> dict[str, object]:
        return {"not_in_skin": True}


Event = Planned | Placed | Adjusted | Answered | Removed | NotOut | Missing | Found | Withdrawn
# The events that move needles, or say how many there are.
Move = Placed | Adjusted | Removed | NotOut | Missing | Found | Withdrawn


def event_from_json(id: UUID, marker: UUID, act: str, at: datetime, details: object) -> Event:
    """An event from its parts, or `InvalidInput` naming the field that is wrong."""
    if not isinstance(details, Mapping):
        raise InvalidInput("details", "a table of named values", got=details)
    if act not in _READERS:
        raise InvalidInput("act", f"one of {', '.join(Act)}", got=act)
    return _READERS[act](id, marker, at, details)


_Reader = Callable[[UUID, UUID, datetime, Mapping[str, object]], Event]
_READERS: dict[str, _Reader] = {
    Act.PLANNED: lambda id, marker, at, said: Planned(
        id, marker, at, Marker.from_json(said), _id(said, "copied_from")
    ),
    Act.PLACED: lambda id, marker, at, said: Placed(id, marker, at, Marker.from_json(said)),
    Act.ADJUSTED: lambda id, marker, at, said: Adjusted(
        id, marker, at, Marker.from_json(said), said.get("not_in_skin") is True
    ),
    Act.ANSWERED: lambda id, marker, at, said: Answered(id, marker, at, read_answers(said)),
    Act.REMOVED: lambda id, marker, at, said: Removed(id, marker, at, _needles(said)),
    Act.NOT_OUT: lambda id, marker, at, said: NotOut(id, marker, at, _needles(said)),
    Act.MISSING: lambda id, marker, at, said: Missing(
        id, marker, at, _needles(said), _id(said, "incident")
    ),
    Act.FOUND: lambda id, marker, at, said: Found(id, marker, at, _needles(said)),
    Act.WITHDRAWN: lambda id, marker, at, said: Withdrawn(
        id, marker, at, said.get("not_in_skin") is True
    ),
}


def _needles(said: Mapping[str, object]) -> int:
    return whole(said, "needles")


def _id(said: Mapping[str, object], key: str) -> UUID:
    try:
        return UUID(text(said, key))
    except ValueError:
        raise InvalidInput(key, "a UUID", got=said[key]) from None
