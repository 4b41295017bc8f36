"""One marker on the body: where, which muscle, and which needles."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.atlas import Atlas
from filiform.needling.devices import Devices

# A bound against slips of the finger, not clinical advice: more needles are more markers.
MOST_NEEDLES = 20


class Mode(StrEnum):
    """What the needle does while it is in: moved up and down, or left for a time."""

    PISTONED = "pistoned"
    LEFT_IN = "left_in"


@dataclass(frozen=True, slots=True)
class NeedleSettings:
    """How many needles of which size (millimetres, a size of `Devices`), and what they do."""

    needles: int
    gauge_mm: float
    length_mm: int
    mode: Mode

    def __post_init__(self) -> None:
        devices = Devices.load()
        if type(self.needles) is not int or not 1 <= self.needles <= MOST_NEEDLES:
            raise InvalidInput(
                "needles", f"a whole number from 1 to {MOST_NEEDLES}", got=self.needles
            )
        if self.gauge_mm not in devices.diameters_mm:
            raise InvalidInput("gauge_mm", _one_of(devices.diameters_mm), got=self.gauge_mm)
        if self.length_mm not in devices.lengths_mm:
            raise InvalidInput("length_mm", _one_of(devices.lengths_mm), got=self.length_mm)


@dataclass(frozen=True, slots=True)
class Position:
    """A point in a view of the body: x and y from 0 to 1 of its width and height, and the cell."""

    view: str
    x: float
    y: float
    cell: int

    def __post_init__(self) -> None:
        for name, value in (("x", self.x), ("y", self.y)):
            if not (math.isfinite(value) and 0 <= value <= 1):
                raise InvalidInput(f"position.{name}", "a number from 0 to 1", got=value)
        if not self.view:
            raise InvalidInput("position.view", "the id of a view of the body")
        if self.cell < 0:
            raise InvalidInput("position.cell", "the id of a cell of the skin", got=self.cell)


@dataclass(frozen=True, slots=True)
class Target:
    """The muscle on one side, and its trigger point site when the practitioner names one."""

    muscle: str
    side: Side
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Marker:
    """One mark on the body. `position` is None when it was entered by list, without the body."""

    target: Target
    settings: NeedleSettings
    position: Position | None = None

    @classmethod
    def from_json(cls, value: object) -> Marker:
        """Read the form that `to_json` writes, or raise `InvalidInput` naming the field."""
        table = _mapping(value, "")
        return cls(
            Target(_text(table, "muscle"), _side(table), _site(table)),
            NeedleSettings(
                _whole(table, "needles"),
                _number(table, "gauge_mm"),
                _whole(table, "length_mm"),
                _mode(table),
            ),
            _position(table.get("position")),
        )

    def to_json(self) -> dict[str, object]:
        """A plain table, the same for equal markers."""
        at = self.position
        return {
            "muscle": self.target.muscle,
            "side": self.target.side.value,
            "site": self.target.site,
            "needles": self.settings.needles,
            "gauge_mm": self.settings.gauge_mm,
            "length_mm": self.settings.length_mm,
            "mode": self.settings.mode.value,
            "position": at and {"view": at.view, "x": at.x, "y": at.y, "cell": at.cell},
        }


def check_target(target: Target, atlas: Atlas) -> None:
    """Raise `InvalidInput` unless the atlas knows the muscle, its side and its site."""
    muscle = atlas.muscles.get(target.muscle)
    if muscle is None:
        raise InvalidInput("muscle", "the id of a muscle of the atlas", got=target.muscle)
    if target.side not in muscle.sides:
        raise InvalidInput("side", _one_of(muscle.sides), got=target.side.value)
    if target.site is None:
        return
    sites = {site.id: site for site in muscle.sites}
    if target.site not in sites:
        raise InvalidInput("site", f"a site of {muscle.id}", got=target.site)
    if target.side not in sites[target.site].sides:
        raise InvalidInput("side", _one_of(sites[target.site].sides), got=target.side.value)


def _one_of(choices: tuple[object, ...]) -> str:
    return f"one of {', '.join(str(choice) for choice in choices)}"


def _mapping(value: object, field: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidInput(field, "a table of named values", got=value)
    return value


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise InvalidInput(key, "a text", got=value)
    return value


def _site(table: Mapping[str, object]) -> str | None:
    return None if table.get("site") is None else _text(table, "site")


def _number(table: Mapping[str, object], key: str) -> float:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(key, "a number", got=value)
    return float(value)


def _whole(table: Mapping[str, object], key: str) -> int:
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidInput(key, "a whole number", got=value)
    return value


def _side(table: Mapping[str, object]) -> Side:
    try:
        return Side(_text(table, "side"))
    except ValueError:
        raise InvalidInput("side", _one_of(tuple(Side)), got=table["side"]) from None


def _mode(table: Mapping[str, object]) -> Mode:
    try:
        return Mode(_text(table, "mode"))
    except ValueError:
        raise InvalidInput("mode", _one_of(tuple(Mode)), got=table["mode"]) from None


def _position(value: object) -> Position | None:
    if value is None:
        return None
    table = _mapping(value, "position")
    return Position(
        _text(table, "view"), _number(table, "x"), _number(table, "y"), _whole(table, "cell")
    )
