"""What a screen needs to know of a body beside its pictures: views, areas, their words, cells."""

from __future__ import annotations

import json
from collections.abc import Mapping

from filiform.body.values import Area, Side, SideRule
from filiform.drawing.layers import visible_surface
from filiform.drawing.skin import PaintableView, Skin

Document = Mapping[str, object]


def catalogue(body: Skin) -> Document:
    """The body's views and areas as a JSON document for `<body-chart>`.

    `cells` is their number (the right side's ids follow the left's, half-way), `visible` the
    skin of each cell in the view that shows most of it (cm2), and each area of `areas` has `id`,
    `name`, `lay`, `words`, `note`, `side` (its side rule), `sensitive` and `cells`: those of the
    left side; the right ones are their mirror. A list-only area has no cells.
    """
    return {
        "body": body.version,
        "cells": len(body.cells),
        "visible": [round(float(cm2), 3) for cm2 in visible_surface(body)],
        "views": [_view(view) for view in body.views.values()],
        "areas": [_entry(area, body) for area in body.areas.values()],
    }


def catalogue_json(body: Skin) -> str:
    """The catalogue as compact text, the same for the same body."""
    return json.dumps(catalogue(body), separators=(",", ":"), ensure_ascii=False)


def _view(view: PaintableView) -> Document:
    return {
        "id": view.id,
        "title": view.title,
        "width": view.width,
        "height": view.height,
        "px_per_cm": view.px_per_cm,
        "kind": view.kind,
        "labels": [{"text": label.text, "x": label.x, "y": label.y} for label in view.labels],
    }


def _entry(area: Area, body: Skin) -> Document:
    return {
        "id": area.id,
        "name": area.name,
        "lay": area.lay_name,
        "words": list(area.lay),
        "note": area.definition,
        "side": area.side_rule,
        "sensitive": area.sensitive,
        "cells": _left_cells(area, body),
    }


def _left_cells(area: Area, body: Skin) -> list[int]:
    if area.side_rule is SideRule.RIGHT_ONLY:
        return sorted(body.mirror(body.cells_of(area.id, Side.RIGHT)))
    return sorted(body.cells_of(area.id, Side.LEFT))
