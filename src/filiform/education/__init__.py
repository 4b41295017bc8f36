"""What is this, and is it for me? What patients and the public are told, with its sources.

Reads data files and the atlas, gives the frozen `Education`. Entries that are weakly backed stay in
the files and hidden from patients (`verified`). Raises `BrokenKnowledge` for a file it cannot
trust.
"""

from filiform.education.examined import muscles_often_examined
from filiform.education.library import Education, read_education
from filiform.education.values import (
    Certainty,
    Contrast,
    EvidenceCard,
    Statement,
    Topic,
    Urgency,
    WarningQuestion,
)
from filiform.knowledge.sources import Basis, Confidence, Source

__all__ = [
    "Basis",
    "Certainty",
    "Confidence",
    "Contrast",
    "Education",
    "EvidenceCard",
    "Source",
    "Statement",
    "Topic",
    "Urgency",
    "WarningQuestion",
    "muscles_often_examined",
    "read_education",
]
