"""A drawing in the patient's words: which places were painted or chosen, and where to see them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from filiform.body import Body, Side
from filiform.drawing import Drawing, regions

# Of an area that a brush only grazed, nothing is said.
_SAID_FROM = 0.2


def places_in_words(drawing: Drawing, *, private: bool) -> list[str]:
    """Names of all places, by the alphabet: "right temple", "low back, both sides".

    Intimate areas are named only when `private` (the complaint is about them) or when the patient
    chose them by name.
    """
    body, found = Body.load(), dict[str, set[Side]]()
    for area, side in regions(drawing.cells, drawing.body):
        if body.areas[area].sensitive and not private:
            continue
        cells = body.cells_of(area, side)
        if len(cells & drawing.cells) >= _SAID_FROM * len(cells):
            found.setdefault(area, set()).add(side)
    for entry in drawing.listed:
        found.setdefault(entry.area, set()).add(entry.side)
    return sorted(_name(area, sides) for area, sides in found.items())


def views_of(drawing: Drawing, most: int = 3) -> list[str]:
    """Views on which the drawing was painted, or that show best what was chosen by name."""
    body = Body.load()
    found = [stroke.view for stroke in drawing.strokes if not stroke.erase]
    listed = [body.cells_of(entry.area, entry.side) for entry in drawing.listed]
    found += [body.best_view(cells) for cells in listed if cells]
    return list(dict.fromkeys(found))[:most]


def _name(area: str, sides: set[Side]) -> str:
    name = Body.load().areas[area].lay_name
    match sorted(sides):
        case [Side.LEFT]:
            return _("left %(place)s") % {"place": name}
        case [Side.RIGHT]:
            return _("right %(place)s") % {"place": name}
        case [Side.MIDLINE]:
            return name
    return _("%(place)s, both sides") % {"place": name}
