"""The values of screening in one place: what it reads and what it gives."""

from filiform.knowledge.screening.words import Act, Level, Scope
from filiform.screening.history import (
    Answer,
    DayAnswer,
    Evidence,
    EvidenceKind,
    History,
    Observation,
    Place,
    Reply,
)
from filiform.screening.outcome import Outcome, strictest
from filiform.screening.plan import Clearance, Competence, Override, Target, Technique
from filiform.screening.settings import Settings
from filiform.screening.verdict import (
    Change,
    MuscleVerdict,
    Question,
    Reason,
    RegionVerdict,
    Verdict,
    Version,
    Why,
)

__all__ = [
    "Act",
    "Answer",
    "Change",
    "Clearance",
    "Competence",
    "DayAnswer",
    "Evidence",
    "EvidenceKind",
    "History",
    "Level",
    "MuscleVerdict",
    "Observation",
    "Outcome",
    "Override",
    "Place",
    "Question",
    "Reason",
    "RegionVerdict",
    "Reply",
    "Scope",
    "Settings",
    "Target",
    "Technique",
    "Verdict",
    "Version",
    "Why",
    "strictest",
]
