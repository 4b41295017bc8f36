"""Words of the patient that no program understood, as a person read them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from filiform.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class WordsRead:
    """What somebody made of one text of `History.unread`.

    Either `found`: what it names was put on file, by this name; or `why`: nothing in it matters for
    needling, for this reason. Errors: `InvalidInput` unless it is exactly one of the two.
    """

    text: str
    found: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidInput("text", "the words that were read")
        if bool(self.found.strip()) is bool(self.why.strip()):
            raise InvalidInput(
                "why", "a reason why nothing in these words matters, or what they name"
            )


def still_unread(unread: Collection[str], read: Collection[WordsRead]) -> tuple[str, ...]:
    """The texts that nobody has read yet, in their order."""
    known = {one.text for one in read}
    return tuple(text for text in unread if text not in known)
