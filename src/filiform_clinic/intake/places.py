"""A drawing in the patient's words: which places were painted or chosen, and where to see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from filiform.body import Body, Side, SideRule
from filiform.drawing import Drawing, DrawnScar, ListedArea, Place, Quality, main_places, places


@dataclass(frozen=True, slots=True)
class Told:
    """A place by name with its side, such as "temple (right)", and how it feels there."""

    name: str
    quality: Quality | None
    intensity: float | None

    @property
    def feels(self) -> str:
        """ "ache, 7 of 10": empty when nothing was said of it."""
        number = "" if self.intensity is None else _("%g of 10") % self.intensity
        words = [_quality(self.quality) if self.quality else "", number]
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class ToldPlaces:
    """The places of a drawing, most painted first: those to read at once, and smaller ones."""

    main: tuple[Told, ...]
    smaller: tuple[Told, ...]


def places_in_words(drawing: Drawing, *, private: bool) -> ToldPlaces:
    """All places of a drawing; left and right of the same area are one place.

    What was chosen by name is always a main place. Intimate areas are named only when `private`
    (the complaint is about them) or when the patient chose them by name.
    """
    areas, chosen = Body.load().areas, {entry.area for entry in drawing.listed}
    painted = places(drawing.paint, Body.load())
    shown = [one for one in painted if private or not areas[one.area].sensitive]
    first = {one.area for one in main_places(shown)} | chosen
    # Deep places have no skin to paint, and areas overlap: what was chosen is told all the same.
    told = {one.area for one in shown}
    rest: list[Place | ListedArea] = [one for one in drawing.listed if one.area not in told]
    found: dict[str, list[Place | ListedArea]] = {}
    for one in [*shown, *rest]:
        found.setdefault(one.area, []).append(one)
    return ToldPlaces(
        tuple(_told(area, some) for area, some in found.items() if area in first),
        tuple(_told(area, some) for area, some in found.items() if area not in first),
    )


def scar_in_words(scar: DrawnScar) -> str:
    """ "Caesarean, 2021: belly": what was done, the year if known, and where."""
    areas = Body.load().areas
    sides: dict[str, set[Side]] = {}
    for area, side in scar.where:
        if not areas[area].sensitive or any(one.area == area for one in scar.places):
            sides.setdefault(area, set()).add(side)
    where = ", ".join(_name(area, found) for area, found in sides.items())
    done = ", ".join(filter(None, (scar.operation, str(scar.on.year) if scar.on else "")))
    return ": ".join(filter(None, (done, where))) or _("a scar")


def views_of(drawing: Drawing, most: int = 3) -> list[str]:
    """Views on which the drawing was painted, or that show best what was chosen by name."""
    body = Body.load()
    found = [stroke.view for stroke in drawing.strokes if not stroke.erase]
    listed = [body.cells_of(entry.area, entry.side) for entry in drawing.listed]
    found += [body.best_view(cells) for cells in listed if cells]
    return list(dict.fromkeys(found))[:most]


def _told(area: str, some: list[Place | ListedArea]) -> Told:
    said = [one.intensity for one in some if one.intensity is not None]
    quality = next((one.quality for one in some if one.quality), None)
    return Told(_name(area, {one.side for one in some}), quality, max(said, default=None))


def _name(area: str, sides: set[Side]) -> str:
    known = Body.load().areas[area]
    if known.side_rule is SideRule.RIGHT_ONLY or sides == {Side.MIDLINE}:
        return known.lay_name
    words = {Side.LEFT: _("left"), Side.RIGHT: _("right")}
    side = words[min(sides)] if len(sides) == 1 and sides <= set(words) else _("both sides")
    return f"{known.lay_name} ({side})"


def _quality(quality: Quality) -> str:
    return {
        Quality.ACHE: _("ache"),
        Quality.SHARP: _("sharp"),
        Quality.BURNING: _("burning"),
        Quality.TINGLING: _("tingling"),
        Quality.STIFF: _("tight"),
    }[quality]
