"""Take the pictures: brightness, cells and slope of the skin at every pixel of a shot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from filiform.body.build.cells import tiling
from filiform.body.build.faces import norms, whole_skin
from filiform.body.build.light import along, openness, tone
from filiform.body.build.parts import PARTS
from filiform.body.build.raster import Samples, interpolate, rasterise
from filiform.body.build.shots import Shot
from filiform.body.build.smooth import crosses, smooth_surface, vertex_normals
from filiform.body.surface import Bools, Floats, Ints

# Samples per pixel side; odd, so that one of them is the pixel's centre.
FINE = 3


@dataclass(frozen=True)
class Picture:
    """A shot, each array (height, width): `tone` and `alpha` 0..1, `cell` -1 where there is none,
    `slope` skin surface per picture surface, 1 or more (0 where there is no cell)."""

    tone: Floats
    alpha: Floats
    cell: Ints
    slope: Floats


def take(shot: Shot) -> Picture:
    """The picture of the left half."""
    taken, veil = _taken(shot), PARTS[shot.part].veil
    return _veiled(_taken(replace(shot, part=veil)), taken) if veil else taken


def _taken(shot: Shot) -> Picture:
    surface = smooth_surface(2)
    placed = _placed(shot, surface.vertices)
    face, triangles = _facing(placed, _shown(shot.part))
    seen = rasterise(placed, triangles, *(FINE * n for n in shot.size))
    share = PARTS[shot.part].share(interpolate(seen, triangles, surface.vertices))
    tones, alpha = _averaged(seen.place, _brightness(shot, seen, triangles), share, shot.size)
    middle = _centres(seen.place, FINE * shot.size[0]) & (share >= 0.5)
    place, triangle = _pixel(seen.place[middle], shot.size[0]), seen.triangle[middle]
    cell = _grid(place, picture_cells()[face[triangle]], shot.size, -1)
    slope = _grid(place, _slopes(placed, triangles)[triangle], shot.size, 0)
    return Picture(tones, alpha, cell.astype(np.int64), slope)


def _veiled(front: Picture, behind: Picture) -> Picture:
    """What shows of a picture behind another that fades out."""
    left = behind.alpha * (1 - front.alpha)
    alpha = front.alpha + left
    tone = (front.tone * front.alpha + behind.tone * left) / np.maximum(alpha, 1e-9)
    seen = front.cell >= 0
    cell = np.where(seen, front.cell, behind.cell)
    return Picture(tone, alpha, cell, np.where(seen, front.slope, behind.slope))


@cache
def picture_cells() -> Ints:
    """Cell of every face of the left half of the smooth surface; between the lids and between the
    lips it is that of the nearest skin."""
    surface, skin = smooth_surface(2), whole_skin()
    cells = np.full(len(surface.quads), -1)
    cells[skin.quads] = tiling().cell
    middles = surface.vertices[surface.quads].mean(axis=1)
    left = middles[:, 0] > 0
    missing, known = np.flatnonzero(left & (cells < 0)), np.flatnonzero(left & (cells >= 0))
    _, nearest = cKDTree(middles[known]).query(middles[missing])
    cells[missing] = cells[known[nearest]]
    return cells


@cache
def _shown(part: str) -> Ints:
    """Faces of the left half that belong to a part."""
    surface = smooth_surface(2)
    middles = surface.vertices[surface.quads].mean(axis=1)
    return np.flatnonzero((middles[:, 0] > 0) & PARTS[part].holds(middles))


@cache
def _opened(part: str) -> Floats:
    """How open the skin is to light; with the rest of the body gone for a part shown alone."""
    if not PARTS[part].alone:
        return openness()
    base = smooth_surface(0)
    middles = base.vertices[base.quads].mean(axis=1)
    held = PARTS[part].holds(np.abs(middles))
    # The trunk is seen from outside and keeps its other half; limbs are seen from inside.
    if veil := PARTS[part].veil:
        return openness((held | PARTS[veil].holds(np.abs(middles))).tobytes())
    return openness((held & (middles[:, 0] > 0)).tobytes())


def _placed(shot: Shot, points: Floats) -> Floats:
    """Points of the body as column, row and nearness, all in samples."""
    scale, offset = shot.px_per_cm * 100 * FINE, points - shot.anchor
    column = along(offset, shot.right) * scale + shot.at[0] * FINE
    row = shot.at[1] * FINE - along(offset, shot.up) * scale
    return np.stack([column, row, along(offset, shot.toward) * scale], axis=1)


def _facing(placed: Floats, faces: Ints) -> tuple[Ints, Ints]:
    """Triangles turned to the viewer: the face each is half of, and its corners."""
    quads = smooth_surface(2).quads[faces]
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    front = _normals(placed, triangles)[:, 2] > 0
    return np.tile(faces, 2)[front], triangles[front]


def _normals(placed: Floats, triangles: Ints) -> Floats:
    """Outward normals in picture axes (columns, rows upwards, nearness), twice the area long."""
    corners = placed[triangles] * (1, -1, 1)
    return crosses(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])


def _slopes(placed: Floats, triangles: Ints) -> Floats:
    normals = _normals(placed, triangles)
    return norms(normals) / normals[:, 2]


def _brightness(shot: Shot, seen: Samples, triangles: Ints) -> Floats:
    normals = interpolate(seen, triangles, vertex_normals(smooth_surface(2)))
    normals = normals / norms(normals)[:, None]
    opened = interpolate(seen, triangles, _opened(shot.part)[:, None])[:, 0]
    return tone(normals, shot.up, shot.toward, opened)


def _averaged(
    place: Ints, bright: Floats, share: Floats, size: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Tone and alpha of pixels from those of their samples."""
    pixel = _pixel(place, size[0])
    alpha = np.bincount(pixel, share, size[0] * size[1])
    tones = np.bincount(pixel, bright * share, size[0] * size[1]) / np.maximum(alpha, 1e-9)
    shape = (size[1], size[0])
    return tones.reshape(shape), (alpha / FINE**2).reshape(shape)


def _pixel(place: Ints, width: int) -> Ints:
    """The pixel in which each sample lies."""
    row, column = np.divmod(place, width * FINE)
    pixel: Ints = row // FINE * width + column // FINE
    return pixel


def _centres(place: Ints, width: int) -> Bools:
    """Which samples are the centre of their pixel."""
    row, column = np.divmod(place, width)
    middle: Bools = (row % FINE == FINE // 2) & (column % FINE == FINE // 2)
    return middle


def _grid(place: Ints, values: npt.NDArray[Any], size: tuple[int, int], empty: int) -> Floats:
    grid = np.full(size[0] * size[1], float(empty))
    grid[place] = values
    return grid.reshape(size[1], size[0])
