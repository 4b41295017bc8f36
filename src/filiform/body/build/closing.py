"""Close eyes and mouth for the picture: the upper lids come down, and the lining is drawn flat.

Only what is pictured changes. Cells, areas, landmarks and distances are those of the mesh as it is.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from filiform.body.build.lining import lining_quads, margins, neighbours
from filiform.body.surface import Bools, Floats, Ints, load_surface

# How much of the open lid's height each ring of vertices moves down, from the margin upwards.
LID_PULL = (0.86, 0.78, 0.66, 0.5, 0.3, 0.12)
# How far the closed lid stands out in the middle of the eye, metres.
LID_BULGE = 0.0035
# The line between the lids lies this much deeper.
LASH_DEPTH = 0.0012
RELAXATIONS = 2000


def closed_vertices() -> Floats:
    """Vertices of the neutral base mesh with eyes and mouth closed."""
    surface = load_surface()
    vertices = surface.vertices.copy()
    left_lid, _, _ = margins()
    _close_lid(vertices, left_lid)
    right = np.flatnonzero(vertices[:, 0] < 0)
    vertices[right] = vertices[surface.mirror[right]] * (-1, 1, 1)
    inside = np.setdiff1d(surface.quads[lining_quads()], np.concatenate(margins()))
    mean = _mean_of_neighbours(inside, surface.quads, len(vertices))
    for _ in range(RELAXATIONS):
        vertices[inside] = np.asarray(mean @ vertices)
    vertices[inside, 2] -= LASH_DEPTH
    return vertices


def _close_lid(vertices: Floats, margin: Ints) -> None:
    """Move the rings of the left upper lid down and out, like a lid over the eye."""
    upper, lower = _halves(vertices, margin)
    height = _opening(vertices, upper, lower)
    still = vertices.copy()
    for ring, pull in zip(_rings(margin, len(LID_PULL)), LID_PULL, strict=True):
        above = ring[_over(still, ring, upper, lower)]
        vertices[above, 1] -= pull * np.interp(still[above, 0], *height)
    around = np.concatenate(_rings(margin, len(LID_PULL)))
    vertices[around, 2] += LID_BULGE * _dome(vertices[around], still[margin])


def _halves(vertices: Floats, margin: Ints) -> tuple[Ints, Ints]:
    """Upper and lower part of a lid margin, each from corner to corner by rising x."""
    across = vertices[margin, 0]
    first, last = sorted((int(across.argmin()), int(across.argmax())))
    one = margin[first : last + 1]
    other = np.concatenate([margin[last:], margin[: first + 1]])
    parts = [part[np.argsort(vertices[part, 0])] for part in (one, other)]
    parts.sort(key=lambda part: -float(vertices[part, 1].mean()))
    return parts[0], parts[1]


def _opening(vertices: Floats, upper: Ints, lower: Ints) -> tuple[Floats, Floats]:
    """How far the eye is open at places across it."""
    across = vertices[upper, 0]
    low = np.interp(across, vertices[lower, 0], vertices[lower, 1])
    return across, np.maximum(vertices[upper, 1] - low, 0)


def _over(vertices: Floats, ring: Ints, upper: Ints, lower: Ints) -> Bools:
    """Which vertices of a ring lie above the middle of the opening."""
    across = vertices[ring, 0]
    top = np.interp(across, vertices[upper, 0], vertices[upper, 1])
    low = np.interp(across, vertices[lower, 0], vertices[lower, 1])
    above: Bools = vertices[ring, 1] > (top + low) / 2
    return above


def _dome(points: Floats, margin: Floats) -> Floats:
    """1 in the middle of the eye, falling to 0 at an ellipse a little wider than the margin."""
    middle = (margin.min(axis=0) + margin.max(axis=0)) / 2
    reach = (margin.max(axis=0) - margin.min(axis=0)) / 2 * 1.25
    across = (points[:, 0] - middle[0]) / reach[0]
    along = (points[:, 1] - middle[1]) / reach[1]
    dome: Floats = np.maximum(1 - across * across - along * along, 0)
    return dome


def _rings(margin: Ints, count: int) -> list[Ints]:
    """The margin and the rings of skin around it, from inside outwards."""
    lining = set(np.unique(load_surface().quads[lining_quads()]).tolist())
    rings, seen = [margin], lining | set(margin.tolist())
    while len(rings) < count:
        ring = sorted({n for v in rings[-1].tolist() for n in neighbours()[v]} - seen)
        seen |= set(ring)
        rings.append(np.array(ring))
    return rings


def _mean_of_neighbours(inside: Ints, quads: Ints, count: int) -> csr_matrix[np.float64]:
    edges = np.concatenate([quads[:, [i, j]] for i, j in ((0, 1), (1, 2), (2, 3), (3, 0))])
    pairs = np.unique(np.concatenate([edges, edges[:, ::-1]]), axis=0)
    pairs = pairs[np.isin(pairs[:, 0], inside)]
    row = np.searchsorted(inside, pairs[:, 0])
    weight = 1 / np.bincount(row)[row]
    return coo_matrix((weight, (row, pairs[:, 1])), shape=(len(inside), count)).tocsr()
