"""What screening can say, from mildest to strictest."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Outcome(IntEnum):
    """Ordered: `max` of several is the strictest.

    `CLEAR` go; `CAUTION` go, with the stated changes; `CLEARANCE` only after a written medical
    answer; `STOP` no needle.
    """

    CLEAR = 0
    CAUTION = 1
    CLEARANCE = 2
    STOP = 3

    @property
    def word(self) -> str:
        """The word of the public contracts: clear, caution, clearance, stop."""
        return self.name.lower()


def strictest(outcomes: Iterable[Outcome]) -> Outcome:
    """The strictest; clear when there is none."""
    return max(outcomes, default=Outcome.CLEAR)
