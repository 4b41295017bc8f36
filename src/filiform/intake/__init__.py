"""What brings you here? The patient's answers before the visit, and the words they are asked in.

Reads the vocabulary of the atlas and plain words, gives an `Intake`. Errors: `InvalidInput` naming
the field.
"""

from filiform.intake.dates import FIRST_YEAR, PartialDate
from filiform.intake.onset import Began, Onset
from filiform.intake.scores import (
    MAX_ACTIVITY,
    MOST_ACTIVITIES,
    WANTED_ACTIVITIES,
    Activities,
    Activity,
    PainScores,
)
from filiform.intake.steps import STEPS, Step
from filiform.intake.values import (
    MAX_HOPES,
    MAX_STORY,
    Intake,
    check_complaint,
    check_group,
    check_hopes,
    check_pain,
    check_story,
)
from filiform.intake.words import Choice, Part, Words, read_words

__all__ = [
    "FIRST_YEAR",
    "MAX_ACTIVITY",
    "MAX_HOPES",
    "MAX_STORY",
    "MOST_ACTIVITIES",
    "STEPS",
    "WANTED_ACTIVITIES",
    "Activities",
    "Activity",
    "Began",
    "Choice",
    "Intake",
    "Onset",
    "PainScores",
    "Part",
    "PartialDate",
    "Step",
    "Words",
    "check_complaint",
    "check_group",
    "check_hopes",
    "check_pain",
    "check_story",
    "read_words",
]
