"""What is answered about a marker: twitch, the patient's response, bleeding and pressure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from filiform.errors import InvalidInput
from filiform.needling.read import one_of, optional, optional_whole, text, within

# A bound against slips of the finger.
MOST_TWITCHES = 30
LONGEST_PRESSURE = 60
_TWITCHES = ("none", "yes", *(str(count) for count in range(1, MOST_TWITCHES + 1)))


class Response(StrEnum):
    """How the patient bore it, in the practitioner's words for what the patient said."""

    WELL = "well"
    FAMILIAR_PAIN = "familiar_pain"
    PAINFUL = "painful"
    UNWELL = "unwell"


class Bleeding(StrEnum):
    """What was seen when the needle came out."""

    NONE = "none"
    SPOT = "spot"
    BRUISE = "bruise"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Answers:
    """Each None until it is said. `twitch`: "none", "yes", or how many as digits.

    `pressed_min`: minutes of pressure on the place, 0 for none.
    """

    twitch: str | None = None
    response: Response | None = None
    bleeding: Bleeding | None = None
    pressed_min: int | None = None

    def __post_init__(self) -> None:
        if self.twitch is not None and self.twitch not in _TWITCHES:
            raise InvalidInput("twitch", f"none, yes, or 1 to {MOST_TWITCHES}", got=self.twitch)
        if self.pressed_min is not None:
            within("pressed_min", self.pressed_min, 0, LONGEST_PRESSURE, " minutes")

    @property
    def complete(self) -> bool:
        """Whether all is answered that is asked of every marker."""
        return None not in (self.twitch, self.response, self.bleeding)

    def to_json(self) -> dict[str, object]:
        """Every answer by name."""
        return {name: getattr(self, name) for name in ANSWERS}


ANSWERS = tuple(field.name for field in fields(Answers))


def read_answers(said: Mapping[str, object]) -> dict[str, object]:
    """The named answers of a table, checked; a null takes an answer back.

    At least one is named. Raises `InvalidInput` naming the answer at fault.
    """
    named = {name: said[name] for name in ANSWERS if name in said}
    if not named:
        raise InvalidInput("answer", one_of(ANSWERS))
    merge(Answers(), named)
    return named


def merge(answers: Answers, named: Mapping[str, object]) -> Answers:
    """`answers` with the named ones in place of what was said before."""
    said = answers.to_json() | dict(named)
    return Answers(
        twitch=text(said, "twitch") if said["twitch"] is not None else None,
        response=optional(said, "response", Response),
        bleeding=optional(said, "bleeding", Bleeding),
        pressed_min=optional_whole(said, "pressed_min"),
    )
