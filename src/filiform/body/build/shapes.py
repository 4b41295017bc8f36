"""Read the shapes of `areas.toml`: a small language over landmarks, checked key by key.

The language is described at the top of that file. A shape table is a conjunction: a spot of skin
belongs to it when every clause of the table holds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from filiform.body.placement import Placement
from filiform.body.surface import DATA
from filiform.errors import BrokenKnowledge, InvalidInput

FILE = "areas.toml"
Line = tuple[Placement, ...]

# A cut keeps the skin on one side of a point: axis (x lateral, y up, z front) and direction.
CUTS = {
    "above": (1, 1),
    "below": (1, -1),
    "front_of": (2, 1),
    "behind": (2, -1),
    "lateral_of": (0, 1),
    "medial_of": (0, -1),
}

DIRECTIONS = {
    "up": (0.0, 1.0, 0.0),
    "down": (0.0, -1.0, 0.0),
    "front": (0.0, 0.0, 1.0),
    "back": (0.0, 0.0, -1.0),
    "lateral": (1.0, 0.0, 0.0),
    "medial": (-1.0, 0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Near:
    """Within `low` to `high` centimetres, along the skin, of a line or of the nearest point."""

    points: Line
    joined: bool
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Polygon:
    """What the closed line through the points cuts off the half body (the smaller part)."""

    points: Line


@dataclass(frozen=True, slots=True)
class Cut:
    """The skin on one side of a point, along a body axis."""

    axis: int
    sign: int
    point: Placement


@dataclass(frozen=True, slots=True)
class Facing:
    """The skin that faces a direction (unit vector) within so many degrees."""

    direction: tuple[float, float, float]
    degrees: float


@dataclass(frozen=True, slots=True)
class Past:
    """The skin beyond a plane that stands upright on the straight line from `start` to `end`."""

    start: Placement
    end: Placement
    fraction: float


@dataclass(frozen=True, slots=True)
class Sector:
    """A stretch of a limb: between two node counts and, if given, between two angles."""

    limb: str
    along: tuple[float, float]
    around: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """The skin that lies nearer to one of the own lines than to any of the others."""

    own: tuple[Line, ...]
    others: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The skin of any of the named regions or areas."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The skin of any of the shapes."""

    shapes: tuple[Shape, ...]


Clause = Near | Polygon | Cut | Facing | Past | Sector | Nearest | Named | AnyOf


@dataclass(frozen=True, slots=True)
class Shape:
    """Every clause holds, no exception does; then only the piece that holds the point, if given."""

    clauses: tuple[Clause, ...]
    exceptions: tuple[Clause, ...] = ()
    holding: Placement | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A station on the centre line of a limb: the mean of its landmarks, and where front is."""

    centre: Line
    front: Placement


@dataclass(frozen=True, slots=True)
class Shapes:
    """All shapes of the file: limbs and regions as helpers, and the areas themselves."""

    limbs: Mapping[str, tuple[Node, ...]] = field(hash=False)
    regions: Mapping[str, Shape] = field(hash=False)
    areas: Mapping[str, Shape] = field(hash=False)

    def __post_init__(self) -> None:
        for kind, shapes in (("region", self.regions), ("area", self.areas)):
            for name, shape in shapes.items():
                self._check_names(shape, f"{kind}.{name}")

    def named(self, name: str) -> Shape:
        return self.regions[name] if name in self.regions else self.areas[name]

    def _check_names(self, shape: Shape, where: str) -> None:
        for clause in (*shape.clauses, *shape.exceptions):
            match clause:
                case Named(names):
                    _known(names, {*self.regions, *self.areas}, f"{where}.in", "regions or areas")
                case Sector(limb):
                    _known((limb,), self.limbs, f"{where}.limb", "limbs")
                case AnyOf(shapes):
                    for inner in shapes:
                        self._check_names(inner, where)
                case _:
                    pass


def _known(names: Sequence[str], known: Container[str], where: str, what: str) -> None:
    for name in names:
        if name not in known:
            raise BrokenKnowledge(where, f"names of {what} in this file", got=name, where=FILE)


@cache
def load_shapes() -> Shapes:
    """The shapes of `areas.toml`; a broken one is refused by entry and key."""
    with (DATA / FILE).open("rb") as file:
        return parse_shapes(tomllib.load(file))


def parse_shapes(document: Mapping[str, object]) -> Shapes:
    """Read the tables ``limb``, ``region`` and ``area`` of the parsed file."""
    limbs = _tables(document.get("limb", {}), "limb")
    regions = _tables(document.get("region", {}), "region")
    return Shapes(
        {name: _limb(table, f"limb.{name}") for name, table in limbs.items()},
        {name: parse_shape(table, f"region.{name}") for name, table in regions.items()},
        _area_shapes(document.get("area")),
    )


def _tables(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BrokenKnowledge(where, "tables by name", got=value, where=FILE)
    return value


def _area_shapes(entries: object) -> dict[str, Shape]:
    if not isinstance(entries, list):
        raise BrokenKnowledge("area", "a list of areas", where=FILE)
    shapes = {}
    for index, entry in enumerate(entries):
        name = entry.get("id", index)
        if (entry.get("place") == "surface") != ("shape" in entry):
            expected = "a shape for place = surface, and none for list_only"
            raise BrokenKnowledge(f"area.{name}.shape", expected, where=FILE)
        if "shape" in entry:
            shapes[name] = parse_shape(entry["shape"], f"area.{name}.shape")
    return shapes


def _limb(table: object, where: str) -> tuple[Node, ...]:
    match table:
        case {"nodes": [_, _, *_] as nodes}:
            return tuple(_node(node, f"{where}.nodes[{i}]") for i, node in enumerate(nodes))
    raise BrokenKnowledge(f"{where}.nodes", "at least two nodes", where=FILE)


def _node(node: object, where: str) -> Node:
    match node:
        case {"centre": [_, *_] as centre, "front": front, **rest} if not rest:
            return Node(_line(centre, f"{where}.centre"), _point(front, f"{where}.front"))
    raise BrokenKnowledge(where, "keys centre (points) and front (a point)", where=FILE)


# --- shape tables -----------------------------------------------------------------------------

_PARAMETERS = {
    "ball": {"cm"},
    "band": {"cm"},
    "facing": {"degrees"},
    "limb": {"along", "around"},
    "nearest": {"rather_than"},
}
_PLAIN = {"polygon", "past", "in", "any", *CUTS}
_MODIFIERS = {"out", "minus", "holding"}


def parse_shape(table: object, where: str) -> Shape:
    """Read one shape table; `where` names it in errors, for instance ``area.palm.shape``."""
    if not isinstance(table, Mapping) or not table:
        raise BrokenKnowledge(where, "a table with at least one clause", got=table, where=FILE)
    _refuse_unknown(table, where)
    clauses = tuple(_clause(key, table, where) for key in table if key in _PARAMETERS)
    clauses += tuple(_clause(key, table, where) for key in table if key in _PLAIN)
    if not clauses:
        raise BrokenKnowledge(where, "at least one clause", got=sorted(table), where=FILE)
    holding = _point(table["holding"], f"{where}.holding") if "holding" in table else None
    return Shape(clauses, _exceptions(table, where), holding)


def _refuse_unknown(table: Mapping[str, object], where: str) -> None:
    allowed = {*_PARAMETERS, *_PLAIN, *_MODIFIERS}
    for key in _PARAMETERS:
        if key in table:
            allowed |= _PARAMETERS[key]
    for key in table:
        if key not in allowed:
            expected = f"one of {', '.join(sorted(allowed))}"
            raise BrokenKnowledge(f"{where}.{key}", expected, where=FILE)


def _exceptions(table: Mapping[str, object], where: str) -> tuple[Clause, ...]:
    found: list[Clause] = []
    if "out" in table:
        found.append(Named(_names(table["out"], f"{where}.out")))
    if "minus" in table:
        found.append(AnyOf(_shapes(table["minus"], f"{where}.minus")))
    return tuple(found)


def _clause(key: str, table: Mapping[str, object], where: str) -> Clause:
    at, value = f"{where}.{key}", table[key]
    if key in CUTS:
        return Cut(*CUTS[key], _point(value, at))
    match key:
        case "ball":
            points = _line(value if isinstance(value, list) else [value], at)
            return Near(points, False, *_centimetres(table.get("cm"), f"{where}.cm"))
        case "band":
            return Near(_line(value, at), True, *_centimetres(table.get("cm"), f"{where}.cm"))
        case "polygon":
            return Polygon(_line(value, at, at_least=3))
        case "facing":
            return _facing(value, table.get("degrees"), at)
        case "past":
            return _past(value, at)
        case "limb":
            return _sector(table, where)
        case "nearest":
            others = table.get("rather_than")
            return Nearest(_lines(value, at), _lines(others, f"{where}.rather_than"))
        case "in":
            return Named(_names(value, at))
        case _:
            return AnyOf(_shapes(value, at))


def _shapes(value: object, where: str) -> tuple[Shape, ...]:
    if not isinstance(value, list) or not value:
        raise BrokenKnowledge(where, "a list of shape tables", got=value, where=FILE)
    return tuple(parse_shape(inner, f"{where}[{i}]") for i, inner in enumerate(value))


def _facing(value: object, degrees: object, where: str) -> Facing:
    if value not in DIRECTIONS or not isinstance(degrees, int | float) or not 0 < degrees < 180:
        expected = f"one of {', '.join(DIRECTIONS)}, with degrees between 0 and 180"
        raise BrokenKnowledge(where, expected, got=(value, degrees), where=FILE)
    return Facing(DIRECTIONS[str(value)], float(degrees))


def _past(value: object, where: str) -> Past:
    match value:
        case [start, end, (int() | float()) as fraction]:
            return Past(_point(start, where), _point(end, where), float(fraction))
    raise BrokenKnowledge(where, "[point, point, fraction]", got=value, where=FILE)


def _sector(table: Mapping[str, object], where: str) -> Sector:
    limb = table["limb"]
    if not isinstance(limb, str):
        raise BrokenKnowledge(f"{where}.limb", "the name of a limb", got=limb, where=FILE)
    along = _pair(table.get("along"), f"{where}.along")
    around = _pair(table["around"], f"{where}.around") if "around" in table else None
    if around and not -360 <= around[0] < around[1] <= 360:
        expected = "two rising angles from -360 to 360"
        raise BrokenKnowledge(f"{where}.around", expected, got=around, where=FILE)
    return Sector(limb, along, around)


# --- points, lines, numbers -------------------------------------------------------------------


def _point(value: object, where: str) -> Placement:
    table = {"at": value} if isinstance(value, str) else value
    if not isinstance(table, Mapping):
        raise BrokenKnowledge(where, "a landmark id or a placement", got=value, where=FILE)
    try:
        return Placement.parse(table, where)
    except InvalidInput as refused:
        raise BrokenKnowledge(
            refused.field, refused.expected, got=refused.got, where=FILE
        ) from None


def _line(value: object, where: str, at_least: int = 1) -> Line:
    if not isinstance(value, list) or len(value) < at_least:
        raise BrokenKnowledge(where, f"a list of {at_least} or more points", got=value, where=FILE)
    return tuple(_point(point, f"{where}[{i}]") for i, point in enumerate(value))


def _lines(value: object, where: str) -> tuple[Line, ...]:
    if not isinstance(value, list) or not value:
        raise BrokenKnowledge(where, "a list of points or lines", got=value, where=FILE)
    return tuple(
        _line(item if isinstance(item, list) else [item], f"{where}[{i}]")
        for i, item in enumerate(value)
    )


def _names(value: object, where: str) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BrokenKnowledge(where, "a name or a list of names", got=value, where=FILE)
    return tuple(names)


def _centimetres(value: object, where: str) -> tuple[float, float]:
    low, high = (0.0, value) if isinstance(value, int | float) else _pair(value, where)
    if not 0 <= low < high <= 40:
        raise BrokenKnowledge(where, "centimetres, at most 40", got=value, where=FILE)
    return float(low), float(high)


def _pair(value: object, where: str) -> tuple[float, float]:
    match value:
        case [(int() | float()) as low, (int() | float()) as high] if low < high:
            return float(low), float(high)
    raise BrokenKnowledge(where, "two rising numbers", got=value, where=FILE)
