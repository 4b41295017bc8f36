"""What rules needling out, or asks for care: rules, medicines, conditions, hazards as data.

`load_rules()` gives the frozen `ScreeningRules`; a broken file raises `BrokenKnowledge`. The form
of the files is in docs/reference/screening-files.md.
"""

from filiform.knowledge.screening.library import ScreeningRules
from filiform.knowledge.screening.shipped import load_rules, read_screening
from filiform.knowledge.screening.values import (
    Asked,
    Bleeding,
    Breach,
    CodedAnswer,
    Compressible,
    ConditionGroup,
    DayQuestion,
    Detail,
    Drug,
    Effect,
    Limit,
    MedicineClass,
    MuscleHazard,
    MuscleSafety,
    ObservationKind,
    Otherwise,
    Pack,
    PlaceRule,
    Referral,
    Rule,
    SettingNote,
    Status,
)
from filiform.knowledge.screening.words import Act, Level, Scope

__all__ = [
    "Act",
    "Asked",
    "Bleeding",
    "Breach",
    "CodedAnswer",
    "Compressible",
    "ConditionGroup",
    "DayQuestion",
    "Detail",
    "Drug",
    "Effect",
    "Level",
    "Limit",
    "MedicineClass",
    "MuscleHazard",
    "MuscleSafety",
    "ObservationKind",
    "Otherwise",
    "Pack",
    "PlaceRule",
    "Referral",
    "Rule",
    "Scope",
    "ScreeningRules",
    "SettingNote",
    "Status",
    "load_rules",
    "read_screening",
]
