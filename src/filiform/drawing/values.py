"""What a pain drawing is made of: strokes, painted cells and areas named from a list.

Values check themselves at birth; what only the body can tell (does this view, this area exist?)
is checked where strokes and body meet, in `Drawing`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard

from filiform.body.values import Side
from filiform.errors import InvalidInput

# A drawing by hand has some 50 strokes of 40 points. The limits keep the worst one payable.
MAX_STROKES = 500
MAX_POINTS_PER_STROKE = 2_000
MAX_POINTS = 20_000
MAX_RADIUS = 0.25
MAX_WORK = 250_000_000
"""Most pixels that painting may touch; a hand's drawing touches some ten million."""
PAINTED_FROM = 0.5
"""A cell counts as painted from this coverage on."""


_HUGE = 10**15


class Quality(StrEnum):
    """What the pain feels like. The labels are the patient's words."""

    ACHE = "ache"
    SHARP = "sharp"
    BURNING = "burning"
    TINGLING = "tingling"
    STIFF = "stiff"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Quality.ACHE: "ache",
    Quality.SHARP: "sharp",
    Quality.BURNING: "burning",
    Quality.TINGLING: "tingling or numb",
    Quality.STIFF: "tight or stiff",
}

Intensity = float | None
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One movement of brush or eraser on one view.

    `points` are shares of the view's width and height (0..1; a finger may run a little off the
    picture), `radius` is a share of the view's width, `intensity` 0-10 or not yet said. An
    eraser (`erase`) needs no quality.
    """

    id: str
    view: str
    points: tuple[Point, ...]
    radius: float
    quality: Quality | None = None
    intensity: Intensity = None
    erase: bool = False

    def __post_init__(self) -> None:
        # Printable: PostgreSQL keeps no NUL and no half of a surrogate pair.
        if not (0 < len(self.id) <= 64 and self.id.isprintable()):
            raise InvalidInput("id", "a text of 1-64 printable characters", got=self.id)
        if not 1 <= len(self.points) <= MAX_POINTS_PER_STROKE:
            expected = f"1-{MAX_POINTS_PER_STROKE} points"
            raise InvalidInput("points", expected, got=len(self.points))
        for index, point in enumerate(self.points):
            _check_point(f"points[{index}]", point)
        if not (is_number(self.radius) and 0 < self.radius <= MAX_RADIUS):
            expected = f"a share of the view's width, over 0 to {MAX_RADIUS}"
            raise InvalidInput("radius", expected, got=self.radius)
        check_intensity("intensity", self.intensity)


@dataclass(frozen=True, slots=True)
class CellPaint:
    """How much of a cell is painted (`coverage` 0..1 of its skin) and how it hurts there."""

    cell: int
    coverage: float
    intensity: Intensity = None
    quality: Quality | None = None

    def __post_init__(self) -> None:
        if type(self.cell) is not int or self.cell < 0:
            raise InvalidInput("cell", "a cell id, 0 or more", got=self.cell)
        if not (is_number(self.coverage) and 0 <= self.coverage <= 1):
            raise InvalidInput("coverage", "a share, 0 to 1", got=self.coverage)
        check_intensity("intensity", self.intensity)

    @property
    def painted(self) -> bool:
        return self.coverage >= PAINTED_FROM


@dataclass(frozen=True, slots=True)
class ListedArea:
    """An area chosen by name instead of paint."""

    area: str
    side: Side
    intensity: Intensity = None
    quality: Quality | None = None

    def __post_init__(self) -> None:
        check_intensity("intensity", self.intensity)


def is_number(value: object) -> TypeGuard[float]:
    """True for a finite number; NaN, infinity, text and booleans are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    # A whole number beyond the range of float cannot even be asked whether it is finite.
    return abs(value) < _HUGE if isinstance(value, int) else math.isfinite(value)


def check_intensity(field: str, value: object) -> None:
    """Refuse an intensity that is neither unsaid (None) nor 0 to 10."""
    if value is not None and not (is_number(value) and 0 <= value <= 10):
        raise InvalidInput(field, "0 to 10, or nothing", got=value)


def _check_point(field: str, point: object) -> None:
    if not (isinstance(point, tuple) and len(point) == 2 and all(map(is_number, point))):
        raise InvalidInput(field, "two finite numbers", got=point)
    # A drag may leave the picture; a point a whole picture away is a fault.
    if not all(-1 <= share <= 2 for share in point):
        raise InvalidInput(field, "shares of the picture, -1 to 2", got=point)
