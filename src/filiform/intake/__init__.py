"""What brings you here? The patient's answers before the visit, and the words they are asked in.

Reads the vocabulary of the atlas and plain words, gives an `Intake`. Errors: `InvalidInput` naming
the field.
"""

from filiform.intake.steps import STEPS, Step
from filiform.intake.values import (
    MAX_STORY,
    Intake,
    check_complaint,
    check_group,
    check_pain,
    check_story,
)
from filiform.intake.words import Choice, Part, Words, read_words

__all__ = [
    "MAX_STORY",
    "STEPS",
    "Choice",
    "Intake",
    "Part",
    "Step",
    "Words",
    "check_complaint",
    "check_group",
    "check_pain",
    "check_story",
    "read_words",
]
