"""What the patient tells before the visit."""

from __future__ import annotations

from dataclasses import dataclass

from filiform.errors import InvalidInput
from filiform.intake.onset import Onset
from filiform.knowledge import Atlas

MAX_STORY = 2_000
MAX_HOPES = 500


@dataclass(frozen=True, slots=True)
class Intake:
    """Complete answers. `complaint` and `group` are ids of the atlas, pain is 0 to 10.

    `hopes`: what the patient wants to do again. Errors: `InvalidInput` naming the field for an
    unknown id, pain outside 0-10, or a story of more than 2,000 characters.
    """

    complaint: str
    group: str
    strongest_pain: int
    story: str = ""
    onset: Onset | None = None
    hopes: str = ""

    def __post_init__(self) -> None:
        check_complaint(self.complaint)
        check_group(self.group)
        check_pain(self.strongest_pain)
        check_story(self.story)
        check_hopes(self.hopes)


def check_complaint(value: object) -> None:
    if value not in Atlas.load().complaints:
        raise InvalidInput("complaint", "a complaint id of the vocabulary", got=value)


def check_group(value: object) -> None:
    if value not in Atlas.load().groups:
        raise InvalidInput("group", "a group id of the vocabulary", got=value)


def check_pain(value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10:
        raise InvalidInput("strongest_pain", "a whole number from 0 to 10", got=value)


def check_story(value: object) -> None:
    _check_text("story", value, MAX_STORY)


def check_hopes(value: object) -> None:
    _check_text("hopes", value, MAX_HOPES)


def _check_text(field: str, value: object, most: int) -> None:
    if not isinstance(value, str) or len(value) > most:
        got = len(value) if isinstance(value, str) else value
        raise InvalidInput(field, f"a text of at most {most:,} characters", got=got)
