"""Divide skin into cells: a centroidal Voronoi tessellation along the skin.

Everything is deterministic: seeds start from farthest points, ties go to the lower index. Lengths
are in wanted cell widths, so that one rule serves the finger tip and the back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from filiform.body.build.faces import Skin, norms
from filiform.body.surface import Bools, Floats, Ints

ROUNDS = 60
# A cell too large by a tenth starts this much later in the next round (cell widths).
PUSH = 0.1
LATEST = 0.3


@dataclass(frozen=True)
class Seeds:
    """`faces` (n,) where cells start to grow, `starts` (n,) how late each does."""

    faces: Ints
    starts: Floats


def tessellate(skin: Skin, count: int) -> Ints:
    """Cell 0..count-1 of every face of the skin: (h,) int64, every cell one piece."""
    paths = skin.paths(in_widths=True)
    seeds = Seeds(farthest_points(paths, count), np.zeros(count))
    for _ in range(ROUNDS):
        cells = grown(paths, seeds)
        seeds = Seeds(middles(skin, cells, count), _evened(skin, cells, seeds.starts))
    return joined(skin, rounded(skin, grown(paths, seeds), seeds))


def farthest_points(paths: csr_matrix[Any], count: int) -> Ints:
    """Seeds, each as far as can be from those before it."""
    seeds = [0]
    reach = dijkstra(paths, indices=[0])[0]
    while len(seeds) < count:
        seeds.append(int(reach.argmax()))
        reach = np.minimum(reach, _near(paths, seeds[-1], float(reach.max())))
    return np.array(seeds)


def _near(paths: csr_matrix[Any], face: int, limit: float) -> Floats:
    away: Floats = dijkstra(paths, indices=[face], limit=limit)[0]
    return away


def grown(paths: csr_matrix[Any], seeds: Seeds) -> Ints:
    """The seed that reaches each face first: shortest paths from one source joined to all seeds."""
    faces = paths.shape[0]
    order = np.argsort(seeds.faces)
    wait = (seeds.starts - seeds.starts.min() + 1e-9)[order]
    graph = csr_matrix(
        (
            np.concatenate([paths.data, wait]),
            np.concatenate([paths.indices, seeds.faces[order]]),
            np.append(paths.indptr, paths.indptr[-1] + len(wait)),
        ),
        shape=(faces + 1, faces + 1),
    )
    _, before = dijkstra(graph, indices=[faces], return_predecessors=True)
    number = np.full(faces, -1)
    number[seeds.faces] = np.arange(len(wait))
    return number[_roots(before[0, :faces].astype(np.int64))]


def _roots(before: Ints) -> Ints:
    """Follow every path back to the face it started from."""
    started = before == len(before)
    before[started] = np.flatnonzero(started)
    while not np.array_equal(further := before[before], before):
        before = further
    return before


def middles(skin: Skin, cells: Ints, count: int) -> Ints:
    """The face of each cell nearest to the cell's middle, small wanted cells weighing more."""
    middle = weighted_means(skin.centres, skin.areas / skin.widths**2, cells, count)
    away = norms(skin.centres - middle[cells])
    order = np.lexsort((away, cells))
    return order[np.searchsorted(cells[order], np.arange(count))]


def weighted_means(points: Floats, weight: Floats, cells: Ints, count: int) -> Floats:
    """Weighted mean of the points of every cell: (count, 3)."""
    total = np.bincount(cells, weight, count)
    sums = [np.bincount(cells, points[:, i] * weight, count) for i in range(3)]
    means: Floats = np.stack(sums, axis=1) / total[:, None]
    return means


def _evened(skin: Skin, cells: Ints, starts: Floats) -> Floats:
    size = np.bincount(cells, skin.areas / skin.widths**2, len(starts))
    starts = starts + PUSH * (np.sqrt(size / size.mean()) - 1)
    return np.minimum(np.maximum(starts, -LATEST), LATEST)


def rounded(skin: Skin, cells: Ints, seeds: Seeds) -> Ints:
    """Straighten boundaries: each face chooses anew among the cells that it and its neighbours
    are in, by straight distance. Distances over a grid favour eight directions, this does not."""
    step = skin.touching.tocoo()
    face = np.concatenate([np.arange(len(cells)), step.row])
    for _ in range(4):
        choice = np.concatenate([cells, cells[step.col]])
        seed = seeds.faces[choice]
        away = norms(skin.centres[face] - skin.centres[seed]) / skin.widths[seed]
        order = np.lexsort((choice, away + seeds.starts[choice], face))
        cells = choice[order][np.searchsorted(face[order], np.arange(len(cells)))]
    return cells


def joined(skin: Skin, cells: Ints) -> Ints:
    """Hand every scrap that lost its cell to the neighbour it shares most sides with."""
    row, column = skin.borders()
    while (scraps := _scraps(skin, cells)).any():
        edge = scraps[row] & ~scraps[column]
        votes = np.stack([row[edge], cells[column[edge]]], axis=1)
        pairs, shared = np.unique(votes, axis=0, return_counts=True)
        order = np.lexsort((pairs[:, 1], -shared, pairs[:, 0]))
        faces, first = np.unique(pairs[order, 0], return_index=True)
        cells = cells.copy()
        cells[faces] = pairs[order[first], 1]
    return cells


def _scraps(skin: Skin, cells: Ints) -> Bools:
    """Faces outside the largest piece of their cell."""
    row, column = skin.borders()
    same = cells[row] == cells[column]
    ones = np.ones(int(same.sum()), dtype=np.int8)
    inside = coo_matrix((ones, (row[same], column[same])), shape=skin.touching.shape)
    _, piece = connected_components(inside, directed=False)
    size = np.bincount(piece, skin.areas)
    order = np.lexsort((piece, -size[piece], cells))
    first = np.searchsorted(cells[order], np.arange(cells.max() + 1))
    apart: Bools = piece != piece[order[first]][cells]
    return apart
