"""The `<body-chart>` on a page: what a template needs to show it, and what a form sends back.

A view makes a `Chart`, its template includes ``ui/body_chart.html with chart=chart`` (and
``ui/body_chart_assets.html`` in the head), and on POST `read_value` gives the drawing's document,
whether it was painted, chosen from the enhanced list, or chosen in a browser without JavaScript.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from filiform.body import Body, Side
from filiform.drawing import Quality
from filiform.drawing.documents import parse_document
from filiform.errors import InvalidInput
from filiform_clinic.ui.body_chart_words import words

SPARE_ROWS = 4
Document = Mapping[str, Any]


@dataclass(frozen=True)
class Chart:
    """One body chart.

    `value` is the drawing so far, `{"strokes": [...], "listed": [...]}`; `layers` what modes
    mark and show draw (see ``scene.js``); with `save_url` every stroke is sent there as JSON
    `{"strokes", "listed", "revision"}`, `revision` being the last one the server has. With
    `lines` the hand draws thin lines without a quality or number, and places are named beside it.
    """

    mode: Literal["paint", "mark", "show"] = "paint"
    name: str = "drawing"
    value: Document = field(default_factory=dict)
    layers: Document = field(default_factory=dict)
    save_url: str = ""
    revision: int = 0
    view: str = "front"
    show_sensitive: bool = False
    list_open: bool = False
    lines: bool = False

    @property
    def body_version(self) -> str:
        return Body.load().version

    @cached_property
    def scripts(self) -> SafeString:
        """Data for the element, as JSON that no browser runs."""
        parts = [_data("data-words", words())]
        if self.mode == "paint":
            parts.append(_data("data-value", _value(self.value)))
        else:
            parts.append(_data("data-layers", self.layers))
        return format_html_join("", "{}", ((part,) for part in parts))

    @property
    def value_json(self) -> str:
        return json.dumps(_value(self.value))

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Rows of plain fields: what is listed so far, and some to fill."""
        listed = list(self.value.get("listed", []))
        rows = [*listed, *({} for _ in range(SPARE_ROWS))]
        return [{"number": number, **row} for number, row in enumerate(rows)]

    @property
    def areas(self) -> Sequence[tuple[str, str]]:
        """Areas to choose from, by the patient's word."""
        found = [
            (area.id, area.lay_name or area.name)
            for area in Body.load().areas.values()
            if self.show_sensitive or not area.sensitive
        ]
        return sorted(found, key=lambda pair: pair[1].casefold())

    @property
    def sides(self) -> Sequence[tuple[str, str]]:
        said = words()
        return [(side.value, said[side.value]) for side in Side]

    @property
    def qualities(self) -> Sequence[tuple[str, str]]:
        said = words()
        return [(quality.value, said[quality.value]) for quality in Quality]

    @property
    def intensities(self) -> range:
        return range(11)


def read_value(post: QueryDict, name: str = "drawing") -> dict[str, Any]:
    """The drawing's document from a submitted form.

    Errors: `InvalidInput` naming the field when it is no JSON document, or a plain row is
    half filled. What the document says is checked by `Drawing.from_json`.
    """
    document = dict(parse_document(post.get(name) or "{}"))
    if f"{name}-plain" in post:
        document["listed"] = _plain_rows(post, name)
    return document


def _plain_rows(post: QueryDict, name: str) -> list[dict[str, Any]]:
    areas = post.getlist(f"{name}-area")
    rows: list[dict[str, Any]] = []
    for index, area in enumerate(areas):
        if area:
            rows.append(
                {
                    "area": area,
                    "side": _nth(post, f"{name}-side", index) or _only_side(area, len(rows)),
                    "quality": _nth(post, f"{name}-quality", index) or None,
                    "intensity": _intensity(_nth(post, f"{name}-intensity", index), len(rows)),
                }
            )
    return rows


def _nth(post: QueryDict, key: str, index: int) -> str:
    values = post.getlist(key)
    return values[index] if index < len(values) else ""


def _only_side(area: str, index: int) -> str:
    """The side of an area that needs no choice; otherwise the choice is missing."""
    known = Body.load().areas.get(area)
    accepted = known.side_rule.accepts if known else frozenset()
    if Side.MIDLINE in accepted:
        return Side.MIDLINE
    if len(accepted) == 1:
        return next(iter(accepted))
    raise InvalidInput(f"listed[{index}].side", "left, right or both")


def _intensity(text: str, index: int) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text[:4]) > 10:
        raise InvalidInput(f"listed[{index}].intensity", "0 to 10", got=text)
    return int(text)


def _value(value: Document) -> dict[str, Any]:
    return {"strokes": value.get("strokes", []), "listed": value.get("listed", [])}


# As Django's json_script does: no character that could end the script element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def _data(attribute: str, value: object) -> SafeString:
    text = json.dumps(value, separators=(",", ":")).translate(_ESCAPES)
    safe = mark_safe(text)  # noqa: S308 (escaped for a script element just above)
    return format_html('<script type="application/json" {}>{}</script>', attribute, safe)
