"""The pain drawing: where it hurts, how and how much, on the cells of a body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from filiform.body.values import Side
from filiform.drawing.documents import (
    parse_document,
    read_listed,
    read_paint,
    read_strokes,
    write_listed,
    write_paint,
    write_stroke,
)
from filiform.drawing.layers import Layers
from filiform.drawing.raster import work
from filiform.drawing.skin import Skin
from filiform.drawing.values import (
    MAX_POINTS,
    MAX_STROKES,
    MAX_WORK,
    PAINTED_FROM,
    CellPaint,
    ListedArea,
    Stroke,
)
from filiform.errors import InvalidInput


@dataclass(frozen=True)
class Drawing:
    """Painted cells on a body, with the strokes and listed areas they came from.

    `paint` holds each cell once, in the order of cell ids. Coverage is the painted share of the
    cell's skin, measured in the view that shows most of it. Errors: `InvalidInput` naming the
    field for an unknown view, cell or area, a side the area does not have, or too many strokes.
    """

    body: Skin
    paint: tuple[CellPaint, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    listed: tuple[ListedArea, ...] = ()

    def __post_init__(self) -> None:
        check_strokes(self.strokes, self.body)
        check_listed(self.listed, self.body)
        _check_paint(self.paint, self.body)

    @classmethod
    def from_strokes(
        cls, strokes: Iterable[Stroke], body: Skin, listed: Iterable[ListedArea] = ()
    ) -> Drawing:
        """Paint strokes in order (later ones overpaint, erasers take away), then listed areas.

        Strokes beside the body paint nothing: the drawing is then empty, which is no error.
        """
        strokes, listed = tuple(strokes), _last_of_each(listed)
        check_strokes(strokes, body)
        check_listed(listed, body)
        paint = Layers(body, strokes).paint() if strokes else ()
        return cls(body, _with_listed(paint, listed, body), strokes, listed)

    @classmethod
    def from_areas(cls, listed: Iterable[ListedArea], body: Skin) -> Drawing:
        """A drawing chosen by name; a list-only area stays in `listed` without cells."""
        return cls.from_strokes((), body, listed)

    @classmethod
    def from_json(cls, document: str | bytes | Mapping[str, object], body: Skin) -> Drawing:
        """Read `{"body"?, "strokes", "listed", "cells"?}`; text over 2 MB is refused unread.

        Cells are derived from the strokes; `cells` counts only in a drawing without strokes.
        """
        table = parse_document(document)
        version = table.get("body")
        if version is not None and version != body.version:
            raise InvalidInput("body", f"body version {body.version}", got=version)
        strokes, listed = read_strokes(table), _last_of_each(read_listed(table))
        if strokes or "cells" not in table:
            return cls.from_strokes(strokes, body, listed)
        return cls(body, read_paint(table), (), listed)

    def to_json(self) -> dict[str, object]:
        """The document that `from_json` reads back to an equal drawing."""
        return {
            "body": self.body.version,
            "strokes": [write_stroke(stroke) for stroke in self.strokes],
            "listed": [write_listed(area) for area in self.listed],
            "cells": [write_paint(paint) for paint in self.paint],
        }

    @cached_property
    def cells(self) -> frozenset[int]:
        """Cells that count as painted: half covered or more."""
        return frozenset(paint.cell for paint in self.paint if paint.painted)

    @property
    def empty(self) -> bool:
        """True when nothing is painted and nothing is listed."""
        return not self.paint and not self.listed

    @cached_property
    def area_cm2(self) -> float:
        """Painted skin in cm2: painted pixels weighted by the surface they show."""
        cells = self.body.cells
        return float(sum(paint.coverage * cells[paint.cell].area_cm2 for paint in self.paint))

    @property
    def percent_of_skin(self) -> float:
        """Painted skin as percent (0-100) of the whole body's."""
        return 100 * self.area_cm2 / sum(cell.area_cm2 for cell in self.body.cells)

    def mirror(self) -> Drawing:
        """The same pain on the other side.

        Strokes are a hand's trace on one view and are not mirrored. A listed area that exists on
        one side only stays as it is.
        """
        cells = self.body.cells
        paint = sorted(
            (replace(paint, cell=cells[paint.cell].mirror) for paint in self.paint),
            key=lambda paint: paint.cell,
        )
        return Drawing(
            self.body, tuple(paint), (), tuple(_mirrored(area, self.body) for area in self.listed)
        )


def check_strokes(strokes: tuple[Stroke, ...], body: Skin) -> None:
    """Refuse strokes on unknown views, and more than a hand draws."""
    if len(strokes) > MAX_STROKES:
        raise InvalidInput("strokes", f"at most {MAX_STROKES} strokes", got=len(strokes))
    points = sum(len(stroke.points) for stroke in strokes)
    if points > MAX_POINTS:
        raise InvalidInput("strokes", f"at most {MAX_POINTS} points in all", got=points)
    for index, stroke in enumerate(strokes):
        if stroke.view not in body.views:
            expected = f"one of {', '.join(body.views)}"
            raise InvalidInput(f"strokes[{index}].view", expected, got=stroke.view)
    if work(strokes, body) > MAX_WORK:
        raise InvalidInput("strokes", "fewer and smaller strokes, with fewer changes of view")


def check_listed(listed: tuple[ListedArea, ...], body: Skin) -> None:
    """Refuse unknown areas and sides that an area does not have."""
    for index, entry in enumerate(listed):
        area = body.areas.get(entry.area)
        if area is None:
            raise InvalidInput(f"listed[{index}].area", "an area id of the body", got=entry.area)
        if entry.side not in area.side_rule.accepts:
            expected = f"{' or '.join(sorted(area.side_rule.accepts))} for {area.id}"
            raise InvalidInput(f"listed[{index}].side", expected, got=str(entry.side))


def _check_paint(paint: tuple[CellPaint, ...], body: Skin) -> None:
    before = -1
    for index, entry in enumerate(paint):
        if entry.cell >= len(body.cells):
            expected = f"a cell id, 0 to {len(body.cells) - 1}"
            raise InvalidInput(f"cells[{index}].cell", expected, got=entry.cell)
        if entry.cell <= before:
            expected = "each cell once, by rising id"
            raise InvalidInput(f"cells[{index}].cell", expected, got=entry.cell)
        before = entry.cell


def _last_of_each(listed: Iterable[ListedArea]) -> tuple[ListedArea, ...]:
    """Listing an area again replaces what was said of it."""
    return tuple({(entry.area, entry.side): entry for entry in listed}.values())


def _with_listed(
    paint: tuple[CellPaint, ...], listed: tuple[ListedArea, ...], body: Skin
) -> tuple[CellPaint, ...]:
    """Fill the cells of listed areas; what the hand painted there stays."""
    found = {entry.cell: entry for entry in paint}
    for entry in listed:
        for cell in body.cells_of(entry.area, entry.side):
            if cell not in found or found[cell].coverage < PAINTED_FROM:
                found[cell] = CellPaint(cell, 1.0, entry.intensity, entry.quality)
    return tuple(found[cell] for cell in sorted(found))


def _mirrored(entry: ListedArea, body: Skin) -> ListedArea:
    side: Side = entry.side.mirrored
    accepted = side in body.areas[entry.area].side_rule.accepts
    return replace(entry, side=side) if accepted else entry
