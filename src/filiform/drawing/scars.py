"""Scars as the patient or the therapist draws them: a line on a view, or a place by name.

What was done, when, and whether it has healed is told with the line. Where screening has a rule
about it, a scar becomes evidence (`scar_evidence`); a healed scar becomes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from filiform.body import Body, Side
from filiform.drawing.documents import Table, read_listed
from filiform.drawing.measures import regions
from filiform.drawing.values import MAX_POINTS_PER_STROKE, ListedArea, Point, is_number
from filiform.errors import InvalidInput
from filiform.intake.dates import PartialDate

W = TypeVar("W", bound=StrEnum)

MOST_SCARS = 20
MOST_LINES = 10
MAX_OPERATION = 120


class Cause(StrEnum):
    """What a scar comes from."""

    SURGERY = "surgery"
    INJURY = "injury"
    OTHER = "other"


class ScarAnswer(StrEnum):
    """An answer about a scar."""

    YES = "yes"
    NOT_YET = "not_yet"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class ScarLine:
    """A line on one view; `points` are shares of the view's width and height."""

    view: str
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if self.view not in Body.load().views:
            raise InvalidInput("view", "a view of the body", got=self.view)
        if not 1 <= len(self.points) <= MAX_POINTS_PER_STROKE:
            raise InvalidInput("points", f"1-{MAX_POINTS_PER_STROKE} points", got=len(self.points))
        for number, (x, y) in enumerate(self.points):
            if not (-1 <= x <= 2 and -1 <= y <= 2):
                raise InvalidInput(f"points[{number}]", "shares of the picture", got=(x, y))

    @property
    def cells(self) -> frozenset[int]:
        """The skin under the line, on today's body; empty when it lies beside it."""
        cells = Body.load().id_map(self.view)
        high, wide = cells.shape
        spots = (
            (round(x * (wide - 1)), round(y * (high - 1))) for x, y in self._walked(wide, high)
        )
        inside = ((x, y) for x, y in spots if 0 <= x < wide and 0 <= y < high)
        return frozenset(int(cells[y, x]) for x, y in inside if cells[y, x] >= 0)

    def _walked(self, wide: int, high: int) -> Iterator[Point]:
        """The line in steps of at most a pixel."""
        yield self.points[0]
        for (ax, ay), (bx, by) in zip(self.points, self.points[1:], strict=False):
            steps = max(1, round(max(abs(bx - ax) * wide, abs(by - ay) * high)))
            for step in range(1, steps + 1):
                yield ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps


@dataclass(frozen=True, slots=True)
class DrawnScar:
    """One scar: where (lines, or places by name), from what, since when, and how it is now.

    `sensitive`: whether touch there feels wrong or hurts. Errors: `InvalidInput` naming the field
    for a scar that lies nowhere on the body, an unknown area or side, or a text too long.
    """

    id: UUID
    cause: Cause
    lines: tuple[ScarLine, ...] = ()
    places: tuple[ListedArea, ...] = ()
    operation: str = ""
    on: PartialDate | None = None
    healed: ScarAnswer = ScarAnswer.UNSURE
    sensitive: ScarAnswer = ScarAnswer.UNSURE

    def __post_init__(self) -> None:
        if len(self.lines) > MOST_LINES or len(self.places) > MOST_LINES:
            raise InvalidInput("lines", f"at most {MOST_LINES} lines and {MOST_LINES} places")
        if len(self.operation) > MAX_OPERATION or "\x00" in self.operation:
            raise InvalidInput("operation", f"a text of at most {MAX_OPERATION} letters")
        for place in self.places:
            _check_place(place)
        if not self.places and not any(line.cells for line in self.lines):
            raise InvalidInput("place", "a line on the body, or the name of a place")

    @property
    def cells(self) -> frozenset[int]:
        """The skin under the lines, and all of the named places."""
        drawn = frozenset[int]().union(*(line.cells for line in self.lines))
        body = Body.load()
        return drawn.union(*(body.cells_of(one.area, one.side) for one in self.places))

    @property
    def where(self) -> tuple[tuple[str, Side], ...]:
        """Areas with their side: those named, then those that the lines cross."""
        body = Body.load()
        named = [(one.area, one.side) for one in self.places]
        crossed = sorted(regions(frozenset().union(*(one.cells for one in self.lines)), body))
        return tuple(dict.fromkeys([*named, *crossed]))

    @classmethod
    def from_json(cls, document: object, field: str = "scar") -> DrawnScar:
        """Read what `to_json` wrote. Errors: `InvalidInput` naming the field."""
        if not isinstance(document, Mapping) or set(document) != _KEYS:
            raise InvalidInput(field, f"an object of {', '.join(sorted(_KEYS))}", got=document)
        try:
            return _read(document)
        except InvalidInput as fault:
            path = f"{field}.{fault.field}"
            raise InvalidInput(path, fault.expected, got=fault.got) from None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "cause": str(self.cause),
            "lines": [
                {"view": one.view, "points": [[*p] for p in one.points]} for one in self.lines
            ],
            "places": [{"area": one.area, "side": str(one.side)} for one in self.places],
            "operation": self.operation,
            "on": str(self.on or ""),
            "healed": str(self.healed),
            "sensitive": str(self.sensitive),
        }


_KEYS = {"id", "cause", "lines", "places", "operation", "on", "healed", "sensitive"}


def read_scars(document: object, field: str = "scars") -> tuple[DrawnScar, ...]:
    """A list of scars; empty says that there is none. Errors: `InvalidInput` naming the field."""
    if not isinstance(document, list) or len(document) > MOST_SCARS:
        raise InvalidInput(field, f"a list of at most {MOST_SCARS}")
    found = tuple(DrawnScar.from_json(one, f"{field}[{n}]") for n, one in enumerate(document))
    if len({one.id for one in found}) < len(found):
        raise InvalidInput(field, "each scar once")
    return found


def lines_of(strokes: Iterable[object]) -> tuple[ScarLine, ...]:
    """The lines of a chart's strokes as they come from a form."""
    return tuple(
        _line(one) for one in strokes if not (isinstance(one, Mapping) and one.get("erase"))
    )


def _read(document: Table) -> DrawnScar:
    lines, places, written = document["lines"], document["places"], document["on"]
    if not isinstance(lines, list):
        raise InvalidInput("lines", "a list", got=lines)
    if not isinstance(document["operation"], str):
        raise InvalidInput("operation", "a text", got=document["operation"])
    return DrawnScar(
        id=_uuid(document["id"]),
        cause=_word(document, "cause", Cause),
        lines=tuple(map(_line, lines)),
        places=read_listed({"listed": places}),
        operation=document["operation"].strip(),
        on=PartialDate.parse(written, "on") if written else None,
        healed=_word(document, "healed", ScarAnswer),
        sensitive=_word(document, "sensitive", ScarAnswer),
    )


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise InvalidInput("id", "a UUID", got=value) from None


def _word(document: Table, key: str, words: type[W]) -> W:
    said = document[key]
    if not isinstance(said, str) or said not in [*words]:
        raise InvalidInput(key, f"one of {', '.join(words)}", got=said)
    return words(said)


def _line(row: object) -> ScarLine:
    match row:
        case {"view": str(view), "points": [*points]} if all(map(_is_point, points)):
            return ScarLine(view, tuple((float(x), float(y)) for x, y in points))
    raise InvalidInput("lines", "a view and points of it", got=row)


def _is_point(value: object) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value))


def _check_place(place: ListedArea) -> None:
    area = Body.load().areas.get(place.area)
    if area is None:
        raise InvalidInput("places", "areas of the body", got=place.area)
    if place.side not in area.side_rule.accepts:
        raise InvalidInput("places", "a side that this area has", got=str(place.side))
