"""Short ways to make markers and events for tests of needling."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from filiform.body.values import Side
from filiform.needling import (
    Adjusted,
    Answered,
    Marker,
    Mode,
    NeedleSettings,
    NotOut,
    Placed,
    Position,
    Removed,
    Target,
    Withdrawn,
)

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
A, B = UUID(int=1), UUID(int=2)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def settings(needles: int = 1, mode: Mode = Mode.LEFT_IN) -> NeedleSettings:
    return NeedleSettings(needles, 0.30, 50, mode)


def marker(needles: int = 1, mode: Mode = Mode.LEFT_IN, muscle: str = "infraspinatus") -> Marker:
    return Marker(
        Target(muscle, Side.RIGHT), settings(needles, mode), Position("back", 0.6, 0.25, 1200)
    )


def placed(id: int, of: UUID = A, value: Marker | None = None, minutes: float = 0) -> Placed:
    return Placed(UUID(int=100 + id), of, at(minutes), value or marker())


def adjusted(
    id: int, value: Marker, of: UUID = A, minutes: float = 1, *, stated: bool = False
) -> Adjusted:
    return Adjusted(UUID(int=100 + id), of, at(minutes), value, stated)


def removed(id: int, needles: int = 1, of: UUID = A, minutes: float = 10) -> Removed:
    return Removed(UUID(int=100 + id), of, at(minutes), needles)


def not_out(id: int, needles: int = 1, of: UUID = A, minutes: float = 11) -> NotOut:
    return NotOut(UUID(int=100 + id), of, at(minutes), needles)


def withdrawn(id: int, of: UUID = A, minutes: float = 12) -> Withdrawn:
    return Withdrawn(UUID(int=100 + id), of, at(minutes), not_in_skin=True)


def answered(id: int, said: dict[str, object], of: UUID = A, minutes: float = 10) -> Answered:
    return Answered(UUID(int=100 + id), of, at(minutes), said)
