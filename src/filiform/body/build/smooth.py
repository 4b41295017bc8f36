"""The surface that is pictured: eyes and mouth closed, then smoothed by Catmull-Clark subdivision.

It has the faces of the neutral mesh split twice, in the same order, so that face k of the picture
is face k of the cells.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from filiform.body.build.closing import closed_vertices
from filiform.body.surface import Floats, Ints, Surface, load_surface


@cache
def smooth_surface(splits: int = 2) -> Surface:
    """The closed surface subdivided `splits` times, exactly symmetric."""
    if splits == 0:
        flat = load_surface()
        return Surface(closed_vertices(), flat.quads, flat.mirror)
    return _symmetric(_subdivided(smooth_surface(splits - 1)))


def _subdivided(surface: Surface) -> Surface:
    """One step of Catmull and Clark on a closed mesh, numbered as `Surface.split` numbers it."""
    vertices, quads = surface.vertices, surface.quads
    plain = surface.split()
    n, m = len(vertices), len(quads)
    faces = plain.vertices[-m:]
    mids = plain.vertices[n:-m]
    # The split quad k of face q is corner k, midpoint after it, centre, midpoint before it.
    edge = plain.quads[:, 1] - n
    beside = _mean_by(np.tile(faces, (4, 1)), edge, len(mids))
    sides = plain.quads.reshape(4, m, 4)[:, :, [0, 1]].reshape(-1, 2)
    corner, valence = plain.quads[:, 0], np.bincount(quads.ravel())[:, None]
    around = _mean_by(np.tile(faces, (4, 1)), corner, n)
    middle = _mean_by(mids[sides[:, 1] - n], corner, n)
    moved = (around + 2 * middle + (valence - 3) * vertices) / valence
    return Surface(np.concatenate([moved, (mids + beside) / 2, faces]), plain.quads, plain.mirror)


def _mean_by(points: Floats, group: Ints, count: int) -> Floats:
    sums = np.stack([np.bincount(group, points[:, i], count) for i in range(3)], axis=1)
    mean: Floats = sums / np.bincount(group, minlength=count)[:, None]
    return mean


def _symmetric(surface: Surface) -> Surface:
    """Take off the last rounding errors: the right half is the mirror image of the left."""
    vertices, mirror = surface.vertices.copy(), surface.mirror
    vertices[mirror == np.arange(len(mirror)), 0] = 0.0
    right = np.flatnonzero(vertices[:, 0] < 0)
    vertices[right] = vertices[mirror[right]] * (-1, 1, 1)
    return Surface(vertices, surface.quads, mirror)


def vertex_normals(surface: Surface) -> Floats:
    """Unit normals outward, (n, 3): the mean of the faces around, larger faces weighing more."""
    a, b, c, d = (surface.vertices[surface.quads[:, i]] for i in range(4))
    across = crosses(c - a, d - b)
    summed = np.stack(
        [
            np.bincount(surface.quads.ravel(), np.repeat(across[:, i], 4), len(surface.vertices))
            for i in range(3)
        ],
        axis=1,
    )
    length = np.sqrt(summed[:, 0] ** 2 + summed[:, 1] ** 2 + summed[:, 2] ** 2)
    unit: Floats = summed / np.maximum(length, 1e-12)[:, None]
    return unit


def crosses(a: Floats, b: Floats) -> Floats:
    """Cross product of rows, spelled out so that every machine rounds alike."""
    return np.stack(
        [
            a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1],
            a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2],
            a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0],
        ],
        axis=1,
    )
