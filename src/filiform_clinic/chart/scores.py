"""Pain over time as a small picture: points at their dates, joined, with words for each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

WIDTH, HEIGHT, EDGE = 640, 180, 28
WORST = 10


class Scored(Protocol):
    """A visit with a pain score 0-10."""

    @property
    def pain(self) -> int | None: ...
    @property
    def starts_at(self) -> datetime.datetime: ...


@dataclass(frozen=True, slots=True)
class Point:
    """A score in the picture: `x`, `y` in its pixels."""

    x: float
    y: float
    pain: int
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in the order of time, and the height of the lines for 0, 5 and 10."""

    points: tuple[Point, ...]
    grid: tuple[tuple[int, float], ...]

    @property
    def line(self) -> str:
        """The points as SVG wants them."""
        return " ".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)


def curve(scores: Sequence[Scored]) -> Curve | None:
    """None for fewer than two scores: one point shows no course."""
    if len(scores) < 2:
        return None
    first, last = scores[0].starts_at, scores[-1].starts_at
    span = (last - first) / (WIDTH - 2 * EDGE) or datetime.timedelta(seconds=1)
    points = tuple(
        Point(
            EDGE + (one.starts_at - first) / span, _y(one.pain or 0), one.pain or 0, one.starts_at
        )
        for one in scores
    )
    return Curve(points, tuple((pain, _y(pain)) for pain in (0, 5, WORST)))


def _y(pain: int) -> float:
    return HEIGHT - EDGE - pain * (HEIGHT - 2 * EDGE) / WORST
