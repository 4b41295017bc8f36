"""What the patient scores before the visit: pain on the NPRS, hard activities on the PSFS.

Range, counting and licence of both instruments: `filiform.knowledge.instruments`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from filiform.errors import InvalidInput

MOST_ACTIVITIES = 5
WANTED_ACTIVITIES = 3
MAX_ACTIVITY = 120
LEAST, MOST = 0, 10


@dataclass(frozen=True, slots=True)
class PainScores:
    """Pain 0 to 10: at this moment, and the average and the worst of the past week.

    Errors: `InvalidInput` naming the one that is no whole number from 0 to 10.
    """

    now: int
    average: int
    worst: int

    def __post_init__(self) -> None:
        for field in ("now", "average", "worst"):
            check_score(field, getattr(self, field))

    @classmethod
    def from_json(cls, value: object) -> PainScores:
        """Read what `to_json` wrote."""
        if not isinstance(value, Mapping) or set(value) != {"now", "average", "worst"}:
            raise InvalidInput("pain", "numbers for now, average and worst", got=value)
        return cls(value["now"], value["average"], value["worst"])

    def to_json(self) -> dict[str, int]:
        return {"now": self.now, "average": self.average, "worst": self.worst}


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that is hard to do: 0 cannot do it, 10 can do it as before the problem."""

    name: str
    score: int

    def __post_init__(self) -> None:
        if not _is_name(self.name) or len(self.name) > MAX_ACTIVITY or "\x00" in self.name:
            raise InvalidInput("name", f"a text of 1 to {MAX_ACTIVITY} letters", got=self.name)
        check_score("score", self.score)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value.strip() == value != ""


@dataclass(frozen=True, slots=True)
class Activities:
    """Up to five activities, in the order in which they were named; none is an answer too.

    Errors: `InvalidInput` naming the activity for more than five, or the same one twice.
    """

    each: tuple[Activity, ...] = ()

    def __post_init__(self) -> None:
        if len(self.each) > MOST_ACTIVITIES:
            raise InvalidInput("activities", f"at most {MOST_ACTIVITIES}", got=len(self.each))
        names = [one.name.casefold() for one in self.each]
        for number, name in enumerate(names):
            if name in names[:number]:
                raise InvalidInput(f"activities[{number}]", "each activity once", got=name)

    @property
    def mean(self) -> float | None:
        """The score of the scale; None without an activity."""
        return fmean(one.score for one in self.each) if self.each else None

    @classmethod
    def from_json(cls, value: object) -> Activities:
        """Read what `to_json` wrote."""
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise InvalidInput("activities", "a list", got=value)
        return cls(tuple(_activity(row, number) for number, row in enumerate(value)))

    def to_json(self) -> list[dict[str, Any]]:
        return [{"name": one.name, "score": one.score} for one in self.each]

    def again(self, scores: Sequence[int]) -> Activities:
        """The same activities with new scores, in their order."""
        if len(scores) != len(self.each):
            raise InvalidInput("scores", f"{len(self.each)} scores", got=len(scores))
        pairs = zip(self.each, scores, strict=True)
        return Activities(tuple(Activity(one.name, score) for one, score in pairs))


def _activity(row: object, number: int) -> Activity:
    if not isinstance(row, Mapping) or set(row) != {"name", "score"}:
        raise InvalidInput(f"activities[{number}]", "a name and a score", got=row)
    return Activity(row["name"], row["score"])


def check_score(field: str, value: object) -> None:
    """Refuse what is no whole number from 0 to 10. Errors: `InvalidInput` naming `field`."""
    if isinstance(value, bool) or not isinstance(value, int) or not LEAST <= value <= MOST:
        raise InvalidInput(field, f"a whole number from {LEAST} to {MOST}", got=value)
