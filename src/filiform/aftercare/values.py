"""What a patient takes home, as frozen values that know where they come from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from filiform.errors import InvalidInput
from filiform.knowledge.sources import Sourced


class Topic(StrEnum):
    """The block of the sheet: what is usual, and what to do at home."""

    EXPECT = "expect"
    CARE = "care"


class Kind(StrEnum):
    """What a piece of advice does: tells what to expect, asks for something, or permits it."""

    TELLS = "tells"
    ASKS = "asks"
    PERMITS = "permits"


class Urgency(StrEnum):
    """What a warning sign asks for, most urgent first."""

    EMERGENCY = "emergency"
    TODAY = "today"
    CLINIC = "clinic"
    WAIT = "wait"

    @property
    def rank(self) -> int:
        return list(Urgency).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Sourced):
    """One thing to expect or to do."""

    topic: Topic
    kind: Kind
    text: str

    @property
    def held_back(self) -> bool:
        """Nothing is permitted on the word of a source that nobody has read."""
        return self.kind is Kind.PERMITS and not self.verified


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSign(Sourced):
    """Signs, when they may come, and what to do then.

    `parts` (of `parts.toml`) and `zones` (of the screening regions) say after which needles it is
    told; after every needle when both are empty. `{number}` in `act` is the emergency number.
    """

    flag: str
    urgency: Urgency
    title: str
    signs: tuple[str, ...]
    window: str
    act: str
    parts: tuple[str, ...]
    zones: tuple[str, ...]

    @property
    def everywhere(self) -> bool:
        return not self.parts and not self.zones


@dataclass(frozen=True, slots=True)
class Emergency:
    """The number of the ambulance in a country, and where it can be checked."""

    country: str
    number: str
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of advice as printed; `tested` is False for usual advice that no study backs."""

    id: str
    text: str
    tested: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """One warning as printed."""

    id: str
    urgency: Urgency
    title: str
    signs: tuple[str, ...]
    window: str
    act: str


@dataclass(frozen=True, slots=True)
class Needled:
    """Where needles were: the part in the patient's words with its side, and the muscle's name."""

    part: str
    words: str
    muscle: str
    muscle_id: str
    side: str

    @property
    def key(self) -> str:
        return f"{self.muscle_id}:{self.side}"

    @property
    def place(self) -> str:
        """`right shoulder (infraspinatus)`."""
        return f"{self.words} ({self.muscle})"


@dataclass(frozen=True, slots=True)
class AftercareSheet:
    """What the patient is given; `to_json` keeps every word of it.

    `needled` is empty when no needle was in: then there is nothing to hand out (`empty`).
    `stretches` are the needled muscles whose stretch the therapist has shown, as `Needled.place`.
    `version` is that of the knowledge it was written from.
    """

    version: str
    emergency_number: str
    needled: tuple[Needled, ...]
    expect: tuple[Told, ...]
    care: tuple[Told, ...]
    warnings: tuple[Sign, ...]
    stretches: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.emergency_number.strip():
            raise InvalidInput("emergency_number", "the number to call in an emergency")

    def with_stretches(self, keys: Collection[str]) -> AftercareSheet:
        """The same with the stretches of these muscles (`Needled.key`), in the sheet's order.

        `InvalidInput` for a muscle that was not needled.
        """
        known = {one.key: one.place for one in self.needled}
        if unknown := sorted({*keys} - {*known}):
            raise InvalidInput("stretch", "muscles that were needled", got=unknown[0])
        return replace(self, stretches=tuple(known[key] for key in known if key in keys))

    @property
    def empty(self) -> bool:
        return not self.needled

    @property
    def places(self) -> tuple[str, ...]:
        """The needled parts in the patient's words, each once."""
        return tuple(dict.fromkeys(one.words for one in self.needled))

    @property
    def emergencies(self) -> tuple[Sign, ...]:
        return tuple(sign for sign in self.warnings if sign.urgency is Urgency.EMERGENCY)

    @property
    def others(self) -> tuple[Sign, ...]:
        """Warnings that are no emergency, the more urgent first."""
        return tuple(sign for sign in self.warnings if sign.urgency is not Urgency.EMERGENCY)

    def to_json(self) -> dict[str, object]:
        """A plain table with every word; the same for equal sheets."""
        return {
            "version": self.version,
            "emergency_number": self.emergency_number,
            "needled": [_fields(one) for one in self.needled],
            "expect": [_fields(one) for one in self.expect],
            "care": [_fields(one) for one in self.care],
            "warnings": [_fields(one) | {"signs": list(one.signs)} for one in self.warnings],
            "stretches": list(self.stretches),
        }

    @classmethod
    def from_json(cls, held: Mapping[str, object]) -> AftercareSheet:
        """Read what `to_json` wrote; `InvalidInput` for anything else."""
        try:
            return cls(
                str(held["version"]),
                str(held["emergency_number"]),
                tuple(Needled(**row) for row in _rows(held, "needled")),
                tuple(Told(**row) for row in _rows(held, "expect")),
                tuple(Told(**row) for row in _rows(held, "care")),
                tuple(_sign(row) for row in _rows(held, "warnings")),
                tuple(str(one) for one in _list(held.get("stretches", []), "stretches")),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInput("sheet", "a stored aftercare sheet", got=str(error)) from None


def _fields(value: Needled | Told | Sign) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}


def _rows(held: Mapping[str, object], key: str) -> list[dict[str, Any]]:
    return _list(held[key], key)


def _list(found: object, key: str) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError(f"{key} is no list")
    return found


def _sign(row: Mapping[str, Any]) -> Sign:
    signs = row["signs"]
    if not isinstance(signs, list):
        raise TypeError("signs is no list")
    said = dict(row) | {"signs": tuple(signs), "urgency": Urgency(str(row["urgency"]))}
    return Sign(**said)
