"""The skin, or its left half, as a graph of small faces: the ground on which cells grow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from filiform.body.build.lining import lining_quads
from filiform.body.build.sizes import cell_widths
from filiform.body.surface import Floats, Ints, load_surface, row_index

SPLITS = 2


@dataclass(frozen=True)
class Skin:
    """Faces of the skin, h of them.

    `quads` (h,) indexes the faces of the neutral mesh split twice; `centres` (h, 3) metres;
    `areas` (h,) square metres; `widths` (h,) wanted width of a cell there, metres; `touching`
    (h, h) counts shared corners (2: a common side, 1: a common corner).
    """

    quads: Ints
    centres: Floats
    areas: Floats
    widths: Floats
    touching: csr_matrix[Any]

    def paths(self, *, in_widths: bool = False) -> csr_matrix[Any]:
        """Steps between faces that touch, in metres or in wanted cell widths."""
        steps = self.touching.tocoo()
        length = norms(self.centres[steps.row] - self.centres[steps.col])
        if in_widths:
            length = length / ((self.widths[steps.row] + self.widths[steps.col]) / 2)
        return csr_matrix((np.maximum(length, 1e-9), (steps.row, steps.col)), shape=steps.shape)

    def borders(self) -> tuple[Ints, Ints]:
        """Pairs of faces that share a side, each pair in both orders."""
        steps = self.touching.tocoo()
        side = steps.data > 1
        return steps.row[side].astype(np.int64), steps.col[side].astype(np.int64)


def norms(rows: Floats) -> Floats:
    """Length of each row of (n, 3)."""
    return cast(Floats, np.sqrt(rows[:, 0] ** 2 + rows[:, 1] ** 2 + rows[:, 2] ** 2))


@cache
def whole_skin() -> Skin:
    """The neutral skin, without the lining of mouth and eye sockets."""
    faces = len(load_surface("neutral", SPLITS).quads)
    return _skin(np.flatnonzero(~np.isin(base_faces(faces), lining_quads())))


@cache
def left_skin() -> Skin:
    """Its left half; no face crosses the midline."""
    whole = whole_skin()
    return _skin(whole.quads[whole.centres[:, 0] > 0])


def base_faces(faces: int) -> Ints:
    """The face of the base mesh that each split face lies in: the four parts of face q of a mesh
    with m faces are q, q + m, q + 2m and q + 3m."""
    return np.arange(faces) % len(load_surface().quads)


@cache
def mirror_quads() -> Ints:
    """The mirror image of every face of the mesh split twice."""
    surface = load_surface("neutral", SPLITS)
    image = surface.mirror[surface.quads]
    return row_index(np.sort(surface.quads, axis=1), np.sort(image, axis=1))


def _skin(quads: Ints) -> Skin:
    surface = load_surface("neutral", SPLITS)
    base = base_faces(len(surface.quads))[quads]
    widths = cell_widths()[load_surface().quads[base]].mean(axis=1)
    centres = surface.vertices[surface.quads[quads]].mean(axis=1)
    return Skin(quads, centres, surface.quad_areas()[quads], widths, _touching(quads))


def _touching(quads: Ints) -> csr_matrix[Any]:
    corners = load_surface("neutral", SPLITS).quads[quads]
    faces = np.repeat(np.arange(len(quads)), 4)
    meets = coo_matrix((np.ones(len(faces), dtype=np.int8), (faces, corners.ravel()))).tocsr()
    shared = (meets @ meets.T).tocsr()
    shared.setdiag(0)
    shared.eliminate_zeros()
    shared.sort_indices()
    return cast("csr_matrix[Any]", shared)
