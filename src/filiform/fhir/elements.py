"""Walk through a FHIR resource without trusting its shape; note what is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_SHOWN = 80
# Beyond this many different notes the rest is only counted.
_MOST_NOTES = 200


@dataclass
class Unread:
    """What could not be read, each thing once, with the path of the first place and a count."""

    _notes: dict[str, dict[str, None]] = field(default_factory=dict)

    def note(self, path: str, what: str) -> None:
        self._notes.setdefault(what, {})[path] = None

    def lines(self) -> tuple[str, ...]:
        """One line a note: path, how many more, what."""
        lines = [_line(what, list(paths)) for what, paths in self._notes.items()]
        more = len(lines) - _MOST_NOTES
        return (*lines[:_MOST_NOTES], *([f"{more} more notes of this kind"] if more > 0 else []))


def _line(what: str, paths: list[str]) -> str:
    more = f" (and {len(paths) - 1} more)" if len(paths) > 1 else ""
    return f"{paths[0]}{more}: {what}"


@dataclass(slots=True)
class Element:
    """A value in a resource, its path such as ``entry[3].resource.code``, and where notes go.

    Not frozen: a record makes hundreds of these, and a frozen one takes three times as long.
    """

    value: Any
    path: str
    unread: Unread

    @property
    def missing(self) -> bool:
        return self.value is None

    def get(self, name: str) -> Element:
        """The element under a name; missing when it is not there."""
        inner = self.value.get(name) if isinstance(self.value, dict) else None
        return Element(inner, f"{self.path}.{name}" if self.path else name, self.unread)

    def is_object(self) -> bool:
        """True for an object; what is neither that nor missing is noted."""
        if not isinstance(self.value, dict) and not self.missing:
            self.note("is no object")
        return isinstance(self.value, dict)

    def items(self, name: str) -> Iterator[Element]:
        """The elements of a list; a thing that is no list is noted."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        if value is None:
            return
        inner = self.get(name)
        if not isinstance(value, list):
            inner.note("is no list")
            return
        for place, item in enumerate(value):
            if item is not None:
                yield Element(item, f"{inner.path}[{place}]", self.unread)

    def text(self, name: str) -> str:
        """The text under a name without spaces around it; empty when missing."""
        value = self.value.get(name) if isinstance(self.value, dict) else None
        if value is None:
            return ""
        if not isinstance(value, str):
            self.get(name).note("is no text")
            return ""
        return value.strip()

    def flag(self, name: str) -> bool:
        inner = self.get(name)
        if not inner.missing and not isinstance(inner.value, bool):
            inner.note("is neither true nor false")
        return inner.value is True

    def note(self, what: str) -> None:
        self.unread.note(self.path, what)


def shown(text: str) -> str:
    """A text of a record in a message, never longer than a line."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
