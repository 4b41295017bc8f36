"""The inner lining of the mouth and of the eye sockets: part of the closed mesh, but not skin.

The lids and the lips end in closed loops of edges (every vertex on them has four neighbours), so
one edge of a loop names the whole of it. What lies behind the loop is lining.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from filiform.body.surface import Ints, landmark_vertex, load_surface

# One edge of the free margin of the left eyelids, and one of the line where the lips meet.
LID_MARGIN = (11465, 11466)
LIP_MARGIN = (520, 7267)


@cache
def margins() -> tuple[Ints, Ints, Ints]:
    """The margins of left lids, right lids and lips: vertices of the base mesh in loop order."""
    mirror = load_surface().mirror
    lids = edge_loop(*LID_MARGIN)
    return lids, mirror[lids], edge_loop(*LIP_MARGIN)


def edge_loop(start: int, following: int) -> Ints:
    """Follow an edge straight on through four-way vertices until the loop closes."""
    around, faces = _neighbourhood()
    loop = [start, following]
    while loop[-1] != start:
        before, here = loop[-2:]
        beside = faces[frozenset((before, here))]
        ahead = [v for v in around[here] - {before} if not faces[frozenset((here, v))] & beside]
        if len(around[here]) != 4 or len(ahead) != 1 or len(loop) > 100:
            raise ValueError(f"no closed edge loop through vertex {here}")
        loop.append(ahead[0])
    return np.array(loop[:-1])


def neighbours() -> dict[int, set[int]]:
    """The vertices joined to each vertex of the base mesh by an edge."""
    return _neighbourhood()[0]


@cache
def _neighbourhood() -> tuple[dict[int, set[int]], dict[frozenset[int], set[int]]]:
    around: dict[int, set[int]] = defaultdict(set)
    faces: dict[frozenset[int], set[int]] = defaultdict(set)
    for face, quad in enumerate(load_surface().quads.tolist()):
        for a, b in zip(quad, quad[1:] + quad[:1], strict=True):
            around[a].add(b)
            around[b].add(a)
            faces[frozenset((a, b))].add(face)
    return around, faces


@cache
def lining_quads() -> Ints:
    """Faces of the base mesh that are lining: what the margins cut off from the tip of the nose."""
    quads = load_surface().quads
    cut = {frozenset(pair) for loop in margins() for pair in _pairs(loop)}
    _, faces = _neighbourhood()
    joins = np.array([sorted(pair) for edge, pair in faces.items() if edge not in cut])
    graph = coo_matrix((np.ones(len(joins)), (joins[:, 0], joins[:, 1])), shape=(len(quads),) * 2)
    _, part = connected_components(graph, directed=False)
    skin = part[np.flatnonzero((quads == landmark_vertex("nose_tip")).any(axis=1))[0]]
    return np.flatnonzero(part != skin)


def _pairs(loop: Ints) -> list[tuple[int, int]]:
    return list(zip(loop.tolist(), np.roll(loop, -1).tolist(), strict=True))
