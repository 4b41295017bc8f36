"""A drawing as PNG, for print and for places that take no SVG."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from filiform.body.outline import Polygon, outlines
from filiform.drawing.look import LINE_OPACITY, TILE, TINTS, Ink, ink, step
from filiform.drawing.pictures import mask_of, patches_of, unit_of, where
from filiform.drawing.png_marks import INK, disc, draw_mark
from filiform.drawing.scene import Scene, lines
from filiform.drawing.skin import Skin

HALO = (255, 255, 255, 190)
_SPACING = {"likely": 6, "possible": 10, "less_likely": 16}
Floats = npt.NDArray[np.float64]
Line = list[tuple[float, float]]


def render_png(body: Skin, view: str, scene: Scene) -> bytes:
    """PNG of one view in the picture's own size on a clear background."""
    image = Image.open(io.BytesIO(body.picture(view))).convert("RGBA")
    unit = unit_of(body, view)
    for candidate in scene.candidates:
        _hatch_candidate(
            image, outlines(mask_of(body, view, candidate.cells)), candidate.level, unit
        )
    for patch in patches_of(scene.drawing, view):
        _lay(image, patch.mask, _tile(ink(patch.quality), TINTS[step(patch.intensity)], unit))
    for line in lines(scene):
        _draw_line(image, outlines(mask_of(body, view, line.cells)), line.width, line.dash, unit)
    for mark in scene.marks:
        place = where(body, view, mark.cell)
        if place is not None:
            draw_mark(image, place, mark, unit)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def _tile(one: Ink, tint: float, unit: float) -> Image.Image:
    """One hatch tile, drawn large and made small so that its lines are smooth."""
    fine = 8
    side = max(4, round(TILE * unit))
    large = Image.new("RGBA", (TILE * fine, TILE * fine), (*one.rgb, round(255 * tint)))
    pen = ImageDraw.Draw(large)
    colour = (*one.rgb, round(255 * LINE_OPACITY))
    for shape in _shapes(one):
        scaled = [(x * fine, y * fine) for x, y in shape]
        if len(scaled) == 1:
            disc(pen, scaled[0], 1.3 * fine, colour)
        else:
            pen.line(scaled, fill=colour, width=round(1.2 * fine))
    return large.resize((side, side), Image.Resampling.BOX)


def _shapes(one: Ink) -> list[Line]:
    n = float(TILE)
    rising: list[Line] = [
        [(-1, 1), (1, -1)],
        [(-1, n + 1), (n + 1, -1)],
        [(n - 1, n + 1), (n + 1, n - 1)],
    ]
    falling = [[(n - x, y) for x, y in line] for line in rising]
    turn = 2 * np.pi / n
    wave = [(float(x), n / 2 - 2 * float(np.sin(x * turn))) for x in np.arange(0, n + 1)]
    shapes: dict[str, list[Line]] = {
        "diagonal": rising,
        "cross": rising + falling,
        "vertical": [[(n / 4, 0), (n / 4, n)], [(3 * n / 4, 0), (3 * n / 4, n)]],
        "waves": [wave],
        "dots": [[(n / 4, n / 4)], [(3 * n / 4, 3 * n / 4)]],
    }
    return shapes[one.hatch]


def _lay(image: Image.Image, mask: npt.NDArray[np.bool_], tile: Image.Image) -> None:
    """Cover the masked pixels of the picture with a repeated tile."""
    side = np.asarray(tile)
    rows, columns = mask.shape
    repeats = (-(-rows // side.shape[0]), -(-columns // side.shape[1]), 1)
    cloth = np.tile(side, repeats)[:rows, :columns].copy()
    cloth[~mask] = 0
    image.alpha_composite(Image.fromarray(cloth, "RGBA"))


def _hatch_candidate(image: Image.Image, loops: list[Polygon], level: str, unit: float) -> None:
    space = max(3, round(_SPACING[level] * unit))
    mask = Image.new("1", image.size)
    for loop in loops:
        if len(loop) > 2:
            ImageDraw.Draw(mask).polygon(loop, fill=1)
    y, x = np.indices(mask.size[::-1])
    line = ((x + y) % space < max(1, round(unit))) & np.asarray(mask)
    cloth = np.zeros((*line.shape, 4), dtype=np.uint8)
    cloth[line] = (*INK[:3], 158)
    image.alpha_composite(Image.fromarray(cloth, "RGBA"))


def _draw_line(
    image: Image.Image, loops: list[Polygon], width: float, dash: tuple[float, ...], unit: float
) -> None:
    cloth = Image.new("RGBA", image.size)
    pen = ImageDraw.Draw(cloth)
    for loop in loops:
        pen.line([*loop, loop[0]], fill=HALO, width=round((width + 2.5) * unit), joint="curve")
    for loop in loops:
        for piece in _dashes(np.array([*loop, loop[0]]), [length * unit for length in dash]):
            points = [(x, y) for x, y in piece.tolist()]
            pen.line(points, fill=INK, width=max(1, round(width * unit)), joint="curve")
    image.alpha_composite(cloth)


def _dashes(loop: Floats, dash: list[float]) -> list[Floats]:
    """Cut a line into dashes: [on, off] lengths in pixels; no dash gives the line itself."""
    if not dash:
        return [loop]
    steps = np.hypot(*np.diff(loop, axis=0).T)
    along = np.concatenate([[0.0], steps.cumsum()])
    pieces = []
    for start in np.arange(0.0, along[-1], sum(dash)):
        places = np.array([start, *along[(along > start) & (along < start + dash[0])]])
        places = np.append(places, min(start + dash[0], along[-1]))
        x, y = (np.interp(places, along, loop[:, axis]) for axis in (0, 1))
        pieces.append(np.stack([x, y], axis=1))
    return pieces
