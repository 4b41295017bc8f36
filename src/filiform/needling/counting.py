"""The whole count before the patient leaves the table: opened, in, out, and in the sharps box.

The markers say what went in and what came out. The count is made a second time, with eyes and
hands: packages opened, needles in the box, the skin looked over. Only when all of it agrees is the
needling finished; a needle that stays missing is an incident, never a number that is talked away.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.errors import InvalidInput
from filiform.needling.read import within
from filiform.needling.state import Needling

# A bound against slips of the finger.
MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Count:
    """One whole count. `inserted`, `removed`, `missing`: what the record said at that moment."""

    opened: int
    in_sharps: int
    looked: bool
    inserted: int
    removed: int
    missing: int = 0

    def __post_init__(self) -> None:
        for key in ("opened", "in_sharps"):
            within(key, getattr(self, key), 0, MOST_COUNTED, " needles")
        if not self.looked:
            raise InvalidInput("looked", "that the whole skin was looked over for needles")

    @classmethod
    def of(cls, needling: Needling, *, opened: int, in_sharps: int, looked: bool) -> Count:
        """A count made while the record stands as it does in `needling`."""
        out = needling.inserted, needling.removed, needling.missing
        return cls(opened, in_sharps, looked, *out)


class Problem(StrEnum):
    """Why a count does not finish the needling."""

    NOT_COUNTED = "not_counted"
    CHANGED_SINCE = "changed_since"
    STILL_IN = "still_in"
    OPENED_SHORT = "opened_short"
    SHARPS_SHORT = "sharps_short"
    SHARPS_OVER = "sharps_over"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One problem, and how many needles it is about."""

    problem: Problem
    needles: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What the latest count says of the needles; settled when nothing is left to explain."""

    mismatches: tuple[Mismatch, ...] = ()

    @property
    def settled(self) -> bool:
        return not self.mismatches


def tally(needling: Needling, count: Count | None) -> Tally:
    """Compare the latest count with the record; a visit without needles needs none."""
    if not needling.inserted:
        return Tally()
    if needling.still_in:
        return Tally((Mismatch(Problem.STILL_IN, needling.still_in),))
    if count is None:
        return Tally((Mismatch(Problem.NOT_COUNTED, needling.inserted),))
    if (count.inserted, count.removed) != (needling.inserted, needling.removed):
        return Tally((Mismatch(Problem.CHANGED_SINCE),))
    return Tally(tuple(_differences(count, needling.missing)))


def _differences(count: Count, missing: int) -> list[Mismatch]:
    """Every opened needle lies in the box or is missing with an incident."""
    found = []
    if count.opened < count.inserted:
        found.append(Mismatch(Problem.OPENED_SHORT, count.inserted - count.opened))
    difference = count.opened - missing - count.in_sharps
    if difference > 0:
        found.append(Mismatch(Problem.SHARPS_SHORT, difference))
    if difference < 0:
        found.append(Mismatch(Problem.SHARPS_OVER, -difference))
    return found
