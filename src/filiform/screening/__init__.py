"""Is needling safe, here, today, by us? From a history to a verdict with reasons and sources.

Reads what is known about the patient, what is planned and by whom; gives a frozen `Verdict`. Rules
are data (`filiform.knowledge.screening`). Errors: `InvalidInput` naming the field.
"""

from filiform.screening.clearing import NEVER_OVERRIDDEN
from filiform.screening.reach import name_of, reasons_for
from filiform.screening.screen import basis_of, screen
from filiform.screening.supervision import why_not_supervise, why_supervised
from filiform.screening.values import (
    Act,
    Answer,
    Change,
    Clearance,
    Competence,
    DayAnswer,
    Evidence,
    EvidenceKind,
    History,
    Level,
    MuscleVerdict,
    Observation,
    Outcome,
    Override,
    Place,
    Question,
    Reason,
    RegionVerdict,
    Reply,
    Scope,
    Settings,
    Target,
    Technique,
    Verdict,
    Version,
    Why,
    strictest,
)

__all__ = [
    "NEVER_OVERRIDDEN",
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
    "basis_of",
    "name_of",
    "reasons_for",
    "screen",
    "strictest",
    "why_not_supervise",
    "why_supervised",
]
