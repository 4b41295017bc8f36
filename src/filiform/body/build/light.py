"""Light on the skin: how open each point is to the sky, and from that and its slope a tone.

No angles, no matrix products: sums and square roots alone, so that every machine rounds alike.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from filiform.body.build.raster import rasterise
from filiform.body.build.smooth import smooth_surface, vertex_normals
from filiform.body.surface import Bools, Floats, Ints, Surface

# Directions on each edge of the octahedron from which light is sent.
FINENESS = 6
# Grid of the shadow maps, and how far points are lifted off the skin before they are looked up.
SHADOW_GRID_M = 0.002
LIFT_M = 0.003


@cache
def openness(part: bytes = b"") -> Floats:
    """Share of the light from all around that reaches each vertex of the smooth surface, 0..1.

    `part` (bools of base faces as bytes; all when empty) leaves out what a cut-away view removes.
    """
    surface, normals = smooth_surface(2), vertex_normals(smooth_surface(2))
    lifted = surface.vertices + LIFT_M * normals
    caster = smooth_surface(1)
    triangles = _triangles(caster, np.frombuffer(part, dtype=np.bool_))
    seen, whole = np.zeros(len(lifted)), np.zeros(len(lifted))
    for direction in _directions():
        slope = np.maximum(along(normals, direction), 0)
        seen += slope * _lit(lifted, caster.vertices, triangles, direction)
        whole += slope
    return seen / whole


def along(rows: Floats, direction: Floats) -> Floats:
    """Length of each row along a direction."""
    found: Floats = (
        rows[:, 0] * direction[0] + rows[:, 1] * direction[1] + rows[:, 2] * direction[2]
    )
    return found


def _triangles(surface: Surface, part: Bools) -> Ints:
    quads = surface.quads
    if len(part):
        quads = quads[np.tile(part, len(quads) // len(part))]
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


def _directions() -> list[Floats]:
    """Even directions all around: points on the faces of an octahedron, brought to length 1."""
    steps = range(-FINENESS, FINENESS + 1)
    lattice = [
        np.array([i, j, k], dtype=np.float64)
        for i in steps
        for j in steps
        for k in steps
        if abs(i) + abs(j) + abs(k) == FINENESS
    ]
    return [d / np.sqrt((d * d).sum()) for d in lattice]


def _lit(points: Floats, vertices: Floats, triangles: Ints, direction: Floats) -> Bools:
    """Which points see the light: nothing of the surface is nearer to it."""
    right, up = _frame(direction)
    low = np.array([along(vertices, right).min(), along(vertices, up).min()])
    high = np.array([along(vertices, right).max(), along(vertices, up).max()])
    width, height = (int(n) for n in np.ceil((high - low) / SHADOW_GRID_M) + 2)

    def placed(rows: Floats) -> Floats:
        column = (along(rows, right) - low[0]) / SHADOW_GRID_M + 1
        row = (along(rows, up) - low[1]) / SHADOW_GRID_M + 1
        return np.stack([column, row, along(rows, direction)], axis=1)

    caster = placed(vertices)
    samples = rasterise(caster, triangles, width, height)
    nearest = np.full(width * height, -np.inf)
    corner = caster[triangles[samples.triangle], 2]
    nearest[samples.place] = (corner * samples.weights).sum(axis=1)
    spot = placed(points)
    column = np.minimum(np.maximum(spot[:, 0].astype(np.int64), 0), width - 1)
    row = np.minimum(np.maximum(spot[:, 1].astype(np.int64), 0), height - 1)
    lit: Bools = nearest[row * width + column] <= spot[:, 2]
    return lit


def _frame(direction: Floats) -> tuple[Floats, Floats]:
    """Two unit vectors square to the direction and to each other."""
    helper = np.array([0.0, 1.0, 0.0]) if abs(direction[1]) < 0.9 else np.array([0.0, 0.0, 1.0])
    right = cross(helper, direction)
    right /= np.sqrt((right * right).sum())
    return right, cross(direction, right)


def cross(a: Floats, b: Floats) -> Floats:
    """Cross product of two vectors (3,)."""
    return np.array(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def tone(normals: Floats, up: Floats, toward: Floats, opened: Floats) -> Floats:
    """Brightness 0..1 of skin with these unit normals, lit from above and the front of the picture.

    The light keeps to the middle of the picture, so that mirror images are shaded alike.
    """
    rise, facing = along(normals, up), np.maximum(along(normals, toward), 0)
    sky = 0.5 + 0.5 * rise
    key = np.maximum(0.45 * rise + 0.89 * facing, 0)
    edge = (1 - facing) * (1 - facing)
    shade = (0.34 + 0.24 * sky + 0.42 * key) * (1 - 0.22 * edge)
    shaded: Floats = shade * (0.42 + 0.58 * opened)
    return np.minimum(np.maximum(shaded, 0), 1)
