"""The outline of a set of cells in a picture, as smooth closed lines."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Polygon = list[Point]
Corner = tuple[int, int]
Mask = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]

# Lines are averaged over this many pixels unless told otherwise; cells end in smaller steps.
SMOOTHING = 15
# A line may stray so far from the smooth one to need fewer points, pixels.
TOLERANCE = 0.4
# Slivers smaller than this are left out, square pixels.
SLIVER = 20.0


def outlines(mask: Mask, smoothing: int = SMOOTHING) -> list[Polygon]:
    """Closed lines around the true pixels of a mask, largest first, in pixel coordinates.

    The last point joins the first. Fill by the even-odd rule: a hole is a line of its own.
    """
    found = [line for line in traced(mask) if _area(line) >= SLIVER]
    lines = [_simplified(_smooth(line, smoothing)) for line in found]
    lines.sort(key=lambda line: -_area(line))
    return [[(round(x, 1), round(y, 1)) for x, y in line.tolist()] for line in lines]


def svg_path(polygons: list[Polygon]) -> str:
    """Polygons as the `d` of an SVG path, to be filled with ``fill-rule="evenodd"``."""
    return "".join(f"M{'L'.join(f'{x:g} {y:g}' for x, y in line)}Z" for line in polygons)


def _area(line: Points) -> float:
    x, y = line[:, 0], line[:, 1]
    return abs(float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())) / 2


def traced(mask: Mask) -> list[Points]:
    """Walk along pixel edges with the true pixels on the right until each line closes."""
    ahead = _edges(mask)
    lines = []
    while ahead:
        here = next(iter(ahead))
        line, before = [], (0, 0)
        while here in ahead:
            line.append(here)
            here, before = _step(ahead, here, before)
        lines.append(np.array(line, dtype=np.float64))
    return lines


def _edges(mask: Mask) -> dict[Corner, list[Corner]]:
    """From each corner of the pixel grid the corners that an edge of the mask leads to."""
    padded = np.pad(mask, 1)
    inner = padded[1:-1, 1:-1]
    ahead: dict[Corner, list[Corner]] = defaultdict(list)
    # Side of the pixel, neighbour beyond it, start and end of the edge: clockwise around it.
    sides = (
        (padded[:-2, 1:-1], (0, 0), (1, 0)),
        (padded[1:-1, 2:], (1, 0), (1, 1)),
        (padded[2:, 1:-1], (1, 1), (0, 1)),
        (padded[1:-1, :-2], (0, 1), (0, 0)),
    )
    for beyond, (x0, y0), (x1, y1) in sides:
        for row, column in np.argwhere(inner & ~beyond).tolist():
            ahead[column + x0, row + y0].append((column + x1, row + y1))
    return ahead


def _step(ahead: dict[Corner, list[Corner]], here: Corner, before: Corner) -> tuple[Corner, Corner]:
    """Take the edge from `here`; where two meet, the right turn keeps to the same pixel."""
    choices = ahead[here]
    turned = (here[0] - before[1], here[1] + before[0])
    step = turned if turned in choices else choices[0]
    choices.remove(step)
    if not choices:
        del ahead[here]
    return step, (step[0] - here[0], step[1] - here[1])


def _smooth(line: Points, smoothing: int) -> Points:
    """Average along the line; what shrinks by averaging is put back, so that areas stay."""
    width = min(smoothing, len(line) // 6)
    if width < 2:
        return line
    once = _averaged(line, width)
    return 2 * once - _averaged(once, width)


def _averaged(line: Points, width: int) -> Points:
    """Each point the mean of those around it along the closed line, twice over."""
    spread = width // 2
    for _ in range(2):
        wrapped = np.concatenate([line[-spread - 1 :], line, line[:spread]])
        total = np.cumsum(wrapped, axis=0)
        line = (total[2 * spread + 1 :] - total[: len(line)]) / (2 * spread + 1)
    return line


def _simplified(line: Points) -> Points:
    """Leave out points that lie on the line between others (Douglas and Peucker)."""
    far = int(np.abs(line - line[0]).sum(axis=1).argmax())
    closed = np.concatenate([line, line[:1]])
    keep = np.zeros(len(closed), dtype=bool)
    keep[[0, far, len(line)]] = True
    spans = [(0, far), (far, len(line))]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _off(closed[first + 1 : last], closed[first], closed[last])
        worst = int(away.argmax())
        if away[worst] > TOLERANCE:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep[:-1]]


def _off(points: Points, start: Points, end: Points) -> Points:
    """Distance of points from the line through two others."""
    along = end - start
    length = float(np.hypot(*along))
    if length == 0:
        off: Points = np.hypot(*(points - start).T)
        return off
    across: Points = np.abs(
        along[0] * (points[:, 1] - start[1]) - along[1] * (points[:, 0] - start[0])
    )
    return across / length
