"""Every error the library raises on purpose.

FiliformError
 x InvalidInput       what the caller gave breaks a promise of the interface (exit 2, HTTP 400)
   x BrokenKnowledge  a knowledge file that ships with the product does not hold what it must
 x Unavailable        the surroundings lack something that is needed (exit 3, HTTP 503)

A clinical "no" (a stop verdict, a refused signature) is not an error but a value with reasons.
"""

__all__ = ["BrokenKnowledge", "FiliformError", "InvalidInput", "Unavailable"]


class FiliformError(Exception):
    """Root of all errors that Filiform raises on purpose."""


class InvalidInput(FiliformError):
    """Input that cannot be taken: names the field and says what was expected.

    `field` is a path such as ``areas[2].side``; empty when the whole document is at fault.
    """

    def __init__(self, field: str, expected: str, *, got: object = None, where: str = "") -> None:
        self.field = field
        self.expected = expected
        self.got = got
        self.where = where
        super().__init__(field, expected)

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.field) if part)
        found = "" if self.got is None else f", got {shorten(self.got)}"
        return f"{place}: {self.expected}{found}" if place else f"{self.expected}{found}"


class BrokenKnowledge(InvalidInput):
    """A knowledge entry that must not be used: `where` is the file, `field` the entry and key."""


class Unavailable(FiliformError):
    """Something outside the program is missing; the message says what and how to get it."""


class Described(str):
    """What was found, in words: shown without quotation marks, which stand for the text itself."""


def describe_kind(value: object) -> object:
    """Containers and nothing in words; a document may hold megabytes in one place."""
    if value is None:
        return Described("nothing")
    if isinstance(value, list):
        return Described(f"a list of {len(value)}" if value else "an empty list")
    if isinstance(value, dict):
        keys = "1 key" if len(value) == 1 else f"{len(value)} keys"
        return Described(f"an object with {keys}" if value else "an empty object")
    return value


def shorten(value: object, limit: int = 60) -> str:
    """Show `value` in an error message without flooding it."""
    text = str(value) if isinstance(value, Described) else repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
