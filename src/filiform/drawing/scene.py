"""What a picture of the body can show beside the pain: zones, candidates, findings, needles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from filiform.drawing.drawing import Drawing

Level = Literal["likely", "possible", "less_likely"]
Palpation = Literal["familiar_pain", "tender", "nothing"]


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a trigger point is expected to hurt, as cells."""

    essential: frozenset[int]
    spillover: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Cells of a point to examine, and how likely it is in words."""

    cells: frozenset[int]
    level: Level


@dataclass(frozen=True, slots=True)
class FindingMark:
    """What palpation found at a cell."""

    cell: int
    result: Palpation


@dataclass(frozen=True, slots=True)
class NeedleMark:
    """A needle at a cell; `count` needles, all taken out when `removed`."""

    cell: int
    removed: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Layers of a picture; `before` is an earlier drawing, shown as an outline to compare."""

    drawing: Drawing | None = None
    before: Drawing | None = None
    zones: tuple[Zone, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    findings: tuple[FindingMark, ...] = ()
    needles: tuple[NeedleMark, ...] = ()

    @property
    def marks(self) -> tuple[FindingMark | NeedleMark, ...]:
        return (*self.findings, *self.needles)

    @property
    def painted(self) -> frozenset[int]:
        return self.drawing.cells if self.drawing else frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """An outline: cells, width and dashes in pixels of a picture 800 high."""

    cells: frozenset[int]
    width: float
    dash: tuple[float, ...] = ()


def lines(scene: Scene) -> Iterator[Line]:
    """Outlines from the bottom up, as the browser draws them."""
    if scene.before is not None:
        yield Line(scene.before.cells, 2, (2, 4))
    for candidate in scene.candidates:
        yield Line(candidate.cells, 2 if candidate.level == "likely" else 1.5)
    for zone in scene.zones:
        yield from _zone_lines(zone, scene.painted)


def _zone_lines(zone: Zone, painted: frozenset[int]) -> Iterator[Line]:
    """Painted as expected: a firm outline; expected and bare: a dashed one."""
    if zone.spillover:
        yield Line(zone.spillover, 1.25, (1, 4))
    if missing := zone.essential - painted:
        yield Line(missing, 2, (7, 5))
    if met := zone.essential & painted:
        yield Line(met, 2.25)
