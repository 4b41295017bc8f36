"""Where does it hurt? Strokes on pictures of the body become painted cells.

Reads: strokes and listed areas (the patient's hand) and a `filiform.body.Body`.
Gives: a `Drawing`, its measures, and pictures of it as SVG and PNG.
"""

from filiform.drawing.drawing import Drawing
from filiform.drawing.measures import (
    Change,
    Extent,
    Overlap,
    centre,
    change,
    distance,
    extent,
    nearest_landmark,
    overlap,
    patches,
    regions,
)
from filiform.drawing.values import CellPaint, ListedArea, Quality, Stroke

__all__ = [
    "CellPaint",
    "Change",
    "Drawing",
    "Extent",
    "ListedArea",
    "Overlap",
    "Quality",
    "Stroke",
    "centre",
    "change",
    "distance",
    "extent",
    "nearest_landmark",
    "overlap",
    "patches",
    "regions",
]
