"""What is said once for all markers of a visit: boxes of needles, position, skin, gloves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.errors import InvalidInput
from filiform.needling.read import mapping, optional

# Bounds against slips, not advice.
MOST_BOXES = 4
LONGEST_NAME = 80


class Lying(StrEnum):
    """How the patient lay or sat."""

    PRONE = "prone"
    SUPINE = "supine"
    SIDE = "side"
    SEATED = "seated"


class SkinPreparation(StrEnum):
    """What was done to the skin before the needles."""

    ALCOHOL = "alcohol"
    OTHER = "other"
    CLEAN = "clean"


class Gloves(StrEnum):
    """Which gloves the practitioner wore."""

    NONE = "none"
    EXAMINATION = "examination"
    STERILE = "sterile"


@dataclass(frozen=True, slots=True)
class Box:
    """A box the needles came from, as its label says; `expires` is the last day of use."""

    brand: str
    lot: str
    expires: date | None = None

    def __post_init__(self) -> None:
        for key in ("brand", "lot"):
            said = getattr(self, key)
            if not said.strip() or len(said) > LONGEST_NAME:
                raise InvalidInput(key, f"1 to {LONGEST_NAME} characters, as on the label")

    def expired(self, on: date) -> bool:
        """Whether the last day of use lies before `on`."""
        return self.expires is not None and self.expires < on


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who supervised, where the practitioner may not yet needle alone."""

    name: str
    licence: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            raise InvalidInput("supervisor", f"a name of at most {LONGEST_NAME} characters")
        if len(self.licence) > LONGEST_NAME:
            raise InvalidInput("supervisor_licence", f"at most {LONGEST_NAME} characters")


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """Each empty or None until it is said.

    `used_expired`: the practitioner states that needles of an expired box did go in.
    """

    boxes: tuple[Box, ...] = ()
    position: Lying | None = None
    skin: SkinPreparation | None = None
    gloves: Gloves | None = None
    supervisor: Supervisor | None = None
    used_expired: bool = False

    def __post_init__(self) -> None:
        if len(self.boxes) > MOST_BOXES:
            raise InvalidInput("boxes", f"at most {MOST_BOXES} boxes", got=len(self.boxes))

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not said yet, by field."""
        asked = ("boxes", "position", "skin", "gloves")
        return tuple(name for name in asked if not getattr(self, name))

    def expired(self, on: date) -> tuple[Box, ...]:
        """The boxes past their last day of use."""
        return tuple(box for box in self.boxes if box.expired(on))

    def check_boxes(self, on: date) -> None:
        """Refuse an expired box, unless it is stated that its needles did go in."""
        expired = self.expired(on)
        if expired and not self.used_expired:
            box = expired[0]
            raise InvalidInput(
                "expires",
                f"a box in date on {on}; put lot {box.lot} away, or say that its needles went in",
                got=str(box.expires),
            )

    @classmethod
    def from_json(cls, value: object) -> SessionDetails:
        """Read the form that `to_json` writes."""
        table = mapping(value, "details")
        boxes = table.get("boxes")
        if not isinstance(boxes, list | tuple):
            raise InvalidInput("boxes", "a list of boxes", got=boxes)
        return cls(
            tuple(_box(mapping(box, "boxes")) for box in boxes),
            optional(table, "position", Lying),
            optional(table, "skin", SkinPreparation),
            optional(table, "gloves", Gloves),
            _supervisor(table.get("supervisor")),
            table.get("used_expired") is True,
        )

    def to_json(self) -> dict[str, object]:
        """A plain table, the same for equal details."""
        who = self.supervisor
        return {
            "boxes": [
                {
                    "brand": box.brand,
                    "lot": box.lot,
                    "expires": box.expires and box.expires.isoformat(),
                }
                for box in self.boxes
            ],
            "position": self.position and self.position.value,
            "skin": self.skin and self.skin.value,
            "gloves": self.gloves and self.gloves.value,
            "supervisor": who and {"name": who.name, "licence": who.licence},
            "used_expired": self.used_expired,
        }


def _box(table: Mapping[str, object]) -> Box:
    return Box(str(table.get("brand")), str(table.get("lot")), _day(table.get("expires")))


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InvalidInput("expires", "a day such as 2027-05-31", got=value) from None


def _supervisor(value: object) -> Supervisor | None:
    if value is None:
        return None
    table = mapping(value, "supervisor")
    return Supervisor(str(table.get("name")), str(table.get("licence") or ""))
