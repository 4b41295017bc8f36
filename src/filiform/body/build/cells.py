"""Make the cells: patches of similar area on the left half of the skin, and their mirror images.

Left cells come first, from head to foot; the right-hand cell of left cell i is i + n/2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import dijkstra

from filiform.body.build.faces import Skin, left_skin, mirror_quads, whole_skin
from filiform.body.build.tessellate import middles, tessellate
from filiform.body.surface import (
    Ints,
    landmark_vertex,
    load_landmarks,
    load_surface,
    skin_graph,
)

# Cells on each side.
HALF = 1200
# Lengths of steps between cells are stored in hundredths of a centimetre.
STEP_UNIT_M = 1e-4


@dataclass(frozen=True)
class Tiling:
    """A division of the skin into n cells.

    `cell` (h,) of every face of `whole_skin()`; `middle` (n,) the face in the midst of each cell.
    """

    cell: Ints
    middle: Ints


@cache
def tiling() -> Tiling:
    """Both halves, exact mirror images of each other."""
    left, whole = left_skin(), whole_skin()
    cell = _head_to_foot(left, tessellate(left, HALF))
    of_quad = np.full(len(mirror_quads()), -1)
    of_quad[left.quads] = cell
    of_quad[mirror_quads()[left.quads]] = cell + HALF
    middle = left.quads[middles(left, cell, HALF)]
    both = np.concatenate([middle, mirror_quads()[middle]])
    return Tiling(of_quad[whole.quads], np.searchsorted(whole.quads, both))


def _head_to_foot(skin: Skin, cell: Ints) -> Ints:
    middle = skin.centres[middles(skin, cell, HALF)]
    rank = np.empty(HALF, dtype=np.int64)
    rank[np.lexsort((middle[:, 0], -middle[:, 1]))] = np.arange(HALF)
    return rank[cell]


def build_cells() -> dict[str, npt.NDArray[Any]]:
    """Everything `cells.npz` holds; see `filiform.body.body` for the meaning of each array."""
    skin, tiles = whole_skin(), tiling()
    of_quad = np.full(len(mirror_quads()), -1, dtype=np.int16)
    of_quad[skin.quads] = tiles.cell
    area = np.bincount(tiles.cell, skin.areas)[:HALF] * 1e4
    left = skin.centres[tiles.middle[:HALF]]
    arrays: dict[str, npt.NDArray[Any]] = {
        "cell_of_quad": of_quad,
        "area_cm2": np.tile(area, 2).astype(np.float32),
        "centroid": np.concatenate([left, left * (-1, 1, 1)]).astype(np.float32),
        "side": np.repeat([0, 1], HALF).astype(np.uint8),
        "mirror": np.roll(np.arange(2 * HALF), HALF).astype(np.int16),
        **_listed("neighbour", touching_cells()),
        **_listed("step", _steps()[:HALF]),
        **_landmarks(),
    }
    return arrays


@cache
def touching_cells() -> csr_matrix[Any]:
    """Which cells share a side, (n, n) of ones."""
    row, column = whole_skin().borders()
    a, b = tiling().cell[row], tiling().cell[column]
    pairs = np.unique(np.stack([a, b], axis=1)[a != b], axis=0)
    return csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(2 * HALF,) * 2)


def _steps() -> csr_matrix[Any]:
    """Distance along the skin between the middles of cells up to two cells apart, left rows."""
    near = touching_cells()
    pairs = (near + near @ near).tocsr()
    paths, middle = whole_skin().paths(), tiling().middle
    rows = []
    for cell in range(HALF):
        others = np.setdiff1d(pairs[[cell]].indices, [cell])
        # Two cells on are never further than 20 cm apart along the skin.
        away = dijkstra(paths, indices=middle[[cell]], limit=0.2)[0, middle[others]]
        units = np.rint(away / STEP_UNIT_M)
        rows.append(csr_matrix((units, others, [0, len(others)]), shape=(1, 2 * HALF)))
    left = vstack(rows).tocsr()
    both = vstack([left, left[:, np.roll(np.arange(2 * HALF), HALF)]]).tocsr()
    # Rounding must not make the way there and the way back differ.
    return both.maximum(both.T).tocsr()


def _listed(name: str, rows: csr_matrix[Any]) -> dict[str, npt.NDArray[Any]]:
    """A sparse matrix as arrays: row i holds columns `name`[start[i]:start[i + 1]]."""
    rows.sort_indices()
    listed: dict[str, npt.NDArray[Any]] = {
        f"{name}_start": rows.indptr.astype(np.int32),
        f"{name}": rows.indices.astype(np.int16),
    }
    if name == "step":
        listed["step_length"] = rows.data.astype(np.uint16)
    return listed


def _landmarks() -> dict[str, npt.NDArray[Any]]:
    """The landmark nearest to the middle of each left cell, as a row of landmarks.csv."""
    vertices = [landmark_vertex(name) for name in load_landmarks()]
    away, _, source = dijkstra(
        skin_graph(1), indices=vertices, min_only=True, return_predecessors=True
    )
    row = {vertex: number for number, vertex in reversed(list(enumerate(vertices)))}
    corner = _nearest_vertex()
    return {
        "landmark": np.array([row[int(v)] for v in source[corner]], dtype=np.int16),
        "landmark_cm": (away[corner] * 100).astype(np.float32),
    }


def _nearest_vertex() -> Ints:
    """A vertex of the mesh split once at the middle of each left cell."""
    skin = whole_skin()
    quads = skin.quads[tiling().middle[:HALF]]
    corners = load_surface("neutral", 2).quads[quads]
    # The first corner of a part of a split face is a corner of the face before.
    return corners[:, 0]
