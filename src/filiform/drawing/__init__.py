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
    main_regions,
    nearest_landmark,
    overlap,
    patches,
    regions,
)
from filiform.drawing.places import Place, main_places, places
from filiform.drawing.png import render_png
from filiform.drawing.scar_rules import scar_evidence, scar_name, scar_regions, scars_at
from filiform.drawing.scars import Cause, DrawnScar, ScarAnswer, ScarLine, lines_of, read_scars
from filiform.drawing.scene import Candidate, FindingMark, NeedleMark, Scene, Zone
from filiform.drawing.svg import render_svg
from filiform.drawing.values import CellPaint, ListedArea, Quality, Stroke

__all__ = [
    "Candidate",
    "Cause",
    "CellPaint",
    "Change",
    "Drawing",
    "DrawnScar",
    "Extent",
    "FindingMark",
    "ListedArea",
    "NeedleMark",
    "Overlap",
    "Place",
    "Quality",
    "ScarAnswer",
    "ScarLine",
    "Scene",
    "Stroke",
    "Zone",
    "centre",
    "change",
    "distance",
    "extent",
    "lines_of",
    "main_places",
    "main_regions",
    "nearest_landmark",
    "overlap",
    "patches",
    "places",
    "read_scars",
    "regions",
    "render_png",
    "render_svg",
    "scar_evidence",
    "scar_name",
    "scar_regions",
    "scars_at",
]
