"""Say where a point lies as a therapist would: from landmark to landmark, so far along, so far off.

A placement is a small table: ``{between = ["acromion_tip", "c7_spinous", 0.5]}`` is half way along
the skin, ``{at = "mastoid_tip", toward = "clavicle_medial", cm = 3.0}`` so many centimetres along
it, and both may add ``offset = {down_cm = 2.0}``. Points are defined on the left side (or the
midline); the right-hand point is the mirror image, exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from filiform.body.surface import (
    distances_from,
    landmark_vertex,
    load_landmarks,
    load_surface,
    path_between,
)
from filiform.body.values import Side
from filiform.errors import InvalidInput

# One split: vertices about 0.5-1.5 cm apart on the trunk, finer elsewhere.
SPLITS = 1
_DIRECTIONS = {
    "up_cm": (0.0, 1.0, 0.0),
    "down_cm": (0.0, -1.0, 0.0),
    "front_cm": (0.0, 0.0, 1.0),
    "back_cm": (0.0, 0.0, -1.0),
    "lateral_cm": (1.0, 0.0, 0.0),
    "medial_cm": (-1.0, 0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Placement:
    """A point on the skin: at a landmark, or `fraction` of the way along the skin between two (or
    `cm` along it), then moved by `offset` (centimetres along body axes, kept on the skin)."""

    start: str
    end: str | None = None
    fraction: float = 0.0
    offset: tuple[tuple[str, float], ...] = field(default=())
    cm: float | None = None

    @classmethod
    def parse(cls, table: Mapping[str, object], where: str) -> Placement:
        """Read ``at`` (with ``toward`` and ``cm``) or ``between``, and an optional ``offset``."""
        unknown = set(table) - {"at", "toward", "cm", "between", "offset"}
        if unknown:
            raise InvalidInput(where, "keys at, toward, cm, between, offset", got=sorted(unknown))
        start, end, fraction, cm = _anchor(table, where)
        for landmark in filter(None, (start, end)):
            if landmark not in load_landmarks():
                raise InvalidInput(where, "landmark ids of landmarks.csv", got=landmark)
        return cls(start, end, fraction, _offset(table.get("offset", {}), f"{where}.offset"), cm)

    def vertex(self, splits: int = SPLITS) -> int:
        """The nearest vertex of the neutral shape, split so often; left or midline."""
        return _resolve(self, splits)

    def position(self, splits: int = SPLITS) -> tuple[float, float, float]:
        """The point in metres, left or midline."""
        x, y, z = load_surface("neutral", splits).vertices[self.vertex(splits)]
        return float(x), float(y), float(z)


def _anchor(table: Mapping[str, object], where: str) -> tuple[str, str | None, float, float | None]:
    match {key: value for key, value in table.items() if key != "offset"}:
        case {"at": str(start), **rest} if not rest:
            return start, None, 0.0, None
        case {"at": str(start), "toward": str(end), "cm": (int() | float()) as cm, **rest} if (
            not rest and 0 < cm <= 60
        ):
            return start, end, 0.0, float(cm)
        case {"between": [str(start), str(end), (int() | float()) as fraction], **rest} if (
            not rest and 0 <= fraction <= 1
        ):
            return start, end, float(fraction), None
    expected = "at = landmark (and toward = landmark, cm), or between = [landmark, landmark, 0..1]"
    raise InvalidInput(where, expected, got=dict(table))


def _offset(table: object, where: str) -> tuple[tuple[str, float], ...]:
    if not isinstance(table, Mapping):
        raise InvalidInput(where, "a table of centimetres", got=table)
    for key, value in table.items():
        if key not in _DIRECTIONS or not isinstance(value, int | float) or not 0 < value <= 30:
            expected = f"{', '.join(_DIRECTIONS)} with 0 < cm <= 30"
            raise InvalidInput(f"{where}.{key}", expected, got=value)
    return tuple((key, float(value)) for key, value in table.items())


@cache
def _resolve(placement: Placement, splits: int) -> int:
    vertex = landmark_vertex(placement.start)
    if placement.end is not None:
        vertex = _along(vertex, landmark_vertex(placement.end), placement, splits)
    if placement.offset:
        vertex = _moved(vertex, placement.offset, splits)
    return vertex


def _along(start: int, end: int, placement: Placement, splits: int) -> int:
    points = load_surface("neutral", splits).vertices
    path = path_between(start, end, splits=splits)
    steps = np.linalg.norm(np.diff(points[path], axis=0), axis=1)
    travelled = np.concatenate([[0.0], np.cumsum(steps)])
    cm = placement.cm
    goal = placement.fraction * travelled[-1] if cm is None else cm / 100
    if goal > travelled[-1]:
        expected = f"at most {100 * travelled[-1]:.1f} cm from {placement.start} to {placement.end}"
        raise InvalidInput("cm", expected, got=cm)
    return path[int(np.abs(travelled - goal).argmin())]


def _moved(vertex: int, offset: tuple[tuple[str, float], ...], splits: int) -> int:
    """Nearest skin point to the shifted position, within reach so that it cannot jump limbs."""
    points = load_surface("neutral", splits).vertices
    shift = sum(
        (np.asarray(_DIRECTIONS[key]) * value / 100 for key, value in offset), start=np.zeros(3)
    )
    # The body is symmetric and placements live on the left or the midline: +x is lateral.
    target = points[vertex] + shift
    reach = 2 * float(np.linalg.norm(shift)) + 0.02
    near = np.flatnonzero(np.isfinite(distances_from([vertex], splits=splits, limit=reach)))
    return int(near[np.linalg.norm(points[near] - target, axis=1).argmin()])


def placed(placement: Placement, side: Side) -> int:
    """Vertex of a placement on the given side (midline points stay where they are)."""
    vertex = placement.vertex()
    if side is Side.RIGHT:
        return int(load_surface("neutral", SPLITS).mirror[vertex])
    return vertex
