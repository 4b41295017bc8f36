"""One marker on the body: where, which muscle, and which needles."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.technique import Depth, Mode
from filiform.needling.devices import Devices
from filiform.needling.read import choice, mapping, number, one_of, optional, text, whole
from filiform.needling.stimulation import Stimulation

# A bound against slips of the finger, not clinical advice: more needles are more markers.
MOST_NEEDLES = 20


class Handling(StrEnum):
    """How the needle was moved besides its mode."""

    STRAIGHT = "straight"
    ROTATED = "rotated"
    REDIRECTED = "redirected"


@dataclass(frozen=True, slots=True)
class NeedleSettings:
    """How many needles of which size (millimetres, a size of `Devices`), and what they do.

    `depth`, `handling` and `stimulation` are None where nobody said them.
    """

    needles: int
    gauge_mm: float
    length_mm: int
    mode: Mode
    depth: Depth | None = None
    handling: Handling | None = None
    stimulation: Stimulation | None = None

    def __post_init__(self) -> None:
        devices = Devices.load()
        if type(self.needles) is not int or not 1 <= self.needles <= MOST_NEEDLES:
            raise InvalidInput(
                "needles", f"a whole number from 1 to {MOST_NEEDLES}", got=self.needles
            )
        if self.gauge_mm not in devices.diameters_mm:
            raise InvalidInput("gauge_mm", one_of(devices.diameters_mm), got=self.gauge_mm)
        if self.length_mm not in devices.lengths_mm:
            raise InvalidInput("length_mm", one_of(devices.lengths_mm), got=self.length_mm)


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
        table = mapping(value, "")
        return cls(
            Target(text(table, "muscle"), choice(table, "side", Side), _site(table)),
            NeedleSettings(
                whole(table, "needles"),
                number(table, "gauge_mm"),
                whole(table, "length_mm"),
                choice(table, "mode", Mode),
                optional(table, "depth", Depth),
                optional(table, "handling", Handling),
                Stimulation.from_json(table.get("stimulation")),
            ),
            _position(table.get("position")),
        )

    def to_json(self) -> dict[str, object]:
        """A plain table, the same for equal markers."""
        at, settings = self.position, self.settings
        return {
            "muscle": self.target.muscle,
            "side": self.target.side.value,
            "site": self.target.site,
            "needles": settings.needles,
            "gauge_mm": settings.gauge_mm,
            "length_mm": settings.length_mm,
            "mode": settings.mode.value,
            "position": at and {"view": at.view, "x": at.x, "y": at.y, "cell": at.cell},
        } | _said(settings)


def check_target(target: Target, atlas: Atlas) -> None:
    """Raise `InvalidInput` unless the atlas knows the muscle, its side and its site."""
    muscle = atlas.muscles.get(target.muscle)
    if muscle is None:
        raise InvalidInput("muscle", "the id of a muscle of the atlas", got=target.muscle)
    if target.side not in muscle.sides:
        raise InvalidInput("side", one_of(muscle.sides), got=target.side.value)
    if target.site is None:
        return
    sites = {site.id: site for site in muscle.sites}
    if target.site not in sites:
        raise InvalidInput("site", f"a site of {muscle.id}", got=target.site)
    if target.side not in sites[target.site].sides:
        raise InvalidInput("side", one_of(sites[target.site].sides), got=target.side.value)


def _said(settings: NeedleSettings) -> dict[str, object]:
    """What may be left unsaid, only where it was said."""
    stimulation = settings.stimulation and settings.stimulation.to_json()
    optional = {
        "depth": settings.depth and settings.depth.value,
        "handling": settings.handling and settings.handling.value,
        "stimulation": stimulation,
    }
    return {key: value for key, value in optional.items() if value is not None}


def _site(table: Mapping[str, object]) -> str | None:
    return None if table.get("site") is None else text(table, "site")


def _position(value: object) -> Position | None:
    if value is None:
        return None
    table = mapping(value, "position")
    return Position(
        text(table, "view"), number(table, "x"), number(table, "y"), whole(table, "cell")
    )
