"""What the body is made of: sides, landmarks, cells and areas, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Side(StrEnum):
    """A side of the person, never of the picture."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDLINE = "midline"

    @property
    def mirrored(self) -> Side:
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, self)


class SideRule(StrEnum):
    """Which sides an area accepts."""

    PAIRED = "paired"
    CROSSES_MIDLINE = "crosses_midline"
    RIGHT_ONLY = "right_only"

    @property
    def accepts(self) -> frozenset[Side]:
        return _ACCEPTED[self]


_ACCEPTED = {
    SideRule.PAIRED: frozenset({Side.LEFT, Side.RIGHT, Side.BOTH}),
    SideRule.CROSSES_MIDLINE: frozenset(Side),
    SideRule.RIGHT_ONLY: frozenset({Side.RIGHT}),
}


@dataclass(frozen=True, slots=True)
class Landmark:
    """A palpable or visible point. `vertex` is its left or midline vertex of the base mesh."""

    id: str
    name: str
    side: Literal["left", "midline"]
    vertex: int
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A small patch of skin, the unit of every drawing and zone.

    `area_cm2` is surface in square centimetres, `centroid` a point on the skin in metres
    (+x the person's left, +y up, +z front), `neighbours` and `mirror` are cell ids.
    """

    id: int
    side: Side
    area_cm2: float
    centroid: tuple[float, float, float]
    mirror: int
    neighbours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """An anatomical area that clinicians name; a list-only area has no cells.

    `name` is the clinicians' short name, `lay` the patients' words for it, `lay_name` the first.
    """

    id: str
    name: str
    lay_name: str
    definition: str
    side_rule: SideRule
    surface: bool
    sensitive: bool
    main_view: str
    cells: frozenset[int]
    lay: tuple[str, ...] = ()
