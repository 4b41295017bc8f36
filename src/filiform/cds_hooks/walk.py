"""Take a request apart and refuse what is not as the specification says, naming the element."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from filiform.errors import InvalidInput

# FHIR R4, data type id. Dots alone would climb out of an address they are put into.
_ID = re.compile(r"(?!\.+\Z)[A-Za-z0-9\-.]{1,64}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Scheme, host, port and path; no user, no query.
ADDRESS = re.compile(
    r"https?://(?:[A-Za-z0-9\-._]+|\[[0-9A-Fa-f:.]+\])(?::[1-9]\d{0,4})?(?:/[^\s?#@\\<>\"`{|}]*)?"
)
LONGEST_TEXT = 10_000
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Field:
    """A value and its path, such as ``context.selections[0]``."""

    value: Any
    path: str = ""

    @property
    def missing(self) -> bool:
        return self.value is None

    def get(self, name: str) -> Field:
        """The value under a name of an object; missing when it is not there."""
        return Field(self.table().get(name), f"{self.path}.{name}" if self.path else name)

    def table(self) -> dict[str, Any]:
        table: dict[str, Any] = self._of(dict, "an object")
        return table

    def items(self) -> Iterator[Field]:
        """The values of a list."""
        for place, value in enumerate(self._of(list, "a list")):
            yield Field(value, f"{self.path}[{place}]")

    def text(self) -> str:
        """A text that is not empty."""
        value = self._of(str, "a text")
        if not value.strip() or len(value) > LONGEST_TEXT:
            raise self.refuse(f"a text of 1 to {LONGEST_TEXT} characters")
        return str(value)

    def one_of(self, *allowed: str) -> str:
        if self.text() not in allowed:
            raise self.refuse(" or ".join(allowed))
        return self.text()

    def number(self) -> int:
        """A whole number, 0 or more."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < 0:
            raise self.refuse("a whole number, 0 or more")
        return self.value

    def id(self) -> str:
        """A FHIR id."""
        if not _ID.fullmatch(self.text()):
            raise self.refuse("the id of a FHIR resource alone, such as 123")
        return self.text()

    def reference(self, *kinds: str) -> str:
        """``Type/id``."""
        kind, _, id_ = self.text().partition("/")
        if kind not in kinds or not _ID.fullmatch(id_):
            raise self.refuse(f"a type and an id such as {kinds[0]}/123")
        return self.text()

    def uuid(self) -> UUID:
        if not _UUID.fullmatch(self.text()):
            raise self.refuse("a UUID such as d1577c69-dfbe-44ad-ba6d-3e05e953b2ea")
        return UUID(self.text())

    def url(self) -> str:
        """An absolute http(s) address without a query."""
        if not ADDRESS.fullmatch(self.text()):
            raise self.refuse("an absolute http(s) address without query")
        return self.text()

    def refuse(self, expected: str) -> InvalidInput:
        """The error to raise: it shows what kind of thing was given, never a patient's data."""
        got = "nothing" if self.missing else _KINDS.get(type(self.value), "a number")
        return InvalidInput(self.path, f"{expected} ({got} was given)")

    def _of(self, kind: type, expected: str) -> Any:
        if not isinstance(self.value, kind):
            raise self.refuse(expected)
        return self.value
