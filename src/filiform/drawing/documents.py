"""Drawings as JSON documents: read with every field checked, written so that they read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar, cast

from filiform.body.values import Side
from filiform.drawing.values import (
    MAX_STROKES,
    CellPaint,
    ListedArea,
    Quality,
    Stroke,
    is_number,
)
from filiform.errors import InvalidInput, shorten

MAX_TEXT = 2_000_000
"""Longest text that is read, in bytes: the largest allowed drawing fits twice."""
MAX_LISTED = 400
_MAX_CELLS = 10_000

Table = Mapping[str, object]
E = TypeVar("E", bound=StrEnum)

_STROKE_KEYS = frozenset({"id", "view", "points", "radius", "quality", "intensity", "erase"})


def parse_document(document: str | bytes | Table) -> Table:
    """The document as a table. Errors: `InvalidInput` when too long, no JSON or no object."""
    if isinstance(document, str | bytes):
        if len(document) > MAX_TEXT:
            expected = f"at most {MAX_TEXT // 1_000_000} MB of JSON"
            raise InvalidInput("", expected, got=len(document))
        document = _parse(document)
    if not isinstance(document, Mapping):
        raise InvalidInput("", "an object with strokes and listed", got=document)
    return document


def _parse(text: str | bytes) -> Table:
    try:
        return cast(Table, json.loads(text))
    except (ValueError, RecursionError) as error:
        raise InvalidInput("", "well-formed JSON", got=str(error)) from None


def read_strokes(document: Table) -> tuple[Stroke, ...]:
    rows = _rows(document, "strokes", MAX_STROKES)
    return tuple(_stroke(row, f"strokes[{i}]") for i, row in enumerate(rows))


def read_listed(document: Table) -> tuple[ListedArea, ...]:
    rows = _rows(document, "listed", MAX_LISTED)
    return tuple(_listed(row, f"listed[{i}]") for i, row in enumerate(rows))


def read_paint(document: Table) -> tuple[CellPaint, ...]:
    rows = _rows(document, "cells", _MAX_CELLS)
    return tuple(_paint(row, f"cells[{i}]") for i, row in enumerate(rows))


def write_stroke(stroke: Stroke) -> dict[str, object]:
    return {
        "id": stroke.id,
        "view": stroke.view,
        "points": [list(point) for point in stroke.points],
        "radius": stroke.radius,
        "quality": stroke.quality,
        "intensity": stroke.intensity,
        "erase": stroke.erase,
    }


def write_listed(entry: ListedArea) -> dict[str, object]:
    return {
        "area": entry.area,
        "side": entry.side,
        "intensity": entry.intensity,
        "quality": entry.quality,
    }


def write_paint(paint: CellPaint) -> dict[str, object]:
    return {
        "cell": paint.cell,
        "coverage": paint.coverage,
        "intensity": paint.intensity,
        "quality": paint.quality,
    }


def _stroke(row: Table, path: str) -> Stroke:
    unknown = set(row) - _STROKE_KEYS
    if unknown:
        expected = f"keys {', '.join(sorted(_STROKE_KEYS))}"
        raise InvalidInput(f"{path}.{_shown(min(unknown))}", expected)
    erase = row.get("erase", False)
    if not isinstance(erase, bool):
        raise InvalidInput(f"{path}.erase", "true or false", got=erase)
    with _At(path):
        return Stroke(
            id=_text(row, "id"),
            view=_text(row, "view"),
            points=_points(row.get("points")),
            radius=_number(row, "radius"),
            quality=_word(row, "quality", Quality),
            intensity=_number_or_none(row, "intensity"),
            erase=erase,
        )


def _shown(key: str) -> str:
    """A key of the document as it may stand in a message: half a surrogate pair may not."""
    return key if key.isprintable() and len(key) <= 40 else shorten(key)


def _listed(row: Table, path: str) -> ListedArea:
    with _At(path):
        side = _word(row, "side", Side)
        if side is None:
            raise InvalidInput("side", f"one of {', '.join(Side)}")
        return ListedArea(
            _text(row, "area"),
            side,
            _number_or_none(row, "intensity"),
            _word(row, "quality", Quality),
        )


def _paint(row: Table, path: str) -> CellPaint:
    with _At(path):
        return CellPaint(
            cast(int, row.get("cell")),
            _number(row, "coverage"),
            _number_or_none(row, "intensity"),
            _word(row, "quality", Quality),
        )


class _At:
    """Prefix the field of an `InvalidInput` with the place in the document."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, InvalidInput):
            field = f"{self._path}.{error.field}"
            raise InvalidInput(field, error.expected, got=error.got) from None


def _rows(document: Table, key: str, most: int) -> list[Table]:
    rows = document.get(key, [])
    if not isinstance(rows, list):
        raise InvalidInput(key, "a list", got=rows)
    if len(rows) > most:
        raise InvalidInput(key, f"at most {most} entries", got=len(rows))
    for index, row in enumerate(rows):
        if not isinstance(row, Mapping):
            raise InvalidInput(f"{key}[{index}]", "an object", got=row)
    return rows


def _text(row: Table, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise InvalidInput(key, "a text", got=value)
    return value


def _number(row: Table, key: str) -> float:
    value = row.get(key)
    if not is_number(value):
        raise InvalidInput(key, "a finite number", got=value)
    return value


def _number_or_none(row: Table, key: str) -> float | None:
    return None if row.get(key) is None else _number(row, key)


def _word(row: Table, key: str, words: type[E]) -> E | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or value not in set(words):
        raise InvalidInput(key, f"one of {', '.join(words)}", got=value)
    return words(value)


def _points(value: object) -> tuple[tuple[float, float], ...]:
    if not isinstance(value, list):
        raise InvalidInput("points", "a list of [x, y]", got=value)
    return tuple(_point(point, index) for index, point in enumerate(value))


def _point(value: object, index: int) -> tuple[float, float]:
    match value:
        case [x, y] if is_number(x) and is_number(y):
            return x, y
    raise InvalidInput(f"points[{index}]", "two finite numbers", got=value)
