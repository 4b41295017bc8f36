"""A drawing as SVG: the body's picture with paint, outlines and markers on it.

No style attribute and no style element, so that a strict content policy lets it stand in a page.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from filiform.body.outline import outlines, svg_path
from filiform.drawing.look import INKS, LINE_OPACITY, PLAIN, TILE, TINTS, Hatch, Ink, step
from filiform.drawing.pictures import Patch, mask_of, patches_of, unit_of, where
from filiform.drawing.scene import Candidate, FindingMark, NeedleMark, Scene, lines
from filiform.drawing.skin import Skin

INK = "#1d1b18"
_SPACING = {"likely": 6, "possible": 10, "less_likely": 16}
_SHAPES: dict[Hatch, str] = {
    "diagonal": '<path d="M-1 1L1 -1M-1 9L9 -1M7 9L9 7"/>',
    "cross": '<path d="M-1 1L1 -1M-1 9L9 -1M7 9L9 7M-1 7L1 9M-1 -1L9 9M7 -1L9 1"/>',
    "vertical": '<path d="M2 0V8M6 0V8"/>',
    "waves": '<path d="M0 4C2 0 2 0 4 4C6 8 6 8 8 4"/>',
    "dots": '<circle cx="2" cy="2" r="1.35"/><circle cx="6" cy="6" r="1.35"/>',
}


def render_svg(
    body: Skin, view: str, scene: Scene, *, title: str, picture: str = "", prefix: str = "chart"
) -> str:
    """An SVG document of one view.

    `title` is what a screen reader says, `picture` the address of the view's PNG (without one
    the picture is put into the document), `prefix` keeps ids apart when a page holds several.
    """
    shown, unit = body.views[view], unit_of(body, view)
    href = picture or _data_address(body.picture(view))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shown.width} {shown.height}"',
        f' role="img" aria-labelledby="{prefix}-title"><title id="{prefix}-title">',
        f"{escape(title)}</title><defs>{_patterns(scene, prefix, unit)}</defs>",
        f'<image href="{escape(href)}" width="{shown.width}" height="{shown.height}"/>',
        *_candidate_fills(scene, body, view, prefix),
        *(_painted(patch, prefix) for patch in patches_of(scene.drawing, view)),
        *_outlines(scene, body, view, unit),
        *_markers(scene, body, view, unit),
        "</svg>",
    ]
    return "".join(parts)


def _data_address(png: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def _patterns(scene: Scene, prefix: str, unit: float) -> str:
    inks: dict[str, Ink] = {str(quality): one for quality, one in INKS.items()}
    hatches = [
        _pattern(f"{prefix}-{name}-{strength}", one, TINTS[strength], unit)
        for name, one in {**inks, "plain": PLAIN}.items()
        for strength in TINTS
    ]
    levels = {candidate.level for candidate in scene.candidates}
    return "".join(hatches + [_ink_pattern(f"{prefix}-{x}", _SPACING[x], unit) for x in levels])


def _pattern(name: str, one: Ink, tint: float, unit: float) -> str:
    drawn = (
        f'fill="{one.colour}"'
        if one.hatch == "dots"
        else f'fill="none" stroke="{one.colour}" stroke-width="1.2"'
    )
    return (
        f'<pattern id="{name}" width="{TILE}" height="{TILE}" patternUnits="userSpaceOnUse"'
        f' patternTransform="scale({unit:.3f})">'
        f'<rect width="{TILE}" height="{TILE}" fill="{one.colour}" fill-opacity="{tint}"/>'
        f'<g opacity="{LINE_OPACITY}" {drawn}>{_SHAPES[one.hatch]}</g></pattern>'
    )


def _ink_pattern(name: str, spacing: int, unit: float) -> str:
    return (
        f'<pattern id="{name}" width="{spacing}" height="{spacing}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(-45) scale({unit:.3f})">'
        f'<path d="M0 0V{spacing}" stroke="{INK}" stroke-opacity=".62"/></pattern>'
    )


def _painted(patch: Patch, prefix: str) -> str:
    name = f"{prefix}-{patch.quality or 'plain'}-{step(patch.intensity)}"
    return f'<path d="{svg_path(outlines(patch.mask))}" fill="url(#{name})" fill-rule="evenodd"/>'


def _candidate_fills(scene: Scene, body: Skin, view: str, prefix: str) -> Iterator[str]:
    for candidate in scene.candidates:
        yield _candidate(candidate, body, view, prefix)


def _candidate(candidate: Candidate, body: Skin, view: str, prefix: str) -> str:
    path = svg_path(outlines(mask_of(body, view, candidate.cells)))
    return f'<path d="{path}" fill="url(#{prefix}-{candidate.level})" fill-rule="evenodd"/>'


def _outlines(scene: Scene, body: Skin, view: str, unit: float) -> Iterator[str]:
    for line in lines(scene):
        path = svg_path(outlines(mask_of(body, view, line.cells)))
        dash = " ".join(f"{length * unit:.1f}" for length in line.dash)
        shape = f'd="{path}" fill="none" stroke-linejoin="round"'
        yield (
            f'<path {shape} stroke="#fff" stroke-opacity=".75"'
            f' stroke-width="{(line.width + 2.5) * unit:.1f}"/>'
            f'<path {shape} stroke="{INK}" stroke-width="{line.width * unit:.1f}"'
            + (f' stroke-dasharray="{dash}" stroke-linecap="round"/>' if dash else "/>")
        )


def _markers(scene: Scene, body: Skin, view: str, unit: float) -> Iterator[str]:
    for mark in scene.marks:
        place = where(body, view, mark.cell)
        if place is not None:
            shape = _finding(mark) if isinstance(mark, FindingMark) else _needle(mark)
            x, y = place
            yield f'<g transform="translate({x:.1f} {y:.1f}) scale({unit:.3f})">{shape}</g>'


def _finding(mark: FindingMark) -> str:
    if mark.result == "nothing":
        return (
            '<path d="M-8 0H8" stroke="#fff" stroke-width="5" stroke-linecap="round"/>'
            f'<path d="M-7 0H7" stroke="{INK}" stroke-width="2.5" stroke-linecap="round"/>'
        )
    core = f'<circle r="4.5" fill="{INK}"/>' if mark.result == "familiar_pain" else ""
    return (
        '<circle r="8" fill="none" stroke="#fff" stroke-width="5.5"/>'
        f'<circle r="8" fill="none" stroke="{INK}" stroke-width="2.5"/>{core}'
    )


def _needle(mark: NeedleMark) -> str:
    dot = f'<circle r="7.5" fill="#fff" stroke="{INK}" stroke-width="3"/>'
    if mark.removed:
        tick = '<path d="M-3.5 0L-1 2.8L3.8 -2.8" fill="none" stroke="#067647"'
        return f'{dot}{tick} stroke-width="2" stroke-linecap="round"/>'
    if mark.count < 2:
        return dot
    return (
        f'{dot}<text y="3.5" text-anchor="middle" font-size="10" font-weight="600"'
        f' font-family="system-ui, sans-serif" fill="{INK}">{mark.count}</text>'
    )
