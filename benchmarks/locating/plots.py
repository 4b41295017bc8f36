"""Line plots as SVG, for the page of the evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Points = Sequence[tuple[float, float]]
# Told apart by every common kind of colour vision (Okabe and Ito).
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#333333")
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2")
_LEFT, _TOP, _SIZE, _WIDTH = 60, 40, 340, 760


def plot(
    title: str,
    across: str,
    upward: str,
    lines: Mapping[str, Points],
    *,
    most: float = 1.0,
    diagonal: bool = False,
) -> str:
    """An SVG of lines from 0 to `most` across and 0 to 1 upward, told apart by dashes as well."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} 440" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{title}</title>',
        f'<rect width="{_WIDTH}" height="440" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="15">{title}</text>',
        *_axes(across, upward, most),
    ]
    if diagonal:
        start, end = _at(0, 0, most), _at(most, 1, most)
        parts.append(f'<path d="M{start} L{end}" stroke="#bbbbbb" fill="none"/>')
    for number, (name, points) in enumerate(lines.items()):
        parts += _line(number, name, points, most)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes(across: str, upward: str, most: float) -> list[str]:
    bottom, middle = _TOP + _SIZE, _LEFT + _SIZE // 2
    parts = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}" fill="none" '
        'stroke="#777777"/>',
        f'<text x="{middle}" y="{bottom + 40}" text-anchor="middle">{across}</text>',
        f'<text x="16" y="{_TOP + _SIZE // 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {_TOP + _SIZE // 2})">{upward}</text>',
    ]
    for fifth in range(6):
        at, height = _LEFT + fifth * _SIZE / 5, bottom - fifth * _SIZE / 5
        parts.append(
            f'<text x="{at:.0f}" y="{bottom + 18}" text-anchor="middle">{fifth * most / 5:g}</text>'
        )
        parts.append(
            f'<text x="{_LEFT - 8}" y="{height + 4:.0f}" text-anchor="end">{fifth / 5:g}</text>'
        )
    return parts


def _line(number: int, name: str, points: Points, most: float) -> list[str]:
    colour, dash = _COLOURS[number % 6], _DASHES[number % 6]
    style = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}" fill="none"'
    way = " L".join(_at(x, y, most) for x, y in points)
    x, y = _LEFT + _SIZE + 20, _TOP + 16 + 24 * number
    return [
        f'<path d="M{way}" {style}/>',
        f'<path d="M{x} {y - 4} L{x + 30} {y - 4}" {style}/>',
        f'<text x="{x + 38}" y="{y}">{name}</text>',
    ]


def _at(x: float, y: float, most: float) -> str:
    return f"{_LEFT + x / most * _SIZE:.1f} {_TOP + (1 - y) * _SIZE:.1f}"
