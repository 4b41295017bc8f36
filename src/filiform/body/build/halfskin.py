"""The left half of the skin as quads, with distances along it and pieces cut out of it.

Shapes are worked out here. The right half is the mirror image, so nothing can leak across the
midline; the inside lining of mouth and eye sockets is no skin and left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from filiform.body.surface import Floats, Ints, Surface
from filiform.errors import BrokenKnowledge

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class HalfSkin:
    """`quads` (m, 4) index `points` (n, 3, metres); `vertex` (n,) is each point's index in the
    surface; `quad` (m,) each quad's index there. Masks are bool (m,)."""

    points: Floats
    quads: Ints
    vertex: Ints
    quad: Ints

    @classmethod
    def of(cls, surface: Surface, skin: Mask) -> HalfSkin:
        """The left half of the quads marked as skin."""
        left = surface.vertices[surface.quads][:, :, 0].mean(axis=1) > 0
        quad = np.flatnonzero(skin & left)
        vertex, quads = np.unique(surface.quads[quad], return_inverse=True)
        points = surface.vertices[vertex]
        return cls(points, cast(Ints, quads.reshape(-1, 4)), vertex, quad)

    @cached_property
    def centres(self) -> Floats:
        return cast(Floats, self.points[self.quads].mean(axis=1))

    @cached_property
    def normals(self) -> Floats:
        """Unit vector out of the body at every quad."""
        a, b, c, d = (self.points[self.quads[:, i]] for i in range(4))
        normals = np.cross(c - a, d - b)
        return cast(Floats, normals / np.linalg.norm(normals, axis=1, keepdims=True))

    @cached_property
    def areas(self) -> Floats:
        """Area of every quad, square metres."""
        return self._surface.quad_areas()

    @cached_property
    def graph(self) -> csr_matrix[Any]:
        return self._surface.graph()

    @property
    def _surface(self) -> Surface:
        return Surface(self.points, self.quads, np.arange(len(self.points)))

    def local(self, vertex: int, where: str = "") -> int:
        """Index here of a vertex of the surface."""
        found = int(np.searchsorted(self.vertex, vertex))
        if found == len(self.vertex) or self.vertex[found] != vertex:
            raise BrokenKnowledge(where, "a point on the skin of the left half", got=vertex)
        return found

    def distances(self, sources: list[int], limit: float = np.inf) -> Floats:
        """Distance along the skin from the nearest source to every quad's middle, metres."""
        reached = dijkstra(self.graph, indices=sources, min_only=True, limit=limit)
        return cast(Floats, reached[self.quads].mean(axis=1))

    def line(self, stations: list[int]) -> list[int]:
        """The points of the shortest line along the skin through all stations, in order."""
        line = stations[:1]
        for start, end in pairwise(stations):
            line += self._shortest(start, end)[1:]
        return line

    def _shortest(self, start: int, end: int) -> list[int]:
        # Along the skin it is rarely twice as far as through the air; searching less is faster.
        straight = float(np.linalg.norm(self.points[start] - self.points[end]))
        before = self._steps_from(start, 2 * straight + 0.02)
        if before[end] < 0:
            before = self._steps_from(start, np.inf)
        path = [end]
        while path[-1] != start:
            path.append(int(before[path[-1]]))
        return path[::-1]

    def _steps_from(self, start: int, limit: float) -> Ints:
        """The point before each point on its shortest way from `start`, negative out of reach."""
        found = dijkstra(
            self.graph, indices=[start], return_predecessors=True, limit=limit, min_only=True
        )
        return found[1].astype(np.int64)

    # --- pieces -------------------------------------------------------------------------------

    @cached_property
    def _sides(self) -> tuple[Ints, Ints, Ints]:
        """Pairs of quads that share a side, and that side as one number."""
        m, n = len(self.quads), len(self.points)
        corners = np.concatenate([self.quads[:, [i, (i + 1) % 4]] for i in range(4)])
        keys = _side_keys(corners, n)
        order = np.argsort(keys, kind="stable")
        same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
        owners = order % m
        return owners[same], owners[same + 1], keys[order][same]

    def borders(self, labels: Ints) -> tuple[Ints, Floats]:
        """Pairs (k, 2) of labels whose quads share sides, each once, and the length in common."""
        first, second, keys = self._sides
        pairs = np.sort(np.stack([labels[first], labels[second]], axis=1), axis=1)
        apart = pairs[:, 0] != pairs[:, 1]
        one, other = np.divmod(keys[apart], len(self.points))
        lengths = np.linalg.norm(self.points[one] - self.points[other], axis=1)
        found, place = np.unique(pairs[apart], axis=0, return_inverse=True)
        shared = np.bincount(place.reshape(-1), weights=lengths)
        return cast(Ints, found), shared.astype(np.float64)

    def pieces(self, mask: Mask, wall: Ints | None = None) -> Ints:
        """Number the connected pieces of `mask` (-1 outside); sides in `wall` part pieces."""
        first, second, keys = self._sides
        joined = mask[first] & mask[second]
        if wall is not None:
            joined &= ~np.isin(keys, wall)
        ones = np.ones(int(joined.sum()), dtype=np.int8)
        graph = csr_matrix((ones, (first[joined], second[joined])), shape=(len(mask),) * 2)
        _, labels = connected_components(graph, directed=False)
        return cast(Ints, np.where(mask, labels, -1))

    def piece_holding(self, mask: Mask, point: int) -> Mask:
        """The piece of `mask` nearest to a point (it should touch it)."""
        if not mask.any():
            return mask
        labels = self.pieces(mask)
        at = np.linalg.norm(self.centres - self.points[point], axis=1)
        return cast(Mask, labels == labels[np.where(mask, at, np.inf).argmin()])

    def enclosed(self, line: list[int]) -> Mask:
        """All but the largest piece when the skin is cut along a line of points."""
        steps = np.array([line[:-1], line[1:]]).T
        steps = steps[steps[:, 0] != steps[:, 1]]
        crossed = self._crossed(steps)
        labels = self.pieces(~crossed, wall=_side_keys(steps, len(self.points)))
        kept = labels >= 0
        sizes = np.bincount(labels[kept], weights=self.areas[kept])
        return cast(Mask, labels != int(sizes.argmax()))

    def _crossed(self, steps: Ints) -> Mask:
        """Quads that a step of the line crosses from corner to opposite corner."""
        n = len(self.points)
        walked = np.unique(_side_keys(steps, n))
        one, other = (_side_keys(self.quads[:, pair], n) for pair in ([0, 2], [1, 3]))
        return np.isin(one, walked) | np.isin(other, walked)


def _side_keys(pairs: Ints, n: int) -> Ints:
    return cast(Ints, pairs.min(axis=1) * n + pairs.max(axis=1))
