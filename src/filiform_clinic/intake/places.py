"""A drawing in the patient's words: which places were painted or chosen, and where to see them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from filiform.body import Body, Side, SideRule
from filiform.drawing import Drawing, main_regions


def places_in_words(drawing: Drawing, *, private: bool) -> list[str]:
    """Names of all places, by the alphabet: "temple (right)", "low back (both sides)".

    Intimate areas are named only when `private` (the complaint is about them) or when the patient
    chose them by name.
    """
    areas, found = Body.load().areas, dict[str, set[Side]]()
    for area, side in main_regions(drawing):
        if private or not areas[area].sensitive:
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
    known = Body.load().areas[area]
    if known.side_rule is SideRule.RIGHT_ONLY or sides == {Side.MIDLINE}:
        return known.lay_name
    words = {Side.LEFT: _("left"), Side.RIGHT: _("right")}
    side = words[min(sides)] if len(sides) == 1 and sides <= set(words) else _("both sides")
    return f"{known.lay_name} ({side})"
