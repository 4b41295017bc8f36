"""The body surface: cells, named areas, landmarks, distances along the skin and pictures of it.

It reads the build products in `data/built`, made by ``python -m filiform.body.build`` from the
mesh, the landmarks and the area definitions in `data`. Sides are the person's, never the
picture's; lengths on the mesh are metres, areas square centimetres, distances centimetres.
"""

from filiform.body.body import Body
from filiform.body.outline import svg_path
from filiform.body.values import Area, Cell, Landmark, Side, SideRule
from filiform.body.views import Label, View

__all__ = [
    "Area",
    "Body",
    "Cell",
    "Label",
    "Landmark",
    "Side",
    "SideRule",
    "View",
    "svg_path",
]
