"""The picture on the front page: the body with pain painted on it, as a visitor could paint."""

from __future__ import annotations

from functools import cache

from filiform.body import Body
from filiform.drawing import Drawing, Quality, Scene, Stroke, render_png

# Points are shares of the view's width and height.
_STROKES = (
    Stroke("1", "back", ((0.585, 0.165), (0.66, 0.19)), 0.035, Quality.STIFF, 6),
    Stroke("2", "back", ((0.41, 0.4), (0.49, 0.4)), 0.05, Quality.ACHE, 7),
    Stroke("3", "front", ((0.33, 0.2), (0.315, 0.235)), 0.04, Quality.SHARP, 7),
    Stroke("4", "front", ((0.605, 0.7), (0.607, 0.725)), 0.045, Quality.TINGLING, 5),
)
VIEWS = ("front", "back")


@cache
def picture(view: str) -> bytes:
    """PNG of a view with the sample pain."""
    body = Body.load()
    return render_png(body, view, Scene(drawing=Drawing.from_strokes(_STROKES, body)))
