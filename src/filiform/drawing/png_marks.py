"""Findings and needles as marks on a PNG."""

from __future__ import annotations

from PIL import Image, ImageDraw

from filiform.drawing.scene import FindingMark, NeedleMark

Place = tuple[float, float]
Colour = tuple[int, int, int, int]

INK: Colour = (29, 27, 24, 255)
WHITE: Colour = (255, 255, 255, 255)
GREEN: Colour = (6, 118, 71, 255)


def draw_mark(
    image: Image.Image, place: Place, mark: FindingMark | NeedleMark, unit: float
) -> None:
    """Draw a mark at x, y; `unit` is the size of a screen pixel in picture pixels."""
    pen = ImageDraw.Draw(image)
    if isinstance(mark, NeedleMark):
        _needle(pen, place, mark, unit)
    elif mark.result == "nothing":
        _dash(pen, place, unit)
    else:
        _ring(pen, place, 10.75 * unit, 5.5 * unit, WHITE)
        _ring(pen, place, 9.25 * unit, 2.5 * unit, INK)
        if mark.result == "familiar_pain":
            disc(pen, place, 4.5 * unit, INK)


def _needle(pen: ImageDraw.ImageDraw, place: Place, mark: NeedleMark, unit: float) -> None:
    x, y = place
    disc(pen, place, 9 * unit, INK)
    disc(pen, place, 6 * unit, WHITE)
    if mark.removed:
        tick = [(x - 3.5 * unit, y), (x - unit, y + 2.8 * unit), (x + 3.8 * unit, y - 2.8 * unit)]
        pen.line(tick, fill=GREEN, width=max(2, round(2 * unit)), joint="curve")
    elif mark.count > 1:
        pen.text(place, str(mark.count), fill=INK, anchor="mm", font_size=10 * unit)


def _dash(pen: ImageDraw.ImageDraw, place: Place, unit: float) -> None:
    x, y = place
    pen.line([(x - 8 * unit, y), (x + 8 * unit, y)], fill=WHITE, width=round(5 * unit))
    pen.line([(x - 7 * unit, y), (x + 7 * unit, y)], fill=INK, width=round(2.5 * unit))


def disc(pen: ImageDraw.ImageDraw, place: Place, radius: float, colour: Colour) -> None:
    x, y = place
    pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)


def _ring(
    pen: ImageDraw.ImageDraw, place: Place, radius: float, width: float, colour: Colour
) -> None:
    x, y = place
    box = [x - radius, y - radius, x + radius, y + radius]
    pen.ellipse(box, outline=colour, width=max(1, round(width)))
