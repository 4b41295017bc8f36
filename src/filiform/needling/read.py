"""Read plain tables key by key, or refuse with the name of the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from filiform.errors import InvalidInput

E = TypeVar("E", bound=StrEnum)


def one_of(choices: Iterable[object]) -> str:
    """The choices in a row, as refusals name them."""
    return f"one of {', '.join(str(choice) for choice in choices)}"


def mapping(value: object, field: str) -> Mapping[str, object]:
    """A table."""
    if not isinstance(value, Mapping):
        raise InvalidInput(field, "a table of named values", got=value)
    return value


def text(table: Mapping[str, object], key: str) -> str:
    """A text that is not empty."""
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise InvalidInput(key, "a text", got=value)
    return value


def number(table: Mapping[str, object], key: str) -> float:
    """A number."""
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInput(key, "a number", got=value)
    return float(value)


def whole(table: Mapping[str, object], key: str) -> int:
    """A whole number."""
    value = table.get(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidInput(key, "a whole number", got=value)
    return value


def optional_whole(table: Mapping[str, object], key: str) -> int | None:
    """A whole number, or None where the key is not there or null."""
    return None if table.get(key) is None else whole(table, key)


def choice(table: Mapping[str, object], key: str, words: type[E]) -> E:
    """A word of a closed vocabulary."""
    said = text(table, key)
    if said not in set(words):
        raise InvalidInput(key, one_of(words), got=said)
    return words(said)


def optional(table: Mapping[str, object], key: str, words: type[E]) -> E | None:
    """The same, or None where the key is not there or null."""
    return None if table.get(key) is None else choice(table, key, words)


def within(key: str, value: float, least: float, most: float, unit: str = "") -> None:
    """Refuse a number outside the bounds, which guard against slips of the finger."""
    if not least <= value <= most:
        raise InvalidInput(key, f"{least:g} to {most:g}{unit}", got=value)
