"""From shots of the left half to the pictures and id maps that ship."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from filiform.body.build.cells import HALF
from filiform.body.build.png import Bytes, palette_png, rgb_png
from filiform.body.build.shots import Layout, Shot
from filiform.body.build.views import Picture
from filiform.body.surface import Floats, Ints

# Warm grey from shadow to light: brightness and red, green, blue.
RAMP = (
    (0.0, (70, 62, 56)),
    (0.25, (120, 110, 101)),
    (0.5, (169, 160, 150)),
    (0.75, (210, 202, 193)),
    (1.0, (242, 238, 233)),
)
# The 256 colours of a picture: one clear, tones of full skin, and fewer tones of thin skin in
# steps of opacity.
FULL_TONES = 127
THIN_TONES, THIN_STEPS = 8, 16
# Skin fades where it is neither very dark nor very light.
THIN_RANGE = (0.4, 0.9)
SLOPE_STEPS = 16


@dataclass(frozen=True)
class View:
    """A picture as it ships: what `views.json` says of it, its two files, how much skin of each
    cell it shows, and on how much of the picture, both (n,) float32."""

    about: dict[str, object]
    picture: bytes
    ids: bytes
    seen_cm2: npt.NDArray[np.float32]
    shown_cm2: npt.NDArray[np.float32]


def views_of(shot: Shot, taken: Picture) -> list[View]:
    """The view, or the two views, that a shot of the left half gives."""
    image = _mirrored(taken)
    if shot.layout is Layout.ALONE:
        right = replace(shot, id=_other(shot.id), title=_other(shot.title))
        return [_view(shot, taken, ["L"]), _view(right, image, ["R"])]
    if shot.layout is Layout.LEFT_AT_LEFT:
        return [_view(shot, _beside(taken, image), ["L", "R"])]
    return [_view(shot, _beside(image, taken), ["R", "L"])]


def _other(name: str) -> str:
    return name.replace("left", "right").replace("Left", "Right")


def _mirrored(taken: Picture) -> Picture:
    """The right half's picture."""
    cell = np.where(taken.cell >= 0, taken.cell + HALF, -1)
    tone, alpha, slope = (part[:, ::-1] for part in (taken.tone, taken.alpha, taken.slope))
    return Picture(tone, alpha, cell[:, ::-1], slope)


def _beside(left: Picture, right: Picture) -> Picture:
    pairs = zip(_arrays(left), _arrays(right), strict=True)
    return Picture(*(np.concatenate(pair, axis=1) for pair in pairs))


def _arrays(taken: Picture) -> tuple[Floats, Floats, Ints, Floats]:
    return taken.tone, taken.alpha, taken.cell, taken.slope


def _view(shot: Shot, taken: Picture, sides: list[str]) -> View:
    height, width = taken.cell.shape
    about: dict[str, object] = {
        "id": shot.id,
        "title": shot.title,
        "width": width,
        "height": height,
        "px_per_cm": shot.px_per_cm,
        "kind": "body" if shot.part == "whole" else "close_up",
        "labels": _labels(sides, width),
    }
    steps = _slope_steps(taken)
    seen = _by_cell(taken, steps.astype(np.float64)) / SLOPE_STEPS / shot.px_per_cm**2
    shown = _by_cell(taken, np.ones(steps.shape)) / shot.px_per_cm**2
    sums = (seen.astype(np.float32), shown.astype(np.float32))
    return View(about, _picture(taken), _ids(taken.cell, steps), *sums)


def _by_cell(taken: Picture, of_pixel: Floats) -> Floats:
    """Sums over the pixels of each cell."""
    sums = np.bincount(taken.cell.ravel() + 1, of_pixel.ravel(), 2 * HALF + 1)
    return sums[1:].astype(np.float64)


def _labels(sides: list[str], width: int) -> list[dict[str, object]]:
    """Which side of the person is where: marks at the upper corners, in picture pixels."""
    inset = round(width * 0.05)
    places = [inset, width - inset]
    return [{"text": side, "x": x, "y": inset} for side, x in zip(sides, places, strict=False)]


def _picture(taken: Picture) -> bytes:
    tone = np.minimum(np.maximum(taken.tone, 0), 1)
    grain = _grain(tone.shape)
    # Where skin thins out, steps of opacity and tone are scattered so that none shows.
    step = np.floor(taken.alpha * THIN_STEPS + grain).astype(np.int64)
    low, high = THIN_RANGE
    level = np.minimum(np.maximum((tone - low) / (high - low), 0), 1)
    shade = np.floor(level * (THIN_TONES - 1) + grain[::-1]).astype(np.int64)
    thin = 1 + FULL_TONES + (step - 1) * THIN_TONES + shade
    index = np.where(taken.alpha > 0.999, 1 + np.rint(tone * (FULL_TONES - 1)), thin)
    return palette_png(np.where(step == 0, 0, index).astype(np.uint8), _colours())


def _grain(shape: tuple[int, ...]) -> Floats:
    """An even scatter of values 0..1 (the interleaved gradient noise of computer graphics), its
    own mirror image."""
    row, column = np.indices(shape)
    column = np.minimum(column, shape[1] - 1 - column)
    wave = 0.06711056 * column + 0.00583715 * row
    grain: Floats = 52.9829189 * (wave - np.floor(wave))
    return grain - np.floor(grain)


def _colours() -> Bytes:
    full = _ramp(np.linspace(0, 1, FULL_TONES))
    thin = _ramp(np.linspace(*THIN_RANGE, THIN_TONES))
    rows = [np.array([[210, 202, 193, 0]]), _with_alpha(full, 255)]
    for step in range(THIN_STEPS):
        rows.append(_with_alpha(thin, round(255 * (step + 1) / THIN_STEPS)))
    return np.concatenate(rows).astype(np.uint8)


def _ramp(tones: Floats) -> Floats:
    stops = [stop for stop, _ in RAMP]
    parts = [np.interp(tones, stops, [colour[i] for _, colour in RAMP]) for i in range(3)]
    return np.rint(np.stack(parts, axis=1))


def _with_alpha(colours: Floats, alpha: int) -> Floats:
    return np.concatenate([colours, np.full((len(colours), 1), float(alpha))], axis=1)


def _slope_steps(taken: Picture) -> Ints:
    """Surface of skin per surface of picture, in sixteenths up to 255."""
    return np.minimum(np.rint(taken.slope * SLOPE_STEPS), 255).astype(np.int64)


def _ids(cell: Ints, slope: Ints) -> bytes:
    """Red and green: cell + 1; blue: the slope."""
    number = cell + 1
    return rgb_png(np.stack([number % 256, number // 256, slope], axis=2).astype(np.uint8))
