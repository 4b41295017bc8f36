"""What to test next, and what did it show?

Reads: a belief, and what the practitioner measures. Gives: findings (movement, pressure, resisted
tests, scars, pain now) within their bounds, what is published about a measure, and the change of a
measure between two times. Pure: no clock, no storage. It never says that a treatment worked.
"""

from filiform.exam.change import Change, Weight, change, changes
from filiform.exam.measures import (
    Cited,
    Grade,
    MeasurementError,
    Measures,
    Movement,
    Norm,
    Rater,
)
from filiform.exam.past import Observation, Session, observations, rater
from filiform.exam.stored import from_json
from filiform.exam.values import (
    ExamFinding,
    Mobility,
    PainNow,
    PressureSummary,
    Scar,
    Sensitivity,
    falls_short,
    ppt,
    ranks,
    rom,
    side_ratio,
    subject,
    summary,
    to_json,
)

__all__ = [
    "Change",
    "Cited",
    "ExamFinding",
    "Grade",
    "MeasurementError",
    "Measures",
    "Mobility",
    "Movement",
    "Norm",
    "Observation",
    "PainNow",
    "PressureSummary",
    "Rater",
    "Scar",
    "Sensitivity",
    "Session",
    "Weight",
    "change",
    "changes",
    "falls_short",
    "from_json",
    "observations",
    "ppt",
    "ranks",
    "rater",
    "rom",
    "side_ratio",
    "subject",
    "summary",
    "to_json",
]
