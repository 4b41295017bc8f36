"""Read one table of a knowledge file key by key, and refuse what is not as promised.

Every refusal names the file, the entry and the key; a key nobody asked for is refused as unknown.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from importlib.resources.abc import Traversable
from math import isfinite
from typing import Any, NoReturn, TypeVar

from filiform.errors import BrokenKnowledge

E = TypeVar("E", bound=StrEnum)


class Entry:
    """One table. Ask for each key once, then `close()`, which refuses what is left."""

    def __init__(self, table: Mapping[str, Any], file: str, name: str = "") -> None:
        self._left = dict(table)
        self._file = file
        self.name = name

    def fail(self, key: str, expected: str, got: object = None) -> NoReturn:
        """Refuse the entry because of `key`."""
        field = ".".join(part for part in (self.name, key) if part)
        raise BrokenKnowledge(field, expected, got=got, where=self._file)

    def has(self, key: str) -> bool:
        return key in self._left

    def left(self) -> list[str]:
        """The keys not asked for yet."""
        return list(self._left)

    def take(self, key: str) -> Any:
        """The raw value of a key that must be there."""
        if key not in self._left:
            self.fail(key, "this key is required")
        return self._left.pop(key)

    def text(self, key: str) -> str:
        value = self.take(key)
        if not isinstance(value, str) or not value.strip():
            self.fail(key, "a text that is not empty", value)
        return value

    def optional_text(self, key: str) -> str:
        return self.text(key) if self.has(key) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key)
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.fail(key, "a list of texts", value)
        return tuple(value)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self.texts(key) if self.has(key) else ()

    def choice(self, key: str, words: type[E]) -> E:
        return self._word(key, words, self.text(key))

    def optional_choice(self, key: str, words: type[E]) -> E | None:
        return self.choice(key, words) if self.has(key) else None

    def choices(self, key: str, words: type[E]) -> tuple[E, ...]:
        return tuple(self._word(key, words, word) for word in self.texts(key))

    def _word(self, key: str, words: type[E], word: str) -> E:
        try:
            return words(word)
        except ValueError:
            self.fail(key, f"one of {', '.join(words)}", word)

    def flag(self, key: str) -> bool:
        value = self.take(key) if self.has(key) else False
        if not isinstance(value, bool):
            self.fail(key, "true or false", value)
        return value

    def number(self, key: str) -> float:
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            self.fail(key, "a number", value)
        return float(value)

    def numbers(self, key: str, count: int) -> tuple[float, ...]:
        """Exactly `count` numbers."""
        value = self.take(key)
        if not isinstance(value, list) or len(value) != count:
            self.fail(key, f"{count} numbers", value)
        return tuple(Entry({key: item}, self._file, self.name).number(key) for item in value)

    def optional_count(self, key: str) -> int | None:
        """A whole number from 1, or None when the key is not there."""
        if not self.has(key):
            return None
        value = self.take(key)
        if type(value) is not int or value < 1:
            self.fail(key, "a whole number, 1 or more", value)
        return value

    def day(self, key: str) -> date:
        value = self.take(key)
        if type(value) is not date:
            self.fail(key, "a date such as 2026-11-23", value)
        return value

    def table(self, key: str) -> Entry:
        value = self.take(key)
        if not isinstance(value, dict):
            self.fail(key, "a table", value)
        return self._inner(value, key)

    def tables(self, key: str) -> list[Entry]:
        value = self.take(key)
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.fail(key, "a list of tables", value)
        return [self._inner(table, f"{key}[{n}]") for n, table in enumerate(value)]

    def entries(self, key: str) -> list[Entry]:
        """A list of tables that each have an `id`, by which errors name them."""
        found = self.tables(key)
        for entry in found:
            entry.identify()
        return found

    def identify(self) -> None:
        """Be called by the id in error messages, which tells more than a place in a list."""
        if isinstance(self._left.get("id"), str):
            self.name = str(self._left["id"])

    def _inner(self, table: Mapping[str, Any], key: str) -> Entry:
        return Entry(table, self._file, ".".join(part for part in (self.name, key) if part))

    def rest(self) -> dict[str, Any]:
        """All keys not asked for yet, for tables whose keys are ids."""
        left, self._left = self._left, {}
        return left

    def close(self) -> None:
        """Refuse keys that nobody asked for: a misspelt key must not be lost in silence."""
        for key in self._left:
            self.fail(key, "no such key in this kind of entry")


def read_file(folder: Traversable, path: str) -> Entry:
    """A whole TOML file as an entry."""
    try:
        return Entry(tomllib.loads(folder.joinpath(path).read_text(encoding="utf-8")), path)
    except FileNotFoundError:
        raise BrokenKnowledge("", "this file to be there", where=path) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BrokenKnowledge("", f"a readable TOML file ({error})", where=path) from None
