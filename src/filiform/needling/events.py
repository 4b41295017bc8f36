"""What can happen to a marker. An event has its own id, so that the same act sent twice is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from filiform.errors import InvalidInput
from filiform.needling.values import MOST_NEEDLES, Marker

NOT_IN_SKIN = "your statement that what you take from the count is not in the skin"


class Act(StrEnum):
    """The kinds of event."""

    PLACED = "placed"
    ADJUSTED = "adjusted"
    REMOVED = "removed"
    NOT_OUT = "not_out"
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
class Placed(_Event):
    """The needles of a marker went in."""

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


Event = Placed | Adjusted | Removed | NotOut | Withdrawn


def event_from_json(id: UUID, marker: UUID, act: str, at: datetime, details: object) -> Event:
    """An event from its parts, or `InvalidInput` naming the field that is wrong."""
    if not isinstance(details, Mapping):
        raise InvalidInput("details", "a table of named values", got=details)
    if act not in _READERS:
        raise InvalidInput("act", f"one of {', '.join(Act)}", got=act)
    return _READERS[act](id, marker, at, details)


_Reader = Callable[[UUID, UUID, datetime, Mapping[str, object]], Event]
_READERS: dict[str, _Reader] = {
    Act.PLACED: lambda id, marker, at, said: Placed(id, marker, at, Marker.from_json(said)),
    Act.ADJUSTED: lambda id, marker, at, said: Adjusted(
        id, marker, at, Marker.from_json(said), said.get("not_in_skin") is True
    ),
    Act.REMOVED: lambda id, marker, at, said: Removed(id, marker, at, _needles(said)),
    Act.NOT_OUT: lambda id, marker, at, said: NotOut(id, marker, at, _needles(said)),
    Act.WITHDRAWN: lambda id, marker, at, said: Withdrawn(
        id, marker, at, said.get("not_in_skin") is True
    ),
}


def _needles(said: Mapping[str, object]) -> int:
    needles = said.get("needles")
    if isinstance(needles, bool) or not isinstance(needles, int):
        raise InvalidInput("needles", "a whole number", got=needles)
    return needles
