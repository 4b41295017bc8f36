"""The skin as a mesh: points, landmarks and distances along the skin.

Lengths are metres. Axes: +x the person's left, +y up, +z front; the soles are at y = 0.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import numpy.typing as npt

from filiform.body.values import Landmark, Side
from filiform.errors import InvalidInput

# SciPy takes half a second to import and only the build needs these graphs, so it waits until then.
if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Shape = Literal["neutral", "female", "male"]

DATA = files("filiform.body") / "data"


@dataclass(frozen=True)
class Surface:
    """A quad mesh of the skin. Splitting keeps the base vertices' indices, so landmarks stay valid.

    `vertices` is (n, 3) float64, `quads` (m, 4) and `mirror` (n,) int64: the vertex at the
    left-right mirror image.
    """

    vertices: Floats
    quads: Ints
    mirror: Ints

    def split(self) -> Surface:
        """Cut every quad into four, through the midpoints of its sides and its centre."""
        vertices, quads = self.vertices, self.quads
        n, m = len(vertices), len(quads)
        sides = np.sort(np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)]), axis=1)
        edges, inverse = np.unique(sides, axis=0, return_inverse=True)
        inverse = inverse.reshape(-1)
        mids = [n + inverse[i * m : (i + 1) * m] for i in range(4)]
        centres = n + len(edges) + np.arange(m)
        new_vertices = np.concatenate([vertices, vertices[edges].mean(1), vertices[quads].mean(1)])
        new_quads = np.concatenate(
            [np.stack([quads[:, i], mids[i], centres, mids[i - 1]], axis=1) for i in range(4)]
        )
        mirror = np.concatenate(
            [
                self.mirror,
                n + row_index(edges, np.sort(self.mirror[edges], axis=1)),
                n + len(edges) + row_index(_sorted(quads), _sorted(self.mirror[quads])),
            ]
        )
        return Surface(new_vertices, new_quads, mirror)

    def graph(self) -> csr_matrix[Any]:
        """Skin graph for Dijkstra: sides and both diagonals of every quad, weights in metres.

        Sides alone would overestimate distances by 14 % in the median.
        """
        from scipy.sparse import csr_matrix

        quads, vertices = self.quads, self.vertices
        edges = np.concatenate(
            [quads[:, [i, (i + 1) % 4]] for i in range(4)] + [quads[:, [0, 2]], quads[:, [1, 3]]]
        )
        edges = np.unique(np.sort(edges, axis=1), axis=0)
        lengths = np.linalg.norm(vertices[edges[:, 0]] - vertices[edges[:, 1]], axis=1)
        weights = np.maximum(lengths, 1e-7)
        rows = np.concatenate([edges[:, 0], edges[:, 1]])
        columns = np.concatenate([edges[:, 1], edges[:, 0]])
        return csr_matrix(
            (np.concatenate([weights, weights]), (rows, columns)), shape=(len(vertices),) * 2
        )

    def quad_areas(self) -> Floats:
        """Area of every quad in square metres."""
        a, b, c, d = (self.vertices[self.quads[:, i]] for i in range(4))
        halves = np.linalg.norm(np.cross(b - a, c - a), axis=1) + np.linalg.norm(
            np.cross(c - a, d - a), axis=1
        )
        return cast(Floats, halves / 2)


def _sorted(rows: Ints) -> Ints:
    return np.sort(rows, axis=1)


def row_index(table: Ints, wanted: Ints) -> Ints:
    """Index in `table` of each row of `wanted`; both hold each row once."""
    order = np.lexsort(table.T[::-1])
    position = np.empty(len(wanted), dtype=np.int64)
    position[np.lexsort(wanted.T[::-1])] = order
    return position


@cache
def load_surface(shape: Shape = "neutral", splits: int = 0) -> Surface:
    """The surface, split `splits` times (0: vertices 1-3 cm apart on the trunk, 2: < 1 cm)."""
    if splits:
        return load_surface(shape, splits - 1).split()
    with (DATA / "mesh.npz").open("rb") as file, np.load(file) as arrays:
        return Surface(
            arrays[f"vertices_{shape}"].astype(np.float64),
            arrays["quads"].astype(np.int64),
            arrays["mirror"].astype(np.int64),
        )


@cache
def load_landmarks() -> dict[str, Landmark]:
    """All named landmarks by id."""
    with (DATA / "landmarks.csv").open(encoding="utf-8") as file:
        return {
            row["id"]: Landmark(
                row["id"],
                row["name"],
                "left" if row["side"] == "left" else "midline",
                int(row["vertex"]),
                row["note"],
            )
            for row in csv.DictReader(file)
        }


def landmark_vertex(landmark: str, side: Side = Side.LEFT) -> int:
    """Vertex of a landmark on the given side of the person."""
    try:
        found = load_landmarks()[landmark]
    except KeyError:
        raise InvalidInput("landmark", "a landmark id of landmarks.csv", got=landmark) from None
    return int(load_surface().mirror[found.vertex]) if side is Side.RIGHT else found.vertex


@cache
def skin_graph(splits: int = 1) -> csr_matrix[Any]:
    """The neutral shape's skin graph (cached, built in under a second)."""
    return load_surface("neutral", splits).graph()


def distances_from(
    vertices: list[int], *, splits: int = 1, limit: float = np.inf, among: Ints | None = None
) -> Floats:
    """Distance along the skin from the nearest of `vertices` to every vertex, metres."""
    from scipy.sparse.csgraph import dijkstra

    reached = dijkstra(skin_graph(splits), indices=vertices, min_only=True, limit=limit)
    return reached if among is None else reached[among]


def path_between(start: int, end: int, *, splits: int = 1) -> list[int]:
    """Vertices of the shortest path along the skin from `start` to `end`."""
    from scipy.sparse.csgraph import dijkstra

    _, before = dijkstra(skin_graph(splits), indices=np.array(start), return_predecessors=True)
    path = [end]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    return path[::-1]
