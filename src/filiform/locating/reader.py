"""Walk through a JSON value and refuse what is not as promised, naming the place by its path."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from filiform.errors import InvalidInput, describe_kind
from filiform.locating.vocabulary import unknown

E = TypeVar("E", bound=StrEnum)

MAX_ITEMS = 10_000


class Node:
    """A value in a document and its path, such as ``areas[2].side``."""

    def __init__(self, value: Any, path: str = "") -> None:
        self.value = value
        self.path = path

    @property
    def missing(self) -> bool:
        """True for null and for a key that is not there: both say nothing."""
        return self.value is None

    def refuse(self, expected: str) -> InvalidInput:
        return InvalidInput(self.path, expected, got=describe_kind(self.value))

    def key(self, name: str) -> Node:
        """The value under a key of an object; null when the key is not there."""
        return Node(self.value.get(name), f"{self.path}.{name}" if self.path else name)

    def table(self, *keys: str) -> Node:
        """Self, when it is an object without other keys than these."""
        if not isinstance(self.value, dict):
            raise self.refuse("an object")
        for name in self.value:
            if name not in keys:
                place = f"{self.path}.{name}" if self.path else str(name)
                error = unknown(place, f"one of the keys {', '.join(keys)}", name, keys)
                raise InvalidInput(place, error.expected)
        return self

    def items(self) -> Iterator[Node]:
        """The items of a list; none for null."""
        if self.missing:
            return
        if not isinstance(self.value, list | tuple):
            raise self.refuse("a list")
        if len(self.value) > MAX_ITEMS:
            raise InvalidInput(self.path, f"at most {MAX_ITEMS} items", got=len(self.value))
        for index, item in enumerate(self.value):
            yield Node(item, f"{self.path}[{index}]")

    def one_of(self, known: Collection[str], what: str) -> str:
        """A text out of `known`; the error suggests the nearest."""
        if not isinstance(self.value, str) or self.value not in known:
            raise unknown(self.path, what, describe_kind(self.value), known)
        return self.value

    def choice(self, words: type[E]) -> E:
        values = [word.value for word in words]
        return words(self.one_of(values, f"one of {', '.join(values)}"))

    def number(self, low: float, high: float) -> float:
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(f"a number, {low:g} to {high:g}")
        if not math.isfinite(value) or not low <= value <= high:
            raise self.refuse(f"{low:g} to {high:g}")
        return float(value)

    def whole_number(self, low: int, high: int) -> int:
        if type(self.value) is not int or not low <= self.value <= high:
            raise self.refuse(f"a whole number, {low} to {high}")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.refuse("true or false")
        return self.value
