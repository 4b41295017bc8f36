"""The order in which the patient is asked: one question a screen, health in a few short pages."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """A screen of the patient's part, in order; health and medicines take more than one."""

    BIRTH_DATE = "birth_date"
    COMPLAINT = "complaint"
    GROUP = "group"
    WHEN = "when"
    WHERE = "where"
    SCARS = "scars"
    PAIN = "pain"
    ACTIVITIES = "activities"
    STORY = "story"
    ABOUT = "about"
    HEALTH = "health"
    MEDICINES = "medicines"
    CHECK = "check"

    @property
    def number(self) -> int:
        """Its place, from 1 to `STEPS`."""
        return list(Step).index(self) + 1

    @property
    def before(self) -> Step:
        """The screen one step back; the first is its own."""
        return list(Step)[max(self.number - 2, 0)]

    @property
    def after(self) -> Step:
        """The next screen; the last is its own."""
        return list(Step)[min(self.number, STEPS - 1)]


STEPS = len(Step)
