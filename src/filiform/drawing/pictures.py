"""What SVG and PNG share: where paint and markers lie in the pixels of a view."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from filiform.drawing.drawing import Drawing
from filiform.drawing.layers import BARE, Layers
from filiform.drawing.skin import Skin
from filiform.drawing.values import Intensity, Quality

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Patch:
    """Pixels of a view under one kind of paint."""

    mask: Mask
    quality: Quality | None
    intensity: Intensity


def unit_of(body: Skin, view: str) -> float:
    """Picture pixels per pixel of a picture 800 high: keeps lines and hatches equally fine."""
    return max(body.views[view].height, body.views[view].width) / 800


def patches_of(drawing: Drawing | None, view: str) -> list[Patch]:
    """Paint in a view: to the pixel where the hand made it, by cell elsewhere."""
    if drawing is None or not drawing.paint:
        return []
    by_cell = _cell_patches(drawing, view)
    if not drawing.strokes:
        return by_cell
    layers = Layers(drawing.body, drawing.strokes)
    labels = layers.picture(view)
    drawn = [Patch(labels == i, quality, n) for i, (quality, n) in enumerate(layers.kinds)]
    named = _cell_patches(_listed_only(drawing), view)
    bare = labels == BARE
    below = [Patch(patch.mask & bare, patch.quality, patch.intensity) for patch in named]
    return [patch for patch in (*below, *drawn) if patch.mask.any()]


def _listed_only(drawing: Drawing) -> Drawing:
    return Drawing.from_areas(drawing.listed, drawing.body)


def _cell_patches(drawing: Drawing, view: str) -> list[Patch]:
    kinds = sorted({(p.quality, p.intensity) for p in drawing.paint if p.painted}, key=str)
    ids = drawing.body.id_map(view)
    kind_of = np.full(len(drawing.body.cells) + 1, BARE)
    for paint in drawing.paint:
        if paint.painted:
            kind_of[paint.cell] = kinds.index((paint.quality, paint.intensity))
    labels = kind_of[ids]
    patches = [Patch(labels == i, quality, n) for i, (quality, n) in enumerate(kinds)]
    return [patch for patch in patches if patch.mask.any()]


def mask_of(body: Skin, view: str, cells: Collection[int]) -> Mask:
    """Pixels of a view that show the cells."""
    member = np.zeros(len(body.cells) + 1, dtype=np.bool_)
    member[list(cells)] = True
    # The last place stands for -1, no cell.
    return member[body.id_map(view)]


def where(body: Skin, view: str, cell: int) -> tuple[float, float] | None:
    """Middle of a cell's pixels in a view, x and y; None where the view does not show it."""
    y, x = np.nonzero(body.id_map(view) == cell)
    return (float(x.mean()) + 0.5, float(y.mean()) + 0.5) if len(x) else None
