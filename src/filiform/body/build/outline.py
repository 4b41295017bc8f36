"""Turn a shape into the quads of the left half of the skin that it covers."""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import numpy as np

from filiform.body.build.halfskin import HalfSkin, Mask
from filiform.body.build.shapes import (
    FILE,
    AnyOf,
    Clause,
    Cut,
    Facing,
    Line,
    Named,
    Near,
    Nearest,
    Node,
    Past,
    Polygon,
    Sector,
    Shape,
    Shapes,
)
from filiform.body.placement import Placement
from filiform.body.surface import Floats
from filiform.errors import BrokenKnowledge


class Outliner:
    """Works out shapes on one half skin; what is named in several shapes is worked out once."""

    def __init__(self, skin: HalfSkin, shapes: Shapes) -> None:
        self.skin = skin
        self.shapes = shapes
        self._named: dict[str, Mask] = {}
        self._lines: dict[Line, list[int]] = {}
        self._limbs: dict[str, tuple[Floats, Floats]] = {}
        self._open: list[str] = []

    def named(self, name: str) -> Mask:
        """The quads of a region or area."""
        if name in self._open:
            raise BrokenKnowledge(name, "no circle of names", got=[*self._open, name], where=FILE)
        if name not in self._named:
            self._open.append(name)
            self._named[name] = self.outline(self.shapes.named(name))
            self._open.pop()
        return self._named[name]

    def outline(self, shape: Shape) -> Mask:
        """The quads of a shape."""
        mask = np.ones(len(self.skin.quads), dtype=np.bool_)
        for clause in shape.clauses:
            mask &= self._clause(clause)
        for clause in shape.exceptions:
            mask &= ~self._clause(clause)
        if shape.holding is not None:
            mask = self.skin.piece_holding(mask, self._at(shape.holding))
        return mask

    def _clause(self, clause: Clause) -> Mask:
        match clause:
            case Near():
                return self._near(clause)
            case Polygon(points):
                return self._enclosed(points)
            case Cut():
                return self._cut(clause)
            case Facing(direction, degrees):
                facing = self.skin.normals @ np.array(direction) > np.cos(np.radians(degrees))
                return cast(Mask, facing)
            case Past():
                return self._past(clause)
            case Sector():
                return self._sector(clause)
            case Nearest(own, others):
                return self._reach(own) < self._reach(others)
            case Named(names):
                return _union([self.named(name) for name in names])
            case AnyOf(shapes):
                return _union([self.outline(shape) for shape in shapes])

    def _cut(self, cut: Cut) -> Mask:
        beyond = cut.sign * (self.skin.centres[:, cut.axis] - self._xyz(cut.point)[cut.axis]) > 0
        return cast(Mask, beyond)

    def _near(self, near: Near) -> Mask:
        sources = self._line(near.points) if near.joined else [self._at(p) for p in near.points]
        # Points of the mesh lie up to 1 cm apart: reach a little further, then compare.
        reached = self.skin.distances(sources, limit=near.high / 100 + 0.02)
        return (reached >= near.low / 100) & (reached <= near.high / 100)

    def _enclosed(self, points: Line) -> Mask:
        # A line from midline to midline cuts the half body by itself.
        midline = all(abs(self._xyz(end)[0]) < 1e-6 for end in (points[0], points[-1]))
        return self.skin.enclosed(self._line(points if midline else (*points, points[0])))

    def _past(self, past: Past) -> Mask:
        start, end = self._xyz(past.start), self._xyz(past.end)
        way = end - start
        travelled = (self.skin.centres - start) @ way / (way @ way)
        return travelled > past.fraction

    def _reach(self, lines: tuple[Line, ...]) -> Floats:
        return self.skin.distances([vertex for line in lines for vertex in self._line(line)])

    def _line(self, points: Line) -> list[int]:
        if points not in self._lines:
            self._lines[points] = self.skin.line([self._at(point) for point in points])
        return self._lines[points]

    def _at(self, point: Placement) -> int:
        return self.skin.local(point.vertex(), where=point.start)

    def _xyz(self, point: Placement) -> Floats:
        return np.array(point.position())

    # --- limbs --------------------------------------------------------------------------------

    def _sector(self, sector: Sector) -> Mask:
        if sector.limb not in self._limbs:
            self._limbs[sector.limb] = self._unroll(self.shapes.limbs[sector.limb])
        along, angle = self._limbs[sector.limb]
        mask = (along >= sector.along[0]) & (along < sector.along[1])
        if sector.around is not None:
            low, high = sector.around
            mask &= (angle - low) % 360 < high - low
        return mask

    def _unroll(self, nodes: tuple[Node, ...]) -> tuple[Floats, Floats]:
        """How far along the limb (in nodes) and at which angle every quad lies.

        0 degrees is the front, 90 lateral (the thumb's side on a forearm), 180 the back.
        """
        centres = np.array([np.mean([self._xyz(p) for p in node.centre], axis=0) for node in nodes])
        fronts = np.array([self._xyz(node.front) for node in nodes]) - centres
        along = self._progress(centres)
        step = np.clip(along, 0, len(nodes) - 1)
        low = np.minimum(step.astype(int), len(nodes) - 2)
        part = (step - low)[:, None]
        front = fronts[low] * (1 - part) + fronts[low + 1] * part
        axis = centres[low + 1] - centres[low]
        offset = self.skin.centres - (centres[low] + (along - low)[:, None] * axis)
        return along, _angle(offset, front, axis)

    def _progress(self, centres: Floats) -> Floats:
        """Projection on the nearest segment of the centre line; the end segments go on."""
        last = len(centres) - 2
        best, result = np.full(len(self.skin.quads), np.inf), np.zeros(len(self.skin.quads))
        for i, (start, end) in enumerate(pairwise(centres)):
            way = end - start
            part = (self.skin.centres - start) @ way / (way @ way)
            part = np.clip(part, -np.inf if i == 0 else 0, np.inf if i == last else 1)
            away = np.linalg.norm(self.skin.centres - start - part[:, None] * way, axis=1)
            nearer = away < best
            best[nearer], result[nearer] = away[nearer], i + part[nearer]
        return result


def _union(masks: list[Mask]) -> Mask:
    return cast(Mask, np.any(masks, axis=0))


def _angle(offset: Floats, front: Floats, axis: Floats) -> Floats:
    """Angle of `offset` around `axis`, degrees from `front` towards lateral (left half)."""
    axis = axis / np.linalg.norm(axis, axis=1, keepdims=True)
    front = front - (front * axis).sum(axis=1, keepdims=True) * axis
    front = front / np.linalg.norm(front, axis=1, keepdims=True)
    lateral = np.cross(front, axis)
    return cast(
        Floats,
        np.degrees(np.arctan2((offset * lateral).sum(axis=1), (offset * front).sum(axis=1))),
    )
