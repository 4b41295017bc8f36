"""What, where, how often, to what end, and with which other care?

Reads the findings of the examination, the patient's goals and group, and data files; gives a frozen
`Plan` and the days that follow from it (`Schedule`). Pure: no clock, no storage. It fills in no
number that no source backs: what is not agreed stays empty.
"""

from filiform.knowledge.technique import Depth, Mode
from filiform.plan.letter import (
    Audience,
    Course,
    LetterRecord,
    goal_in_words,
    upkeep_in_words,
    write_letter,
)
from filiform.plan.library import PlanKnowledge, read_plan_knowledge
from filiform.plan.plans import (
    Away,
    Dose,
    Event,
    Goal,
    GoalKind,
    Maintenance,
    Operation,
    Plan,
    PlannedCare,
    PlannedTarget,
    Rhythm,
    Upkeep,
    Where,
)
from filiform.plan.schedule import Caution, PlanDay, Schedule, Warn, Week, unfixed
from filiform.plan.stored import from_json, to_json
from filiform.plan.suggest import (
    SuggestedTarget,
    movement_words,
    suggest_activities,
    suggest_goals,
    suggest_targets,
)
from filiform.plan.values import Asks, Care, CareKind, Fact, GroupChange, Note, OnTheDay, Topic

__all__ = [
    "Asks",
    "Audience",
    "Away",
    "Care",
    "CareKind",
    "Caution",
    "Course",
    "Depth",
    "Dose",
    "Event",
    "Fact",
    "Goal",
    "GoalKind",
    "GroupChange",
    "LetterRecord",
    "Maintenance",
    "Mode",
    "Note",
    "OnTheDay",
    "Operation",
    "Plan",
    "PlanDay",
    "PlanKnowledge",
    "PlannedCare",
    "PlannedTarget",
    "Rhythm",
    "Schedule",
    "SuggestedTarget",
    "Topic",
    "Upkeep",
    "Warn",
    "Week",
    "Where",
    "from_json",
    "goal_in_words",
    "movement_words",
    "read_plan_knowledge",
    "suggest_activities",
    "suggest_goals",
    "suggest_targets",
    "to_json",
    "unfixed",
    "upkeep_in_words",
    "write_letter",
]
