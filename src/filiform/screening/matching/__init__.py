"""Which medicine class or condition group does this code or this text mean, and does it count now?

Reads codes (ATC, RxNorm, ICD-10-CM, SNOMED CT) and text as patients type it; gives matches that say
what was matched, how surely and whether it counts, so that a person can check and correct them.
Errors: `InvalidInput` for text of absurd length, `BrokenKnowledge` for a word file that is at odds
with the classes.
"""

from filiform.screening.matching.matcher import Matcher
from filiform.screening.matching.search import Found, find
from filiform.screening.matching.values import Coding, How, Match, Reading, Status, System

__all__ = [
    "Coding",
    "Found",
    "How",
    "Match",
    "Matcher",
    "Reading",
    "Status",
    "System",
    "find",
]
