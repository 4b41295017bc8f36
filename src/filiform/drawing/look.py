"""How paint looks: a colour and a hatch for each quality, an opacity for each step of intensity.

The same figures stand in the browser's `body-chart/look.js`; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from filiform.drawing.values import Intensity, Quality

Hatch = Literal["diagonal", "dots", "cross", "waves", "vertical"]


@dataclass(frozen=True, slots=True)
class Ink:
    """`colour` as #rrggbb on the light picture, and the hatch that tells it without colour."""

    colour: str
    hatch: Hatch

    @property
    def rgb(self) -> tuple[int, int, int]:
        red, green, blue = bytes.fromhex(self.colour[1:])
        return red, green, blue


INKS = {
    Quality.ACHE: Ink("#c0362c", "diagonal"),
    Quality.SHARP: Ink("#d9730d", "dots"),
    Quality.BURNING: Ink("#b7860b", "cross"),
    Quality.TINGLING: Ink("#2563c9", "waves"),
    Quality.STIFF: Ink("#7c3aed", "vertical"),
}
PLAIN = Ink("#5b5650", "diagonal")
"""Paint whose quality was not said."""

TILE = 8
"""Side of a hatch tile, in pixels of the screen or of a normal picture."""
LINE_OPACITY = 0.9
TINTS = {1: 0.22, 2: 0.40, 3: 0.58}
"""Opacity of the colour between the hatch lines, by step of intensity."""


def ink(quality: Quality | None) -> Ink:
    """Colour and hatch of a quality."""
    return PLAIN if quality is None else INKS[quality]


def step(intensity: Intensity) -> int:
    """1 mild (0-3), 2 moderate (4-6; also not said), 3 severe (7-10)."""
    if intensity is None:
        return 2
    return 1 if intensity < 4 else 2 if intensity < 7 else 3
