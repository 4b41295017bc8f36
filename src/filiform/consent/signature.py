"""A signature: the signer's name, and the strokes when it was drawn."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from filiform.errors import InvalidInput

# A signature has some hundred points; bounds keep a broken pen or a forged form small.
MOST_POINTS = 5_000
MOST_STROKES = 100
LONGEST_NAME = 200
# What all strokes together must span at least, as a share of the field: a dot is no signature.
SHORTEST = 0.1

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Signature:
    """`name` as typed. `strokes` in shares of the field (0 to 1), empty for a typed signature."""

    name: str
    strokes: tuple[tuple[Point, ...], ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            raise InvalidInput("name", f"your name, up to {LONGEST_NAME} characters")
        if self.strokes and _length(self.strokes) < SHORTEST:
            raise InvalidInput("strokes", "a signature, not a dot: please sign again")

    @property
    def drawn(self) -> bool:
        return bool(self.strokes)

    @property
    def paths(self) -> tuple[str, ...]:
        """Each stroke as an SVG path in a field of 1000 by 300."""
        return tuple(_path(stroke) for stroke in self.strokes)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "strokes": [[list(point) for point in stroke] for stroke in self.strokes],
        }

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Signature:
        return cls(str(held.get("name", "")), _strokes(held.get("strokes", [])))


def read_signature(name: str, strokes: str) -> Signature:
    """The signature from a form: a name, and strokes as JSON ("" when it was typed).

    `InvalidInput` naming `name` or `strokes` for what is no signature.
    """
    try:
        held = json.loads(strokes) if strokes.strip() else []
    except (ValueError, RecursionError):
        raise InvalidInput("strokes", "a list of strokes") from None
    return Signature(name.strip(), _strokes(held))


def _strokes(held: object) -> tuple[tuple[Point, ...], ...]:
    if not isinstance(held, list) or len(held) > MOST_STROKES:
        raise InvalidInput("strokes", f"a list of up to {MOST_STROKES} strokes")
    if not all(isinstance(stroke, list) for stroke in held):
        raise InvalidInput("strokes", "each stroke as a list of points")
    if sum(len(stroke) for stroke in held) > MOST_POINTS:
        raise InvalidInput("strokes", f"up to {MOST_POINTS} points: please sign again")
    return tuple(tuple(_point(point) for point in stroke) for stroke in held if stroke)


def _point(held: object) -> Point:
    if not isinstance(held, list) or len(held) != 2:
        raise InvalidInput("strokes", "points of two numbers")
    return (_share(held[0]), _share(held[1]))


def _share(value: object) -> float:
    """A number from 0 to 1; not a number is none, and every comparison with it is false."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InvalidInput("strokes", "points of two numbers from 0 to 1")
    return round(float(value), 4)


def _length(strokes: tuple[tuple[Point, ...], ...]) -> float:
    return sum(math.dist(a, b) for stroke in strokes for a, b in pairwise(stroke))


def _path(stroke: tuple[Point, ...]) -> str:
    points = " L".join(f"{x * 1000:.0f} {y * 300:.0f}" for x, y in stroke)
    return f"M{points}"
