"""The health questions as a patient answers them: words, pages, and what has been said so far.

Reads the screening rules and plain words, gives the answers and evidence of a `History`. Errors:
`InvalidInput` naming the field.
"""

from filiform.screening.interview.saying import (
    ALTERNATIVE,
    CHOICES,
    MAX_TEXT,
    Box,
    Choice,
    Said,
    Saying,
    check_field,
    check_today,
)
from filiform.screening.interview.understood import Item, Understood, understand
from filiform.screening.interview.words import (
    Advice,
    Asking,
    Page,
    Part,
    PatientWords,
    read_patient_words,
)

__all__ = [
    "ALTERNATIVE",
    "CHOICES",
    "MAX_TEXT",
    "Advice",
    "Asking",
    "Box",
    "Choice",
    "Item",
    "Page",
    "Part",
    "PatientWords",
    "Said",
    "Saying",
    "Understood",
    "check_field",
    "check_today",
    "read_patient_words",
    "understand",
]
