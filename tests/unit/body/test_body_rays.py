"""What the id maps show, asked again by another way: rays against the surface.

The pictures are made by a z-buffer over the left half, mirrored. Here a ray goes from the viewer
through a pixel's centre into the whole surface, and the first face it meets must be of the cell
that the map names.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from filiform.body import Body
from filiform.body.build.parts import PARTS
from filiform.body.build.shots import Layout, Shot, shots
from filiform.body.build.smooth import smooth_surface
from filiform.body.build.views import picture_cells
from filiform.body.surface import Bools, Floats, Ints

BODY = Body.load()
HALF = len(BODY.cells) // 2
SHOTS = {shot.id: shot for shot in shots()}
RAYS = 12


def sampled_pixels(view: str) -> Ints:
    """Pixels (k, 2) of row and column that lie within a cell, not on its edge."""
    ids = BODY.id_map(view)
    inner = ids[1:-1, 1:-1] >= 0
    for down in (0, 1, 2):
        for across in (0, 1, 2):
            rows, columns = ids.shape[0] - 2 + down, ids.shape[1] - 2 + across
            inner &= ids[down:rows, across:columns] == ids[1:-1, 1:-1]
    spots = np.argwhere(inner) + 1
    chosen = np.random.default_rng(20).choice(len(spots), RAYS, replace=False)
    found: Ints = spots[chosen]
    return found


@cache
def triangles(part: str) -> tuple[Floats, Ints]:
    """Corners (t, 3, 3) of the faces of both halves that a part leaves, and their faces."""
    surface = smooth_surface(2)
    kept = np.flatnonzero(there(part, surface.vertices[surface.quads].mean(axis=1)))
    quads = surface.quads[kept]
    halves = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    return surface.vertices[halves], np.tile(kept, 2)


def there(part: str, middles: Floats) -> Bools:
    held = PARTS[part].holds(left_image(middles))
    # Limbs shown alone are seen from within, with the other side away.
    within = PARTS[part].alone and not PARTS[part].veil
    return held & (middles[:, 0] > 0) if within else held


def left_image(points: Floats) -> Floats:
    """The points, those of the right half mirrored to the left."""
    return np.concatenate([np.abs(points[:, :1]), points[:, 1:]], axis=1)


def first_face(origin: Floats, direction: Floats, part: str) -> tuple[int, float]:
    """Face that a ray meets first (Moeller and Trumbore), and how far from the origin."""
    corners, faces = triangles(part)
    a, b, c = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    across = np.cross(direction, c)
    volume = (b * across).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = origin - a
        u = (away * across).sum(axis=1) / volume
        turned = np.cross(away, b)
        v = (turned * direction).sum(axis=1) / volume
        distance = (c * turned).sum(axis=1) / volume
    # Faces seen from inside are cut open and do not hide anything.
    hit = np.flatnonzero((u >= 0) & (v >= 0) & (u + v <= 1) & (volume > 0))
    if len(hit) == 0:
        return -1, np.inf
    nearest = hit[distance[hit].argmin()]
    return int(faces[nearest]), float(distance[nearest])


def cell_by_ray(shot: Shot, row: int, column: int) -> int:
    """Cell that a pixel of the left half's shot shows."""
    scale = 100 * shot.px_per_cm
    right, up = (column + 0.5 - shot.at[0]) / scale, (shot.at[1] - row - 0.5) / scale
    origin = shot.anchor + right * shot.right + up * shot.up + 3 * shot.toward
    for part in filter(None, (PARTS[shot.part].veil, shot.part)):
        face, distance = first_face(origin, -shot.toward, part)
        if face < 0:
            continue
        met = (origin - distance * shot.toward)[None]
        if PARTS[part].share(left_image(met))[0] >= 0.5:
            assert met[0, 0] > 0, "the half of the body that is nearer was not the one pictured"
            return int(picture_cells()[face])
    return -1


@pytest.mark.slow
@pytest.mark.parametrize("view", BODY.views)
def test_every_pixel_shows_the_cell_that_a_ray_meets(view: str) -> None:
    shot = SHOTS.get(view) or SHOTS[view.replace("right", "left")]
    ids, width = BODY.id_map(view), shot.size[0]
    for row, column in sampled_pixels(view).tolist():
        cell = int(ids[row, column])
        # The left half of the person is where the shot was taken; the rest is its mirror image.
        at = column if cell < HALF else ids.shape[1] - 1 - column
        start = ids.shape[1] - width if shot.layout is Layout.LEFT_AT_RIGHT else 0
        assert cell_by_ray(shot, row, at - start) == cell % HALF
